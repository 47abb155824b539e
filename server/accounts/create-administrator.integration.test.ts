import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { breachedPasswords } from "#db/breached-passwords";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { findCredentials, staffAccounts } from "#db/users";
import { createAdministrator } from "./create-administrator";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

it("makes the first account of an empty hospital, with a password of its own", async () => {
  const { pool } = database;
  const ada = { email: "Ada@Hospital.example", name: "Ada Admin" };
  const made = await createAdministrator(pool, ada, breachedPasswords());

  expect(made.email).toBe("ada@hospital.example");
  expect(await staffAccounts(pool, new Date())).toMatchObject([
    { email: made.email, name: "Ada Admin", role: "system-admin", isDisabled: false },
  ]);
  const stored = await findCredentials(pool, made.email);
  expect(await verify(stored?.passwordHash ?? "", made.password)).toBe(true);
  await expect(createAdministrator(pool, ada, breachedPasswords())).rejects.toMatchObject({
    code: "conflict",
  });
});

it("refuses what is no address", async () => {
  await expect(
    createAdministrator(database.pool, { email: "ada", name: "Ada" }, breachedPasswords()),
  ).rejects.toMatchObject({ code: "invalid-input" });
});

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { UserId } from "#models/shared/ids";
import { bindProviderAccount } from "./provider-accounts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { createUser, disableUser, resetPassword } from "./users";

const ISSUER = "https://identity.hospital.example";
const NORA = { issuer: ISSUER, subject: "nora-1", email: "nora@wards.example" };

let database: TestDatabase;
let nora: UserId;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query("delete from users");
  nora = await add(NORA.email);
});

const add = (email: string): Promise<UserId> =>
  createUser(database.pool, {
    email,
    name: "Nora",
    role: "nurse",
    unitIds: [],
    passwordHash: "hash",
  });
const bind = (identity = NORA) => bindProviderAccount(database.pool, identity);

it("is bound at the first sign-in and found at the next", async () => {
  expect(await bind()).toBe(nora);
  expect(await bind()).toBe(nora);
});

it("is nobody's who has no account here", async () => {
  expect(await bind({ ...NORA, email: "stranger@wards.example" })).toBeUndefined();
});

it("does not go to somebody who was given the address of its owner", async () => {
  await bind();

  expect(await bind({ ...NORA, subject: "nora-2" })).toBeUndefined();
});

it("does not go to the same subject of another provider", async () => {
  await bind();

  expect(await bind({ ...NORA, issuer: "https://elsewhere.example" })).toBeUndefined();
});

it("is one account of a person, not a second one whose address they were given", async () => {
  await bind();
  await add("lead@wards.example");

  expect(await bind({ ...NORA, email: "lead@wards.example" })).toBeUndefined();
});

it("is not bound while it is disabled", async () => {
  await disableUser(database.pool, nora);

  expect(await bind()).toBeUndefined();
});

it("is bound anew after an administrator has handed it over anew", async () => {
  await bind();
  await resetPassword(database.pool, nora, "another hash");

  expect(await bind({ ...NORA, subject: "nora-2" })).toBe(nora);
});

import { Role } from "#models/access/role";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import { verify } from "@node-rs/argon2";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { totpStep, totpCode, totpStepOf } from "#models/access/totp";
import { removeAllSecondFactors, secondFactorsOf, totpFactorsOf } from "../second-factors";
import { createTestCipher } from "../testing/test-cipher";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { findCredentials } from "../users";
import { seedDemoStaff } from "./seed-demo-staff";
import { seedHospital } from "./seed-hospital";

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "wardcast-seed-"));
});
afterAll(async () => {
  await database.stop();
  await rm(dataDir, { recursive: true });
});

const counted = async (table: string): Promise<number> => {
  const { rows } = await database.pool.query(`select count(*)::int as n from ${table}`);
  return rows[0].n;
};
const cipher = createTestCipher();
const seedStaff = () => seedDemoStaff(database.pool, DEMO_HOSPITAL, { dataDir, cipher });
const accountsFile = () => join(dataDir, "demo-accounts.json");

async function userIdOf(email: string) {
  const account = await findCredentials(database.pool, email);
  return account!.userId;
}

it("writes the plan's beds once, however often it is run", async () => {
  await seedHospital(database.pool, DEMO_HOSPITAL);
  await seedHospital(database.pool, DEMO_HOSPITAL);

  expect(await counted("sites")).toBe(2);
  expect(await counted("units")).toBe(9);
  expect(await counted("beds")).toBe(208);
});

it("keeps what an administrator has renamed", async () => {
  await database.pool.query("update units set name = 'Renamed' where code = 'SDU'");
  await seedHospital(database.pool, DEMO_HOSPITAL);

  const { rows } = await database.pool.query("select name from units where code = 'SDU'");
  expect(rows).toEqual([{ name: "Renamed" }]);
});

it("gives every role an account, each with a password of its own that opens it", async () => {
  const accounts = await seedStaff();

  expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(Role.options));
  expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
  const { rows } = await database.pool.query(
    "select email, password_hash from users where email = 'charge.micu@wardcast.example'",
  );
  const account = accounts.find(({ email }) => email === rows[0].email)!;
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
  expect(await verify(rows[0].password_hash, account.password)).toBe(true);
});

it("assigns nurses to their units, critical care to four, and the house-wide roles to none", async () => {
  const { rows } = await database.pool.query(`
    select split_part(email, '@', 1) as who, string_agg(units.code, ' ' order by display_order) as at
      from users left join user_units using (user_id) left join units using (unit_id)
     where email ~ '^(charge.critical|nurse.4a|system)' group by email order by email
  `);
  expect(rows).toEqual([
    { who: "charge.critical-care", at: "MICU SICU CICU SDU" },
    { who: "nurse.4a", at: "4A" },
    { who: "system", at: null },
  ]);
});

it("keeps the passwords at the second start, in a file only its owner can read", async () => {
  const first = await seedStaff();
  expect(await seedStaff()).toEqual(first);

  expect((await stat(join(dataDir, "demo-accounts.json"))).mode & 0o777).toBe(0o600);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
});

it("gives every account a second factor whose secret is in the file", async () => {
  const accounts = await seedStaff();
  const now = new Date();

  for (const { email, totpSecret, otpauthUrl } of accounts) {
    const [factor, ...others] = await totpFactorsOf(database.pool, await userIdOf(email));
    expect(others).toEqual([]);
    const { secondFactorId, totpSecret: sealed } = factor!;
    const secret = cipher.open("second_factors.totp_secret", secondFactorId, sealed);
    expect(totpStepOf(secret, totpCode(totpSecret, totpStep(now)), now)).toBe(totpStep(now));
    expect(new URL(otpauthUrl).searchParams.get("secret")).toBe(totpSecret);
  }
  expect(new Set(accounts.map(({ totpSecret }) => totpSecret)).size).toBe(accounts.length);
});

it("does not give back a second factor that an administrator took away", async () => {
  const userId = await userIdOf("scheduler@wardcast.example");
  await removeAllSecondFactors(database.pool, userId);

  await seedStaff();

  expect(await secondFactorsOf(database.pool, userId)).toEqual([]);
});

it("completes a file of accounts that had a password alone, and keeps the passwords", async () => {
  const before = await seedStaff();
  await database.pool.query("delete from second_factors");
  const old = before.map(({ email, name, role, unitCodes, password }) => ({
    ...{ email, name, role, unitCodes, password },
  }));
  await writeFile(accountsFile(), JSON.stringify({ accounts: old }));

  const after = await seedStaff();

  expect(after.map(({ password }) => password)).toEqual(before.map(({ password }) => password));
  expect(JSON.parse(await readFile(accountsFile(), "utf8"))).toEqual({ accounts: after });
  for (const { email } of after)
    expect(await secondFactorsOf(database.pool, await userIdOf(email))).toHaveLength(1);
});

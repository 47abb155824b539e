import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newTotpSecret, totpUrl } from "#models/access/totp";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { SecondFactorId, type UserId } from "#models/shared/ids";
import type { FieldCipher } from "../encryption/field-cipher";
import { generatePassword, hashPassword } from "../password";
import type { Queryable } from "../pool";
import { addTotpFactor, lockSecondFactors } from "../second-factors";
import { inTransaction } from "../transaction";
import {
  type DemoAccount,
  demoAccountsFile,
  type KeptAccount,
  readDemoAccounts,
  writeDemoAccounts,
} from "./demo-accounts";
import { demoStaff, type DemoStaffMember } from "./demo-staff";

const EXISTING = `
  select user_id as "userId", email
    from users
   where email = any ($1::text[])
`;

const ADD_USERS = `
  insert into users (email, name, role, password_hash)
  select email, name, role, "passwordHash"
    from jsonb_to_recordset($1) as person (email text, name text, role text, "passwordHash" text)
      on conflict (email) do nothing
`;

const ASSIGN_UNITS = `
  insert into user_units (user_id, unit_id)
  select user_id, unit_id
    from unnest($1::text[], $2::text[]) as post (email, "unitCode")
    join users on users.email = post.email
    join units on units.code = post."unitCode"
      on conflict do nothing
`;

/**
 * Makes the demo accounts at the first start and keeps them at the next.
 *
 * Passwords and authenticator secrets are random and kept in `demo-accounts.json`, which only its owner
 * can read: no account ever has a default password. An account that is in the database is left as it
 * is, so a role or a unit that was changed, and a second factor that was taken away, stays so; only one
 * whose secret is new gets its first factor. Returns the accounts for the address line at start.
 */
export async function seedDemoStaff(
  pool: pg.Pool,
  plan: HospitalPlan,
  { dataDir, cipher }: { dataDir: string; cipher: FieldCipher },
): Promise<DemoAccount[]> {
  const path = demoAccountsFile(dataDir);
  const kept = await readDemoAccounts(path);
  const isWhole = (email: string): boolean =>
    kept.some((account) => account.email === email && account.totpSecret && account.otpauthUrl);
  const accounts = demoStaff(plan).map((person) =>
    withSecrets(kept.find(({ email }) => email === person.email) ?? withPassword(person)),
  );
  const fresh = accounts.filter(({ email }) => !isWhole(email));

  // The file first: a password that is only in the database could never be told to anybody.
  if (fresh.length > 0) await writeDemoAccounts(path, accounts);
  const added = await addMissing(pool, accounts, cipher);
  for (const account of fresh)
    if (!added.has(account.email))
      await inTransaction(pool, (client) => enrolFirstFactor(client, account, cipher));
  return accounts;
}

/** Adds those who are not there, each with the second factor in one transaction; answers their addresses. */
async function addMissing(
  pool: pg.Pool,
  accounts: readonly DemoAccount[],
  cipher: FieldCipher,
): Promise<ReadonlySet<string>> {
  const existing = await userIds(
    pool,
    accounts.map(({ email }) => email),
  );
  const missing = accounts.filter(({ email }) => !existing.has(email));
  if (missing.length === 0) return new Set();

  const users = await Promise.all(
    missing.map(async ({ email, name, role, password }) => ({
      email,
      name,
      role,
      passwordHash: await hashPassword(password),
    })),
  );
  const posts = missing.flatMap(({ email, unitCodes }) =>
    unitCodes.map((unitCode) => ({ email, unitCode })),
  );
  await inTransaction(pool, async (client) => {
    await client.query(ADD_USERS, [JSON.stringify(users)]);
    await client.query(ASSIGN_UNITS, [
      posts.map(({ email }) => email),
      posts.map(({ unitCode }) => unitCode),
    ]);
    for (const account of missing) await enrolFirstFactor(client, account, cipher);
  });
  return new Set(missing.map(({ email }) => email));
}

async function userIds(
  db: Queryable,
  emails: readonly string[],
): Promise<ReadonlyMap<string, UserId>> {
  const { rows } = await db.query<{ userId: UserId; email: string }>(EXISTING, [emails]);
  return new Map(rows.map(({ email, userId }) => [email, userId]));
}

async function enrolFirstFactor(
  client: Queryable,
  { email, totpSecret }: DemoAccount,
  cipher: FieldCipher,
): Promise<void> {
  const userId = (await userIds(client, [email])).get(email);
  if (!userId || (await lockSecondFactors(client, userId)) > 0) return;

  const secondFactorId = SecondFactorId.parse(randomUUID());
  await addTotpFactor(client, {
    secondFactorId,
    userId,
    name: "Demonstration",
    totpSecret: cipher.seal("second_factors.totp_secret", secondFactorId, totpSecret),
    lastStep: 0,
  });
}

const withPassword = (person: DemoStaffMember): KeptAccount => ({
  ...person,
  unitCodes: [...person.unitCodes],
  password: generatePassword(),
});

function withSecrets(account: KeptAccount): DemoAccount {
  const totpSecret = account.totpSecret ?? newTotpSecret();
  return { ...account, totpSecret, otpauthUrl: totpUrl(totpSecret, account.email) };
}

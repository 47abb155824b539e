import { Role } from "#models/access/role";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { z } from "zod";
import { generatePassword, hashPassword } from "../password";
import { inTransaction } from "../transaction";
import { demoStaff, type DemoStaffMember } from "./demo-staff";

const DemoAccount = z.object({
  email: z.email(),
  name: z.string(),
  role: Role,
  unitCodes: z.array(z.string()),
  password: z.string().min(12),
});
export type DemoAccount = z.infer<typeof DemoAccount>;
const AccountsFile = z.object({ accounts: z.array(DemoAccount) });

const EXISTING = "select email from users where email = any ($1::text[])";

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
 * Passwords are random and kept in `demo-accounts.json`, which only its owner can read: no account
 * ever has a default password. An account that is in the database is left as it is, so a role or
 * a unit that was changed stays changed. Returns the accounts for the address line at start.
 */
export async function seedDemoStaff(
  pool: pg.Pool,
  plan: HospitalPlan,
  { dataDir }: { dataDir: string },
): Promise<DemoAccount[]> {
  const path = join(dataDir, "demo-accounts.json");
  const kept = await readAccounts(path);
  const accounts = demoStaff(plan).map(
    (person) => kept.find(({ email }) => email === person.email) ?? withPassword(person),
  );
  // The file first: a password that is only in the database could never be told to anybody.
  if (accounts.some((account) => !kept.includes(account))) await writeAccounts(path, accounts);
  await addMissing(pool, accounts);
  return accounts;
}

async function addMissing(pool: pg.Pool, accounts: readonly DemoAccount[]): Promise<void> {
  const emails = accounts.map(({ email }) => email);
  const { rows } = await pool.query<{ email: string }>(EXISTING, [emails]);
  const existing = new Set(rows.map(({ email }) => email));
  const missing = accounts.filter(({ email }) => !existing.has(email));
  if (missing.length === 0) return;

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
  });
}

const withPassword = (person: DemoStaffMember): DemoAccount => ({
  ...person,
  unitCodes: [...person.unitCodes],
  password: generatePassword(),
});

async function readAccounts(path: string): Promise<DemoAccount[]> {
  try {
    return AccountsFile.parse(JSON.parse(await readFile(path, "utf8"))).accounts;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new Error(`${path} cannot be read as demo accounts`, { cause });
  }
}

/** Whole or not at all: written beside, then renamed. */
async function writeAccounts(path: string, accounts: readonly DemoAccount[]): Promise<void> {
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const draft = `${path}.draft`;
  await writeFile(draft, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

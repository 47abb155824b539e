import type pg from "pg";
import { afterFailure, isLockedOut, type SignInFailures } from "#models/access/lock-out";
import type { Role } from "#models/access/role";
import { AppError } from "#models/shared/errors";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { createSession, endSessionsOfUser, type SessionLimits } from "./sessions";
import { inTransaction } from "./transaction";

const FIND_CREDENTIALS = `
  select user_id as "userId", password_hash as "passwordHash"
    from users
   where email = $1
`;

/** What a sign-in is checked against, by lower-case email. */
export async function findCredentials(
  db: Queryable,
  email: string,
): Promise<{ userId: UserId; passwordHash: string } | undefined> {
  const { rows } = await db.query<{ userId: UserId; passwordHash: string }>(FIND_CREDENTIALS, [
    email,
  ]);
  return rows[0];
}

// Locked: attempts that run side by side are counted one after the other, none is lost.
const LOCK_FAILURES = `
  select failed_attempts as "failedAttempts",
         locked_until as "lockedUntil",
         disabled_at is not null as "isDisabled"
    from users
   where user_id = $1
     for update
`;

const SAVE_FAILURES = `
  update users
     set failed_attempts = $2,
         locked_until = $3
   where user_id = $1
`;

async function lockFailures(
  client: Queryable,
  userId: UserId,
): Promise<(SignInFailures & { isDisabled: boolean }) | undefined> {
  const { rows } = await client.query<{
    failedAttempts: number;
    lockedUntil: Date | null;
    isDisabled: boolean;
  }>(LOCK_FAILURES, [userId]);
  const row = rows[0];
  return row && { ...row, lockedUntil: row.lockedUntil ?? undefined };
}

/** Counts a wrong password, and locks the account when the policy says so. */
export async function recordSignInFailure(pool: pg.Pool, userId: UserId, now: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    if (!failures) return;
    const { failedAttempts, lockedUntil } = afterFailure(failures, now);
    await client.query(SAVE_FAILURES, [userId, failedAttempts, lockedUntil ?? null]);
  });
}

/**
 * Starts a session for somebody whose password was right; undefined when the account is locked out or
 * disabled. The lock is looked at here, after the password, so guesses made all at once gain nothing.
 */
export async function admitSignIn(
  pool: pg.Pool,
  userId: UserId,
  limits: SessionLimits,
  now: Date,
): Promise<SessionId | undefined> {
  return inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    if (!failures || failures.isDisabled || isLockedOut(failures, now)) return undefined;

    await client.query(SAVE_FAILURES, [userId, 0, null]);
    return createSession(client, userId, limits, now);
  });
}

export interface StaffAccount {
  userId: UserId;
  email: string;
  name: string;
  role: Role;
  unitIds: readonly UnitId[];
  isDisabled: boolean;
  lockedUntil: Date | null;
  openSessions: number;
  lastSeenAt: Date | null;
}

const STAFF_ACCOUNTS = `
  select holder.user_id as "userId",
         holder.email,
         holder.name,
         holder.role,
         array(select unit_id::text from user_units
                where user_units.user_id = holder.user_id order by unit_id) as "unitIds",
         holder.disabled_at is not null as "isDisabled",
         case when holder.locked_until > $1 then holder.locked_until end as "lockedUntil",
         (select count(*)::int from sessions
           where sessions.user_id = holder.user_id
             and ended_at is null and expires_at > $1
             and last_seen_at + make_interval(secs => idle_seconds) > $1) as "openSessions",
         (select max(last_seen_at) from sessions
           where sessions.user_id = holder.user_id) as "lastSeenAt"
    from users as holder
   order by holder.name, holder.email
`;

export async function staffAccounts(db: Queryable, now: Date): Promise<StaffAccount[]> {
  const { rows } = await db.query<StaffAccount>(STAFF_ACCOUNTS, [now]);
  return rows;
}

const STAFF_NAMES = `
  select user_id as "userId", name
    from users
   where user_id = any ($1::uuid[])
`;

/** What staff are called, by id; an account that is gone has no name. */
export async function staffNames(
  db: Queryable,
  userIds: readonly UserId[],
): Promise<ReadonlyMap<UserId, string>> {
  const { rows } = await db.query<{ userId: UserId; name: string }>(STAFF_NAMES, [userIds]);
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}

const CREATE_USER = `
  insert into users (email, name, role, password_hash)
  values ($1, $2, $3, $4)
  on conflict on constraint email_is_unique do nothing
  returning user_id as "userId"
`;

const ASSIGN_UNITS = `
  insert into user_units (user_id, unit_id)
  select $1, unit_id from unnest($2::uuid[]) as wanted (unit_id)
  on conflict do nothing
`;

const UNASSIGN_OTHER_UNITS = `
  delete from user_units
   where user_id = $1
     and unit_id <> all ($2::uuid[])
`;

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  unitIds: readonly UnitId[];
  passwordHash: string;
}

/** Throws `conflict` when the address already has an account. */
export async function createUser(pool: pg.Pool, user: NewUser): Promise<UserId> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ userId: UserId }>(CREATE_USER, [
      user.email,
      user.name,
      user.role,
      user.passwordHash,
    ]);
    const [created] = rows;
    if (!created) throw new AppError("conflict", "the address already has an account");
    await client.query(ASSIGN_UNITS, [created.userId, user.unitIds]);
    return created.userId;
  });
}

const UPDATE_USER = `
  update users
     set name = $2,
         role = $3,
         updated_at = now()
   where user_id = $1
     and (name, role) is distinct from ($2, $3)
`;

export interface UserRights {
  name: string;
  role: Role;
  unitIds: readonly UnitId[];
}

/** Changes what somebody is called, may do, and where. Throws `conflict` for the last system administrator. */
export async function changeUserRights(
  pool: pg.Pool,
  userId: UserId,
  { name, role, unitIds }: UserRights,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    if (role !== "system-admin") await refuseForLastSystemAdmin(client, userId);
    await client.query(UPDATE_USER, [userId, name, role]);
    await client.query(UNASSIGN_OTHER_UNITS, [userId, unitIds]);
    await client.query(ASSIGN_UNITS, [userId, unitIds]);
  });
}

// Locked in one order: two administrators who demote each other at once do not both succeed.
const ENABLED_SYSTEM_ADMINS = `
  select user_id as "userId"
    from users
   where role = 'system-admin'
     and disabled_at is null
   order by user_id
     for update
`;

async function refuseForLastSystemAdmin(client: Queryable, userId: UserId): Promise<void> {
  const { rows } = await client.query<{ userId: UserId }>(ENABLED_SYSTEM_ADMINS);
  if (rows.length === 1 && rows[0]?.userId === userId)
    throw new AppError("conflict", `user ${userId} is the last enabled system administrator`);
}

const DISABLE_USER = `
  update users
     set disabled_at = now(),
         updated_at = now()
   where user_id = $1
     and disabled_at is null
`;

/** Closes an account and ends its sessions. Throws `conflict` for the last system administrator. */
export async function disableUser(pool: pg.Pool, userId: UserId): Promise<void> {
  await inTransaction(pool, async (client) => {
    await refuseForLastSystemAdmin(client, userId);
    await client.query(DISABLE_USER, [userId]);
    await endSessionsOfUser(client, userId, "revoked");
  });
}

const ENABLE_USER = `
  update users
     set disabled_at = null,
         updated_at = now()
   where user_id = $1
`;

export async function enableUser(db: Queryable, userId: UserId): Promise<void> {
  await db.query(ENABLE_USER, [userId]);
}

export async function unlockUser(db: Queryable, userId: UserId): Promise<void> {
  await db.query(SAVE_FAILURES, [userId, 0, null]);
}

const SET_PASSWORD = `
  update users
     set password_hash = $2,
         failed_attempts = 0,
         locked_until = null,
         updated_at = now()
   where user_id = $1
`;

/** Gives an account another password and ends the sessions that the old one opened. */
export async function resetPassword(
  pool: pg.Pool,
  userId: UserId,
  passwordHash: string,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(SET_PASSWORD, [userId, passwordHash]);
    await endSessionsOfUser(client, userId, "revoked");
  });
}

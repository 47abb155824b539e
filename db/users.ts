import type pg from "pg";
import { isIssuedPasswordOver } from "#models/access/password-policy";
import { afterFailure, isLockedOut, type SignInFailures } from "#models/access/lock-out";
import type { SignInOrigin } from "#models/access/device";
import type { Role } from "#models/access/role";
import { ROLE_SESSION_LIMITS, type SessionLimits } from "#models/access/session-policy";
import { AppError } from "#models/shared/errors";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import { err, ok, type Result } from "#models/shared/result";
import { shortenSessions } from "./own-sessions";
import type { Queryable } from "./pool";
import { createPendingSession } from "./pending-sessions";
import { createSession, endSessionsOfUser } from "./sessions";
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
         disabled_at is not null as "isDisabled",
         password_issued_at as "passwordIssuedAt"
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
): Promise<
  (SignInFailures & { isDisabled: boolean; passwordIssuedAt: Date | undefined }) | undefined
> {
  const { rows } = await client.query<{
    failedAttempts: number;
    lockedUntil: Date | null;
    isDisabled: boolean;
    passwordIssuedAt: Date | null;
  }>(LOCK_FAILURES, [userId]);
  const row = rows[0];
  return (
    row && {
      ...row,
      lockedUntil: row.lockedUntil ?? undefined,
      passwordIssuedAt: row.passwordIssuedAt ?? undefined,
    }
  );
}

async function countFailure(
  client: Queryable,
  userId: UserId,
  failures: SignInFailures,
  now: Date,
): Promise<{ hasLocked: boolean }> {
  const after = afterFailure(failures, now);
  await client.query(SAVE_FAILURES, [userId, after.failedAttempts, after.lockedUntil ?? null]);
  return { hasLocked: isLockedOut(after, now) && !isLockedOut(failures, now) };
}

/** Counts a wrong password; answers whether the policy has now locked the account. */
export async function recordSignInFailure(
  pool: pg.Pool,
  userId: UserId,
  now: Date,
): Promise<{ hasLocked: boolean }> {
  return inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    return failures ? countFailure(client, userId, failures, now) : { hasLocked: false };
  });
}

/** Why an attempt came to nothing. For the audit trail: the person is told the same of all. */
export type AttemptRefusal =
  "wrong" | "wrong-and-locked" | "locked" | "disabled" | "issued-too-long-ago";

/**
 * Starts the pending session of somebody whose password was right. The lock is looked at here, after the
 * password, so guesses made all at once gain nothing. Earlier failures stay counted: whoever knows the
 * password must not get five more guesses at the second factor for every time they type it.
 */
export async function admitPassword(
  pool: pg.Pool,
  userId: UserId,
  now: Date,
): Promise<Result<SessionId, AttemptRefusal>> {
  return inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    if (!failures || failures.isDisabled) return err("disabled");
    if (isLockedOut(failures, now)) return err("locked");
    const { passwordIssuedAt } = failures;
    if (passwordIssuedAt && isIssuedPasswordOver(passwordIssuedAt, now))
      return err("issued-too-long-ago");
    return ok(await createPendingSession(client, userId, now));
  });
}

/**
 * Starts the full session of somebody whom the identity provider vouches for, second factor included.
 * What the provider has judged says nothing of guesses made here, so those stay counted.
 */
export async function admitVouched(
  pool: pg.Pool,
  userId: UserId,
  ceiling: SessionLimits,
  now: Date,
  origin?: SignInOrigin,
): Promise<Result<SessionId, AttemptRefusal>> {
  return inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    if (!failures || failures.isDisabled) return err("disabled");
    if (isLockedOut(failures, now)) return err("locked");
    return ok(await createSession(client, userId, ceiling, now, origin));
  });
}

/**
 * What is the matter with a proof. A code that was used before, or a key whose counter went back, is told
 * apart for the audit trail: it was right once, so somebody else may have it.
 */
export type FactorFault = "wrong" | "reused" | "counter-regression";
export type FactorRefusal = AttemptRefusal | FactorFault | `${FactorFault}-and-locked`;

const andLocked = (fault: FactorFault): FactorRefusal => `${fault}-and-locked`;

/**
 * One attempt at an account's second factor. `show` runs under the account's lock, one attempt after the
 * other. Whatever fault it finds counts like a wrong password and is kept, with what `show` has used up.
 * What is right forgets earlier failures.
 */
export async function attemptSecondFactor<T>(
  pool: pg.Pool,
  userId: UserId,
  now: Date,
  show: (client: Queryable) => Promise<Result<T, FactorFault>>,
): Promise<Result<T, FactorRefusal>> {
  return inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, userId);
    if (!failures || failures.isDisabled) return err("disabled");
    if (isLockedOut(failures, now)) return err("locked");

    const shown = await show(client);
    if (!shown.ok) {
      const { hasLocked } = await countFailure(client, userId, failures, now);
      return err(hasLocked ? andLocked(shown.error) : shown.error);
    }
    await client.query(SAVE_FAILURES, [userId, 0, null]);
    return shown;
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
  secondFactors: number;
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
             and ended_at is null and second_factor_at is not null and expires_at > $1
             and last_seen_at + make_interval(secs => idle_seconds) > $1) as "openSessions",
         (select count(*)::int from second_factors
           where second_factors.user_id = holder.user_id) as "secondFactors",
         (select max(last_seen_at) from sessions
           where sessions.user_id = holder.user_id
             and second_factor_at is not null) as "lastSeenAt"
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
  insert into users (email, name, role, password_hash, password_issued_at)
  values ($1, $2, $3, $4, $5)
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
  /** When it was issued; left out for one that its owner has chosen. */
  passwordIssuedAt?: Date;
}

/** Throws `conflict` when the address already has an account. */
export async function createUser(pool: pg.Pool, user: NewUser): Promise<UserId> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ userId: UserId }>(CREATE_USER, [
      user.email,
      user.name,
      user.role,
      user.passwordHash,
      user.passwordIssuedAt ?? null,
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

/**
 * Changes what somebody is called, may do, and where. Sessions that are open go on with the new rights,
 * and for no longer than the new role is given. Throws `conflict` for the last system administrator.
 */
export async function changeUserRights(
  pool: pg.Pool,
  userId: UserId,
  { name, role, unitIds }: UserRights,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    if (role !== "system-admin") await refuseForLastSystemAdmin(client, userId);
    await client.query(UPDATE_USER, [userId, name, role]);
    await shortenSessions(client, userId, ROLE_SESSION_LIMITS[role]);
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

// An account that is handed over anew is bound anew to whoever it is at the identity provider.
const SET_PASSWORD = `
  update users
     set password_hash = $2,
         password_issued_at = now(),
         failed_attempts = 0,
         locked_until = null,
         provider_issuer = null,
         provider_subject = null,
         updated_at = now()
   where user_id = $1
`;

/**
 * Issues an account another password and ends the sessions that the old one opened. Its second factors
 * stay: somebody who talks an administrator into a new password still lacks the phone.
 */
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

import type { SignInOrigin } from "#models/access/device";
import { idleAt, type SessionLimits, sessionLimitsOf } from "#models/access/session-policy";
import type { Role } from "#models/access/role";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { Queryable } from "./pool";

export interface LiveSession {
  sessionId: SessionId;
  userId: UserId;
  name: string;
  email: string;
  role: Role;
  unitIds: readonly UnitId[];
  /** When the second factor was shown that opened it. */
  secondFactorAt: Date;
  /** When one was last shown: at the sign-in, or since. */
  steppedUpAt: Date | undefined;
  /** When it ends if nothing more is done. */
  idleAt: Date;
  /** When it ends in any case. */
  expiresAt: Date;
}

export type SessionEndReason = "signed-out" | "idle" | "expired" | "revoked" | "access-changed";

interface LiveSessionRow extends Omit<LiveSession, "idleAt" | "steppedUpAt"> {
  steppedUpAt: Date | null;
  lastSeenAt: Date;
  idleSeconds: number;
}

// A session outlives neither its times nor its user's account, whether or not its row was closed. One
// that still waits for its second factor, or for another password, has not begun: see pending-sessions.ts
// and issued-passwords.ts.
const IS_LIVE = `
       session.ended_at is null
   and session.second_factor_at is not null
   and not session.awaits_password
   and session.expires_at > $2
   and session.last_seen_at + make_interval(secs => session.idle_seconds) > $2
   and exists (select from users as holder
                where holder.user_id = session.user_id and holder.disabled_at is null)
`;

const FIND_LIVE_SESSION = `
  select session.session_id as "sessionId",
         session.user_id as "userId",
         holder.name,
         holder.email,
         holder.role,
         array(select unit_id::text from user_units
                where user_units.user_id = session.user_id order by unit_id) as "unitIds",
         session.second_factor_at as "secondFactorAt",
         session.stepped_up_at as "steppedUpAt",
         session.last_seen_at as "lastSeenAt",
         session.idle_seconds as "idleSeconds",
         session.expires_at as "expiresAt"
    from sessions as session
    join users as holder using (user_id)
   where session.session_id = $1
     and ${IS_LIVE}
`;

/**
 * The session with the rights its holder has now; undefined when it has ended, lapsed or never was, and
 * for one that waits for its second factor or another password: whoever asks here admits nobody by a
 * password alone, nor by one that somebody else knows.
 */
export async function findLiveSession(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<LiveSession | undefined> {
  const { rows } = await db.query<LiveSessionRow>(FIND_LIVE_SESSION, [sessionId, now]);
  const row = rows[0];
  if (!row) return undefined;

  const { lastSeenAt, idleSeconds, steppedUpAt, ...session } = row;
  return {
    ...session,
    steppedUpAt: steppedUpAt ?? undefined,
    idleAt: idleAt({ lastSeenAt, idleSeconds, expiresAt: row.expiresAt }),
  };
}

const ROLE_OF_USER = `
  select role
    from users
   where user_id = $1
`;

const CREATE_SESSION = `
  insert into sessions
    (user_id, created_at, last_seen_at, expires_at, idle_seconds, second_factor_at, stepped_up_at,
     device, address)
  values ($1, $2, $2, $3, $4, $2, $2, $5, $6)
  returning session_id as "sessionId"
`;

const UNKNOWN_ORIGIN: SignInOrigin = { device: undefined, address: undefined };

/**
 * For somebody who has shown a second factor just now, which counts as a fresh one too: for as long as
 * the person's role is given, and no longer than `ceiling` allows anybody.
 */
export async function createSession(
  db: Queryable,
  userId: UserId,
  ceiling: SessionLimits,
  now: Date,
  { device, address }: SignInOrigin = UNKNOWN_ORIGIN,
): Promise<SessionId> {
  const { rows: holders } = await db.query<{ role: Role }>(ROLE_OF_USER, [userId]);
  const [holder] = holders;
  if (!holder) throw new Error(`there is no user ${userId} to begin a session for`);

  const { idleMinutes, absoluteHours } = sessionLimitsOf(holder.role, ceiling);
  const { rows } = await db.query<{ sessionId: SessionId }>(CREATE_SESSION, [
    userId,
    now,
    new Date(now.getTime() + absoluteHours * MS_PER_HOUR),
    Math.max(1, Math.round((idleMinutes * MS_PER_MINUTE) / MS_PER_SECOND)),
    device ?? null,
    address ?? null,
  ]);
  const [created] = rows;
  if (!created) throw new Error(`no session was created for user ${userId}`);
  return created.sessionId;
}

// Never moves backwards: two tabs may report in either order.
const TOUCH_SESSION = `
  update sessions as session
     set last_seen_at = greatest(session.last_seen_at, $2)
   where session.session_id = $1
     and ${IS_LIVE}
  returning session.last_seen_at as "lastSeenAt",
            session.idle_seconds as "idleSeconds",
            session.expires_at as "expiresAt"
`;

/** The person is active: moves the idle end. Undefined when the session is no longer live. */
export async function touchSession(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<{ idleAt: Date; expiresAt: Date } | undefined> {
  const { rows } = await db.query<{ lastSeenAt: Date; idleSeconds: number; expiresAt: Date }>(
    TOUCH_SESSION,
    [sessionId, now],
  );
  const row = rows[0];
  return row && { idleAt: idleAt(row), expiresAt: row.expiresAt };
}

const STEP_UP_SESSION = `
  update sessions as session
     set stepped_up_at = $2
   where session.session_id = $1
     and ${IS_LIVE}
`;

/** A second factor was shown again; false when the session is no longer live. */
export async function stepUpSession(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(STEP_UP_SESSION, [sessionId, now]);
  return rowCount === 1;
}

const END_SESSION = `
  update sessions
     set ended_at = now(),
         end_reason = $2
   where session_id = $1
     and ended_at is null
`;

/** Ends a session everywhere; ending it twice keeps the first reason. */
export async function endSession(
  db: Queryable,
  sessionId: SessionId,
  reason: SessionEndReason,
): Promise<void> {
  await db.query(END_SESSION, [sessionId, reason]);
}

const END_SESSIONS_OF_USER = `
  update sessions
     set ended_at = now(),
         end_reason = $2
   where user_id = $1
     and ended_at is null
`;

/** Ends every session of a user; answers how many there were. */
export async function endSessionsOfUser(
  db: Queryable,
  userId: UserId,
  reason: SessionEndReason,
): Promise<number> {
  const { rowCount } = await db.query(END_SESSIONS_OF_USER, [userId, reason]);
  return rowCount ?? 0;
}

const HAS_LAPSED = `
       ended_at is null
   and (expires_at <= $1 or last_seen_at + make_interval(secs => idle_seconds) <= $1)
`;
const END_OF_TIME = "case when expires_at <= $1 then 'expired' else 'idle' end";

export interface LapsedSession {
  sessionId: SessionId;
  userId: UserId;
  reason: Extract<SessionEndReason, "expired" | "idle">;
}

const LAPSED_SESSIONS = `
  select session_id as "sessionId",
         user_id as "userId",
         ${END_OF_TIME} as reason
    from sessions
   where ${HAS_LAPSED}
     and second_factor_at is not null
`;

/**
 * The sessions whose time is over and whose rows are still open; without those that never began, because
 * their second factor was not shown. None comes back to life: a lapsed session cannot be touched.
 */
export async function lapsedSessions(db: Queryable, now: Date): Promise<LapsedSession[]> {
  const { rows } = await db.query<LapsedSession>(LAPSED_SESSIONS, [now]);
  return rows;
}

const END_LAPSED_SESSIONS = `
  update sessions
     set ended_at = $1,
         end_reason = ${END_OF_TIME}
   where ${HAS_LAPSED}
`;

/** Closes the rows of sessions whose time is over, so that sockets and lists hear of it; answers how many. */
export async function endLapsedSessions(db: Queryable, now: Date): Promise<number> {
  const { rowCount } = await db.query(END_LAPSED_SESSIONS, [now]);
  return rowCount ?? 0;
}

const SESSION_END = `
  select case when end_reason is not null then end_reason
              when expires_at <= $2 then 'expired'
              when last_seen_at + make_interval(secs => idle_seconds) <= $2 then 'idle'
              else 'revoked'
         end as reason
    from sessions
   where session_id = $1
     and second_factor_at is not null
     and (not awaits_password or end_reason is not null)
`;

/** Why a session that is no longer live ended; undefined when there was none, or it had never begun. */
export async function findSessionEnd(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<SessionEndReason | undefined> {
  const { rows } = await db.query<{ reason: SessionEndReason }>(SESSION_END, [sessionId, now]);
  return rows[0]?.reason;
}

const CLOSED_SESSION = `
  select user_id as "userId"
    from sessions
   where session_id = $1
     and second_factor_at is not null
     and end_reason in ('signed-out', 'revoked')
`;

/**
 * Whose session it was, when somebody ended it on purpose. One that lapsed, or ended because rights were
 * changed, is asked for again by people who have done nothing.
 */
export async function findHolderOfClosedSession(
  db: Queryable,
  sessionId: SessionId,
): Promise<UserId | undefined> {
  const { rows } = await db.query<{ userId: UserId }>(CLOSED_SESSION, [sessionId]);
  return rows[0]?.userId;
}

export interface OpenSession {
  sessionId: SessionId;
  userId: UserId;
  name: string;
  email: string;
  role: Role;
  device: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

const OPEN_SESSIONS = `
  select session.session_id as "sessionId",
         session.user_id as "userId",
         holder.name,
         holder.email,
         holder.role,
         session.device,
         host(session.address) as address,
         session.created_at as "createdAt",
         session.last_seen_at as "lastSeenAt",
         session.expires_at as "expiresAt"
    from sessions as session
    join users as holder using (user_id)
   where session.ended_at is null
     and session.second_factor_at is not null
     and session.expires_at > $1
     and session.last_seen_at + make_interval(secs => session.idle_seconds) > $1
   order by session.last_seen_at desc
   limit 500
`;

/** The sessions alive now, the most recently used first, at most 500. */
export async function openSessions(db: Queryable, now: Date): Promise<OpenSession[]> {
  const { rows } = await db.query<OpenSession>(OPEN_SESSIONS, [now]);
  return rows;
}

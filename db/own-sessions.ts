import type { SessionLimits } from "#models/access/session-policy";
import type { SessionId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** One of a person's own sessions, as they recognise it. */
export interface OwnSession {
  sessionId: SessionId;
  device: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

const OWN_SESSIONS = `
  select session_id as "sessionId",
         device,
         host(address) as address,
         created_at as "createdAt",
         last_seen_at as "lastSeenAt"
    from sessions
   where user_id = $1
     and second_factor_at is not null
     and ended_at is null
     and expires_at > $2
     and last_seen_at + make_interval(secs => idle_seconds) > $2
   order by last_seen_at desc
`;

/** A person's sessions that are alive, the most recently used first. */
export async function ownSessions(db: Queryable, userId: UserId, now: Date): Promise<OwnSession[]> {
  const { rows } = await db.query<OwnSession>(OWN_SESSIONS, [userId, now]);
  return rows;
}

const END_OWN_SESSION = `
  update sessions
     set ended_at = now(),
         end_reason = 'revoked'
   where session_id = $1
     and user_id = $2
     and ended_at is null
`;

/** False when it is not theirs or has ended already. */
export async function endOwnSession(
  db: Queryable,
  userId: UserId,
  sessionId: SessionId,
): Promise<boolean> {
  const { rowCount } = await db.query(END_OWN_SESSION, [sessionId, userId]);
  return rowCount === 1;
}

const END_OTHER_SESSIONS = `
  update sessions
     set ended_at = now(),
         end_reason = 'revoked'
   where user_id = $1
     and session_id <> $2
     and ended_at is null
`;

/** Ends every session of a person but the one they are in; answers how many there were. */
export async function endOtherSessions(
  db: Queryable,
  userId: UserId,
  kept: SessionId,
): Promise<number> {
  const { rowCount } = await db.query(END_OTHER_SESSIONS, [userId, kept]);
  return rowCount ?? 0;
}

const SHORTEN_SESSIONS = `
  update sessions
     set idle_seconds = least(idle_seconds, $2),
         expires_at = least(expires_at, created_at + make_interval(secs => $3))
   where user_id = $1
     and ended_at is null
`;

/** Lets a person's open sessions live no longer than these limits, counted from when each began. */
export async function shortenSessions(
  db: Queryable,
  userId: UserId,
  { idleMinutes, absoluteHours }: SessionLimits,
): Promise<void> {
  const idleSeconds = Math.round((idleMinutes * MS_PER_MINUTE) / MS_PER_SECOND);
  const absoluteSeconds = (absoluteHours * MS_PER_HOUR) / MS_PER_SECOND;
  await db.query(SHORTEN_SESSIONS, [userId, idleSeconds, absoluteSeconds]);
}

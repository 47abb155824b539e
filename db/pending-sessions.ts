import { PENDING_SESSION_MINUTES } from "#models/access/second-factor";
import type { SessionId, UserId } from "#models/shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** Somebody whose password was right and who has yet to show a second factor, or to enrol the first. */
export interface PendingSession {
  sessionId: SessionId;
  userId: UserId;
  name: string;
  email: string;
  /** Without one, the password is enough to enrol it, and for nothing else. */
  hasSecondFactor: boolean;
  /** It was enrolled in this very session, so it has just been shown. */
  hasEnrolled: boolean;
}

const CREATE_PENDING_SESSION = `
  insert into sessions (user_id, created_at, last_seen_at, expires_at, idle_seconds)
  values ($1, $2, $2, $3, $4)
  returning session_id as "sessionId"
`;

export async function createPendingSession(
  db: Queryable,
  userId: UserId,
  now: Date,
): Promise<SessionId> {
  const lifeMs = PENDING_SESSION_MINUTES * MS_PER_MINUTE;
  const { rows } = await db.query<{ sessionId: SessionId }>(CREATE_PENDING_SESSION, [
    userId,
    now,
    new Date(now.getTime() + lifeMs),
    lifeMs / MS_PER_SECOND,
  ]);
  const [created] = rows;
  if (!created) throw new Error(`no pending session was created for user ${userId}`);
  return created.sessionId;
}

const FIND_PENDING_SESSION = `
  select session.session_id as "sessionId",
         session.user_id as "userId",
         holder.name,
         holder.email,
         exists (select from second_factors
                  where second_factors.user_id = session.user_id) as "hasSecondFactor",
         session.enrolled_at is not null as "hasEnrolled"
    from sessions as session
    join users as holder using (user_id)
   where session.session_id = $1
     and session.second_factor_at is null
     and session.ended_at is null
     and session.expires_at > $2
     and holder.disabled_at is null
`;

/** Undefined for a session that has begun, has ended or never was. */
export async function findPendingSession(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<PendingSession | undefined> {
  const { rows } = await db.query<PendingSession>(FIND_PENDING_SESSION, [sessionId, now]);
  return rows[0];
}

const MARK_ENROLLED = `
  update sessions
     set enrolled_at = $2
   where session_id = $1
     and second_factor_at is null
     and ended_at is null
     and expires_at > $2
`;

/** False when the session is pending no longer. */
export async function markEnrolled(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(MARK_ENROLLED, [sessionId, now]);
  return rowCount === 1;
}

// Nothing of it is worth keeping: the session that takes its place is recorded. And a row that is gone
// cannot be taken over twice.
const TAKE_OVER = `
  delete from sessions
   where session_id = $1
     and second_factor_at is null
     and ended_at is null
     and expires_at > $2
`;

/** Ends a pending session whose person is about to have a full one; false when it is pending no longer. */
export async function takeOverPendingSession(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(TAKE_OVER, [sessionId, now]);
  return rowCount === 1;
}

import type { SessionId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const AWAIT_PASSWORD = `
  update sessions as session
     set awaits_password = true
    from users as holder
   where session.session_id = $1
     and holder.user_id = session.user_id
     and holder.password_issued_at is not null
`;

/** Lets a session that was just opened by a password wait for another one, if that one was issued. */
export async function awaitOwnPassword(client: Queryable, sessionId: SessionId): Promise<void> {
  await client.query(AWAIT_PASSWORD, [sessionId]);
}

/** Somebody who has shown both factors and has yet to replace the password they were issued. */
export interface SessionAwaitingPassword {
  sessionId: SessionId;
  userId: UserId;
  email: string;
}

const FIND_AWAITING = `
  select session.session_id as "sessionId",
         session.user_id as "userId",
         holder.email
    from sessions as session
    join users as holder using (user_id)
   where session.session_id = $1
     and session.awaits_password
     and session.second_factor_at is not null
     and session.ended_at is null
     and session.expires_at > $2
     and session.last_seen_at + make_interval(secs => session.idle_seconds) > $2
     and holder.disabled_at is null
`;

/** Undefined for a session that waits for nothing, has ended or never was. */
export async function findSessionAwaitingPassword(
  db: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<SessionAwaitingPassword | undefined> {
  const { rows } = await db.query<SessionAwaitingPassword>(FIND_AWAITING, [sessionId, now]);
  return rows[0];
}

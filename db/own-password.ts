import type pg from "pg";
import type { SessionId, UserId } from "#models/shared/ids";
import { endOtherSessions } from "./own-sessions";
import type { Queryable } from "./pool";
import { inTransaction } from "./transaction";

/** What somebody who is signed in is checked against when they change their password. */
export interface OwnCredentials {
  email: string;
  name: string;
  passwordHash: string;
  lockedUntil: Date | null;
}

const OWN_CREDENTIALS = `
  select email,
         name,
         password_hash as "passwordHash",
         locked_until as "lockedUntil"
    from users
   where user_id = $1
`;

export async function findOwnCredentials(
  db: Queryable,
  userId: UserId,
): Promise<OwnCredentials | undefined> {
  const { rows } = await db.query<OwnCredentials>(OWN_CREDENTIALS, [userId]);
  return rows[0];
}

// Only over the one that was shown: a password that an administrator has reset meanwhile stands. And
// not while the account is locked, so that guesses made all at once gain nothing.
const CHANGE_PASSWORD = `
  update users
     set password_hash = $3,
         password_issued_at = null,
         failed_attempts = 0,
         locked_until = null,
         updated_at = $4
   where user_id = $1
     and password_hash = $2
     and disabled_at is null
     and (locked_until is null or locked_until <= $4)
`;

const WAIT_NO_LONGER = `
  update sessions
     set awaits_password = false
   where session_id = $1
     and awaits_password
`;

export interface PasswordChange {
  userId: UserId;
  /** The one it is done in, which goes on. */
  sessionId: SessionId;
  shownHash: string;
  passwordHash: string;
}

/**
 * Gives an account another password on behalf of its owner, who has shown the old one, and ends their
 * other sessions. Answers how many those were; undefined when the old one is no longer the password, or
 * the account is locked or disabled.
 */
export async function changeOwnPassword(
  pool: pg.Pool,
  { userId, sessionId, shownHash, passwordHash }: PasswordChange,
  now: Date,
): Promise<{ endedSessions: number } | undefined> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(CHANGE_PASSWORD, [
      userId,
      shownHash,
      passwordHash,
      now,
    ]);
    if (rowCount !== 1) return undefined;
    await client.query(WAIT_NO_LONGER, [sessionId]);
    return { endedSessions: await endOtherSessions(client, userId, sessionId) };
  });
}

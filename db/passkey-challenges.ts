import { randomBytes } from "node:crypto";
import type { SessionId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** What a signature is for, and in whose session; a sign-in that begins with the passkey has none. */
export type ChallengePurpose =
  { purpose: "enrol" | "prove"; sessionId: SessionId } | { purpose: "sign-in"; sessionId?: never };

const CHALLENGE_LIFE_MS = 5 * MS_PER_MINUTE;
const CHALLENGE_BYTES = 32;

// Anybody may begin a sign-in, so what nobody answered goes as soon as the next begins.
const FORGET_OLD = "delete from passkey_challenges where expires_at <= $1";
const ADD_CHALLENGE = `
  insert into passkey_challenges (challenge, purpose, session_id, expires_at)
  values ($1, $2, $3, $4)
`;

/** Makes what an authenticator is to sign within five minutes. */
export async function issueChallenge(
  db: Queryable,
  { purpose, sessionId }: ChallengePurpose,
  now: Date,
): Promise<string> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  await db.query(FORGET_OLD, [now]);
  await db.query(ADD_CHALLENGE, [
    challenge,
    purpose,
    sessionId ?? null,
    new Date(now.getTime() + CHALLENGE_LIFE_MS),
  ]);
  return challenge;
}

const TAKE_CHALLENGE = `
  delete from passkey_challenges
   where challenge = $1
     and purpose = $2
     and session_id is not distinct from $3
     and expires_at > $4
`;

/** Uses a challenge up, whatever comes of it; false when it was not given for this, in this session, lately. */
export async function takeChallenge(
  db: Queryable,
  challenge: string,
  { purpose, sessionId }: ChallengePurpose,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(TAKE_CHALLENGE, [challenge, purpose, sessionId ?? null, now]);
  return rowCount === 1;
}

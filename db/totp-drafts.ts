import { PENDING_SESSION_MINUTES } from "#models/access/second-factor";
import type { SessionId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import type { Queryable } from "./pool";
import type { TotpFactor } from "./second-factors";

/** As long as a pending session lives: who takes longer begins again. */
const DRAFT_LIFE_MS = PENDING_SESSION_MINUTES * MS_PER_MINUTE;

const SAVE_DRAFT = `
  insert into totp_drafts (second_factor_id, session_id, totp_secret, expires_at)
  values ($1, $2, $3, $4)
      on conflict on constraint session_has_one_draft do update
     set second_factor_id = excluded.second_factor_id,
         totp_secret = excluded.totp_secret,
         expires_at = excluded.expires_at
`;

/** Keeps a secret that is shown to somebody until they prove that their app has it; the newest of a session counts. */
export async function saveTotpDraft(
  db: Queryable,
  sessionId: SessionId,
  { secondFactorId, totpSecret }: TotpFactor,
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + DRAFT_LIFE_MS);
  await db.query(SAVE_DRAFT, [secondFactorId, sessionId, totpSecret, expiresAt]);
}

const FIND_DRAFT = `
  select second_factor_id as "secondFactorId",
         totp_secret as "totpSecret"
    from totp_drafts
   where session_id = $1
     and expires_at > $2
     for update
`;

/** For update, so that two confirmations at once make one factor. */
export async function findTotpDraft(
  client: Queryable,
  sessionId: SessionId,
  now: Date,
): Promise<TotpFactor | undefined> {
  const { rows } = await client.query<TotpFactor>(FIND_DRAFT, [sessionId, now]);
  return rows[0];
}

const DELETE_DRAFT = "delete from totp_drafts where session_id = $1";

export async function deleteTotpDraft(db: Queryable, sessionId: SessionId): Promise<void> {
  await db.query(DELETE_DRAFT, [sessionId]);
}

import { randomInt } from "node:crypto";
import {
  formatRecoveryCode,
  RECOVERY_ALPHABET,
  RECOVERY_CODE_SIGNS,
  RECOVERY_CODES,
} from "#models/access/recovery-code";
import type { UserId } from "#models/shared/ids";
import type { FieldCipher } from "./encryption/field-cipher";
import type { Queryable } from "./pool";

/**
 * HMAC-SHA-256 under the index key, so a stolen database alone cannot even test a code. No slow hash: it
 * makes guessing dear where there is little to guess, and a code is 123 random bits.
 */
const hashOf = (cipher: FieldCipher, userId: UserId, signs: string): Buffer =>
  cipher.blindIndex("recovery_codes.code", `${userId}\0${signs}`);

const randomSigns = (): string =>
  Array.from({ length: RECOVERY_CODE_SIGNS }, () =>
    RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length)),
  ).join("");

const FORGET_CODES = "delete from recovery_codes where user_id = $1";
const ADD_CODES = `
  insert into recovery_codes (code_hash, user_id)
  select code_hash, $2 from unnest($1::bytea[]) as fresh (code_hash)
`;

/** Makes new codes in place of the old ones and answers them, as they are to be shown: this once. */
export async function renewRecoveryCodes(
  client: Queryable,
  cipher: FieldCipher,
  userId: UserId,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, randomSigns);
  await client.query(FORGET_CODES, [userId]);
  await client.query(ADD_CODES, [codes.map((signs) => hashOf(cipher, userId, signs)), userId]);
  return codes.map(formatRecoveryCode);
}

const SPEND_CODE = `
  update recovery_codes
     set used_at = $3
   where code_hash = $1
     and user_id = $2
     and used_at is null
`;

/** False for a code that is not the account's, or was used. */
export async function spendRecoveryCode(
  db: Queryable,
  cipher: FieldCipher,
  { userId, signs }: { userId: UserId; signs: string },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(SPEND_CODE, [hashOf(cipher, userId, signs), userId, now]);
  return rowCount === 1;
}

const CODES_LEFT = `
  select count(*)::int as left
    from recovery_codes
   where user_id = $1
     and used_at is null
`;

export async function recoveryCodesLeft(db: Queryable, userId: UserId): Promise<number> {
  const { rows } = await db.query<{ left: number }>(CODES_LEFT, [userId]);
  return rows[0]?.left ?? 0;
}

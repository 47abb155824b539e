import type pg from "pg";
import { MOST_SECOND_FACTORS, type SecondFactorKind } from "#models/access/second-factor";
import { AppError } from "#models/shared/errors";
import type { SecondFactorId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { endSessionsOfUser } from "./sessions";
import { inTransaction } from "./transaction";

export interface SecondFactor {
  secondFactorId: SecondFactorId;
  kind: SecondFactorKind;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const SECOND_FACTORS_OF = `
  select second_factor_id as "secondFactorId",
         kind,
         name,
         created_at as "createdAt",
         last_used_at as "lastUsedAt"
    from second_factors
   where user_id = $1
   order by created_at, second_factor_id
`;

export async function secondFactorsOf(db: Queryable, userId: UserId): Promise<SecondFactor[]> {
  const { rows } = await db.query<SecondFactor>(SECOND_FACTORS_OF, [userId]);
  return rows;
}

export interface TotpFactor {
  secondFactorId: SecondFactorId;
  /** Sealed as `second_factors.totp_secret`, in the row `secondFactorId`. */
  totpSecret: Buffer;
}

const TOTP_FACTORS_OF = `
  select second_factor_id as "secondFactorId",
         totp_secret as "totpSecret"
    from second_factors
   where user_id = $1
     and kind = 'totp'
   order by created_at, second_factor_id
`;

export async function totpFactorsOf(db: Queryable, userId: UserId): Promise<TotpFactor[]> {
  const { rows } = await db.query<TotpFactor>(TOTP_FACTORS_OF, [userId]);
  return rows;
}

const TAKE_TOTP_STEP = `
  update second_factors
     set last_step = $2,
         last_used_at = $3
   where second_factor_id = $1
     and last_step < $2
`;

/** Uses up a code and those before it; false when it was used already. */
export async function takeTotpStep(
  db: Queryable,
  secondFactorId: SecondFactorId,
  step: number,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(TAKE_TOTP_STEP, [secondFactorId, step, now]);
  return rowCount === 1;
}

export interface Passkey {
  secondFactorId: SecondFactorId;
  userId: UserId;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

// A counter has 32 bits, which a double holds.
const PASSKEY = `
  select second_factor_id as "secondFactorId",
         user_id as "userId",
         credential_id as "credentialId",
         public_key as "publicKey",
         counter::float8 as counter,
         transports
    from second_factors
`;
const PASSKEYS_OF = `${PASSKEY} where user_id = $1 and kind = 'passkey' order by created_at`;
const FIND_PASSKEY = `${PASSKEY} where credential_id = $1`;

export async function passkeysOf(db: Queryable, userId: UserId): Promise<Passkey[]> {
  const { rows } = await db.query<Passkey>(PASSKEYS_OF, [userId]);
  return rows;
}

export async function findPasskey(
  db: Queryable,
  credentialId: string,
): Promise<Passkey | undefined> {
  const { rows } = await db.query<Passkey>(FIND_PASSKEY, [credentialId]);
  return rows[0];
}

// An authenticator that counts must have counted on; a copy of it has not. One that does not says 0 always.
const ADVANCE_COUNTER = `
  update second_factors
     set counter = $2,
         last_used_at = $3
   where second_factor_id = $1
     and (counter < $2 or (counter = 0 and $2 = 0))
`;

/** False when the counter has not moved on, as after a copied or repeated signature. */
export async function advancePasskeyCounter(
  db: Queryable,
  secondFactorId: SecondFactorId,
  counter: number,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(ADVANCE_COUNTER, [secondFactorId, counter, now]);
  return rowCount === 1;
}

// Held to the end of the transaction, so that "has none yet" and "is not the last" stay true.
const LOCK_USER = "select from users where user_id = $1 for update";
const COUNT_FACTORS = "select count(*)::int as count from second_factors where user_id = $1";

/** How many factors an account has, which stays so until the transaction ends. */
export async function lockSecondFactors(client: Queryable, userId: UserId): Promise<number> {
  await client.query(LOCK_USER, [userId]);
  const { rows } = await client.query<{ count: number }>(COUNT_FACTORS, [userId]);
  return rows[0]?.count ?? 0;
}

export interface NewTotpFactor {
  secondFactorId: SecondFactorId;
  userId: UserId;
  name: string;
  totpSecret: Buffer;
  /** Of the code that proved it, which is thereby used up; 0 for one that nobody has shown yet. */
  lastStep: number;
}

const ADD_TOTP_FACTOR = `
  insert into second_factors (second_factor_id, user_id, kind, name, totp_secret, last_step)
  values ($1, $2, 'totp', $3, $4, $5)
`;

export async function addTotpFactor(client: Queryable, factor: NewTotpFactor): Promise<void> {
  await refuseTooMany(client, factor.userId);
  await client.query(ADD_TOTP_FACTOR, [
    factor.secondFactorId,
    factor.userId,
    factor.name,
    factor.totpSecret,
    factor.lastStep,
  ]);
}

const ADD_PASSKEY = `
  insert into second_factors (user_id, kind, name, credential_id, public_key, counter, transports)
  values ($1, 'passkey', $2, $3, $4, $5, $6)
      on conflict on constraint credential_is_unique do nothing
`;

/** Throws `conflict` when that authenticator is somebody's already. */
export async function addPasskey(
  client: Queryable,
  passkey: Omit<Passkey, "secondFactorId"> & { name: string },
): Promise<void> {
  await refuseTooMany(client, passkey.userId);
  const { rowCount } = await client.query(ADD_PASSKEY, [
    passkey.userId,
    passkey.name,
    passkey.credentialId,
    passkey.publicKey,
    passkey.counter,
    passkey.transports,
  ]);
  if (rowCount === 0) throw new AppError("conflict", "the passkey is enrolled already");
}

async function refuseTooMany(client: Queryable, userId: UserId): Promise<void> {
  if ((await lockSecondFactors(client, userId)) >= MOST_SECOND_FACTORS)
    throw new AppError("conflict", `user ${userId} has ${MOST_SECOND_FACTORS} second factors`);
}

const RENAME = `
  update second_factors
     set name = $3
   where second_factor_id = $1
     and user_id = $2
`;

/** False when the account has no such factor. */
export async function renameSecondFactor(
  db: Queryable,
  {
    secondFactorId,
    userId,
    name,
  }: { secondFactorId: SecondFactorId; userId: UserId; name: string },
): Promise<boolean> {
  const { rowCount } = await db.query(RENAME, [secondFactorId, userId, name]);
  return rowCount === 1;
}

const REMOVE = `
  delete from second_factors
   where second_factor_id = $1
     and user_id = $2
  returning kind
`;

/** Answers what was removed; undefined when the account has no such factor. Throws `conflict` for the last one. */
export async function removeSecondFactor(
  pool: pg.Pool,
  { secondFactorId, userId }: { secondFactorId: SecondFactorId; userId: UserId },
): Promise<SecondFactorKind | undefined> {
  return inTransaction(pool, async (client) => {
    if ((await lockSecondFactors(client, userId)) <= 1)
      throw new AppError("conflict", `user ${userId} has no other second factor`);
    const { rows } = await client.query<{ kind: SecondFactorKind }>(REMOVE, [
      secondFactorId,
      userId,
    ]);
    return rows[0]?.kind;
  });
}

const REMOVE_ALL = "delete from second_factors where user_id = $1";
const REMOVE_RECOVERY_CODES = "delete from recovery_codes where user_id = $1";

/**
 * Takes every second factor and recovery code from an account, which must enrol again at the next
 * sign-in, and ends its sessions, pending ones too. Answers how many factors there were.
 */
export async function removeAllSecondFactors(pool: pg.Pool, userId: UserId): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_USER, [userId]);
    const { rowCount } = await client.query(REMOVE_ALL, [userId]);
    await client.query(REMOVE_RECOVERY_CODES, [userId]);
    await endSessionsOfUser(client, userId, "revoked");
    return rowCount ?? 0;
  });
}

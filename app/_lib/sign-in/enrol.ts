import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { FieldCipher } from "#db/encryption/field-cipher";
import { issueChallenge, takeChallenge } from "#db/passkey-challenges";
import { markEnrolled } from "#db/pending-sessions";
import type { Queryable } from "#db/pool";
import { recoveryCodesLeft, renewRecoveryCodes } from "#db/recovery-codes";
import { addPasskey, addTotpFactor, lockSecondFactors, passkeysOf } from "#db/second-factors";
import { deleteTotpDraft, findTotpDraft, saveTotpDraft } from "#db/totp-drafts";
import { inTransaction } from "#db/transaction";
import type { PasskeyAttestation } from "#models/access/second-factor";
import { newTotpSecret, totpStepOf, totpUrl } from "#models/access/totp";
import { AppError } from "#models/shared/errors";
import { SecondFactorId, type SessionId, type UserId } from "#models/shared/ids";
import {
  attestationOptions,
  claimedChallenge,
  type RelyingParty,
  verifyAttestation,
} from "./passkey-ceremony";

/** Who adds a factor: somebody signed in, or, for the very first one, somebody whose password was right. */
export interface Enroller {
  userId: UserId;
  sessionId: SessionId;
  name: string;
  email: string;
  isPending: boolean;
}

export interface Enrolling {
  pool: pg.Pool;
  cipher: FieldCipher;
  rp: RelyingParty;
  now: Date;
}

/** What came of it; the codes are there when the account had none left, and are shown this once. */
export interface Enrolled {
  recoveryCodes: string[] | undefined;
}

/** A new secret for an app. It counts for nothing until `confirmTotp` has seen a code of it. */
export async function beginTotp(
  { sessionId, email }: Enroller,
  { pool, cipher, now }: Enrolling,
): Promise<{ secret: string; url: string }> {
  const secret = newTotpSecret();
  const secondFactorId = SecondFactorId.parse(randomUUID());
  const totpSecret = cipher.seal("second_factors.totp_secret", secondFactorId, secret);
  await saveTotpDraft(pool, sessionId, { secondFactorId, totpSecret }, now);
  return { secret, url: totpUrl(secret, email) };
}

/** Throws `not-found` when there is no draft any more, and `invalid-input` for a wrong code. */
export function confirmTotp(
  enroller: Enroller,
  { code, name }: { code: string; name: string },
  { pool, cipher, now }: Enrolling,
): Promise<Enrolled> {
  const { userId, sessionId } = enroller;
  return inTransaction(pool, async (client) => {
    const draft = await findTotpDraft(client, sessionId, now);
    if (!draft) throw new AppError("not-found", `session ${sessionId} has no draft`);

    const { secondFactorId, totpSecret } = draft;
    const secret = cipher.open("second_factors.totp_secret", secondFactorId, totpSecret);
    const step = totpStepOf(secret, code, now);
    if (step === undefined) throw new AppError("invalid-input", "not a code of the draft");

    await requireMayEnrol(client, enroller);
    await addTotpFactor(client, { secondFactorId, userId, name, totpSecret, lastStep: step });
    await deleteTotpDraft(client, sessionId);
    return finish(client, enroller, { cipher, now });
  });
}

export async function beginPasskey(enroller: Enroller, { pool, rp, now }: Enrolling) {
  const { userId, sessionId } = enroller;
  const challenge = await issueChallenge(pool, { purpose: "enrol", sessionId }, now);
  return attestationOptions(rp, enroller, { challenge, passkeys: await passkeysOf(pool, userId) });
}

/** Throws `invalid-input` for what is no answer to the challenge, and `conflict` for a passkey that is enrolled. */
export async function confirmPasskey(
  enroller: Enroller,
  { attestation, name }: { attestation: PasskeyAttestation; name: string },
  { pool, cipher, rp, now }: Enrolling,
): Promise<Enrolled> {
  const { userId, sessionId } = enroller;
  const challenge = claimedChallenge(attestation.response.clientDataJSON);
  // Used up before it is judged, and whatever the judgement.
  const isOurs =
    challenge !== undefined &&
    (await takeChallenge(pool, challenge, { purpose: "enrol", sessionId }, now));
  const passkey = isOurs ? await verifyAttestation(rp, { attestation, challenge }) : undefined;
  if (!passkey) throw new AppError("invalid-input", "not an answer to the challenge");

  return inTransaction(pool, async (client) => {
    await requireMayEnrol(client, enroller);
    await addPasskey(client, { ...passkey, userId, name });
    return finish(client, enroller, { cipher, now });
  });
}

/** A password alone enrols the first factor and never another one: it would make the first worthless. */
async function requireMayEnrol(client: Queryable, { userId, isPending }: Enroller): Promise<void> {
  const count = await lockSecondFactors(client, userId);
  if (isPending && count > 0) throw new AppError("forbidden", `user ${userId} has a second factor`);
}

async function finish(
  client: Queryable,
  { userId, sessionId, isPending }: Enroller,
  { cipher, now }: { cipher: FieldCipher; now: Date },
): Promise<Enrolled> {
  if (isPending && !(await markEnrolled(client, sessionId, now)))
    throw new AppError("unauthenticated", `session ${sessionId} is pending no longer`);
  const hasCodes = (await recoveryCodesLeft(client, userId)) > 0;
  return { recoveryCodes: hasCodes ? undefined : await renewRecoveryCodes(client, cipher, userId) };
}

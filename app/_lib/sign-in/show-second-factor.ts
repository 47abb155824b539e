import type { FieldCipher } from "#db/encryption/field-cipher";
import { type ChallengePurpose, takeChallenge } from "#db/passkey-challenges";
import type { Queryable } from "#db/pool";
import { spendRecoveryCode } from "#db/recovery-codes";
import {
  advancePasskeyCounter,
  findPasskey,
  takeTotpStep,
  totpFactorsOf,
} from "#db/second-factors";
import type { PasskeyAssertion, SecondFactorProof } from "#models/access/second-factor";
import { totpStepOf } from "#models/access/totp";
import type { UserId } from "#models/shared/ids";
import { claimedChallenge, type RelyingParty, verifyAssertion } from "./passkey-ceremony";

/** What a proof is judged with. */
export interface Judging {
  cipher: FieldCipher;
  rp: RelyingParty;
  now: Date;
}

/** Whose proof it is, and what a passkey was asked to sign for. */
export interface Claim {
  userId: UserId;
  challenge: ChallengePurpose;
}

/**
 * What was shown when the proof is right, undefined otherwise. It uses the proof up: a code's step, a
 * recovery code, a challenge. Only within `attemptSecondFactor`, which counts and locks.
 */
export async function showSecondFactor(
  client: Queryable,
  claim: Claim,
  proof: SecondFactorProof,
  judging: Judging,
): Promise<SecondFactorProof["kind"] | undefined> {
  return (await isRight(client, claim, proof, judging)) ? proof.kind : undefined;
}

async function isRight(
  client: Queryable,
  claim: Claim,
  proof: SecondFactorProof,
  judging: Judging,
): Promise<boolean> {
  switch (proof.kind) {
    case "totp":
      return showTotp(client, claim.userId, proof.code, judging);
    case "recovery-code":
      return spendRecoveryCode(
        client,
        judging.cipher,
        { userId: claim.userId, signs: proof.code },
        judging.now,
      );
    case "passkey":
      return showPasskey(client, claim, proof.assertion, judging);
  }
}

async function showTotp(
  client: Queryable,
  userId: UserId,
  code: string,
  { cipher, now }: Judging,
): Promise<boolean> {
  for (const { secondFactorId, totpSecret } of await totpFactorsOf(client, userId)) {
    const secret = cipher.open("second_factors.totp_secret", secondFactorId, totpSecret);
    const step = totpStepOf(secret, code, now);
    if (step !== undefined) return takeTotpStep(client, secondFactorId, step, now);
  }
  return false;
}

async function showPasskey(
  client: Queryable,
  { userId, challenge: purpose }: Claim,
  assertion: PasskeyAssertion,
  { rp, now }: Judging,
): Promise<boolean> {
  const challenge = claimedChallenge(assertion.response.clientDataJSON);
  if (!challenge || !(await takeChallenge(client, challenge, purpose, now))) return false;

  const passkey = await findPasskey(client, assertion.id);
  if (passkey?.userId !== userId) return false;
  const verified = await verifyAssertion(rp, { assertion, challenge, passkey });
  if (!verified) return false;
  return advancePasskeyCounter(client, passkey.secondFactorId, verified.counter, now);
}

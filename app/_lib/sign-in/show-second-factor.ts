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
import type { FactorFault } from "#db/users";
import type { PasskeyAssertion, SecondFactorProof } from "#models/access/second-factor";
import { totpStepOf } from "#models/access/totp";
import type { UserId } from "#models/shared/ids";
import { err, ok, type Result } from "#models/shared/result";
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
 * What was shown when the proof is right, what is the matter with it otherwise. It uses the proof up: a code's step, a
 * recovery code, a challenge. Only within `attemptSecondFactor`, which counts and locks.
 */
export async function showSecondFactor(
  client: Queryable,
  claim: Claim,
  proof: SecondFactorProof,
  judging: Judging,
): Promise<Result<SecondFactorProof["kind"], FactorFault>> {
  const fault = await faultOf(client, claim, proof, judging);
  return fault ? err(fault) : ok(proof.kind);
}

async function faultOf(
  client: Queryable,
  claim: Claim,
  proof: SecondFactorProof,
  judging: Judging,
): Promise<FactorFault | undefined> {
  switch (proof.kind) {
    case "totp":
      return showTotp(client, claim.userId, proof.code, judging);
    case "recovery-code":
      return showRecoveryCode(client, claim.userId, proof.code, judging);
    case "passkey":
      return showPasskey(client, claim, proof.assertion, judging);
  }
}

// A code that was spent is gone, so it is no other than one that never was.
async function showRecoveryCode(
  client: Queryable,
  userId: UserId,
  signs: string,
  { cipher, now }: Judging,
): Promise<FactorFault | undefined> {
  return (await spendRecoveryCode(client, cipher, { userId, signs }, now)) ? undefined : "wrong";
}

async function showTotp(
  client: Queryable,
  userId: UserId,
  code: string,
  { cipher, now }: Judging,
): Promise<FactorFault | undefined> {
  for (const { secondFactorId, totpSecret } of await totpFactorsOf(client, userId)) {
    const secret = cipher.open("second_factors.totp_secret", secondFactorId, totpSecret);
    const step = totpStepOf(secret, code, now);
    if (step !== undefined)
      return (await takeTotpStep(client, secondFactorId, step, now)) ? undefined : "reused";
  }
  return "wrong";
}

async function showPasskey(
  client: Queryable,
  { userId, challenge: purpose }: Claim,
  assertion: PasskeyAssertion,
  { rp, now }: Judging,
): Promise<FactorFault | undefined> {
  const challenge = claimedChallenge(assertion.response.clientDataJSON);
  if (!challenge || !(await takeChallenge(client, challenge, purpose, now))) return "wrong";

  const passkey = await findPasskey(client, assertion.id);
  if (passkey?.userId !== userId) return "wrong";
  const verified = await verifyAssertion(rp, { assertion, challenge, passkey });
  if (!verified) return "wrong";
  return (await advancePasskeyCounter(client, passkey.secondFactorId, verified.counter, now))
    ? undefined
    : "counter-regression";
}

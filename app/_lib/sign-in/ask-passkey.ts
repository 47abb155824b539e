import "server-only";
import { type ChallengePurpose, issueChallenge } from "#db/passkey-challenges";
import { passkeysOf } from "#db/second-factors";
import type { UserId } from "#models/shared/ids";
import { identityDatabase } from "../db";
import { assertionOptions } from "./passkey-ceremony";
import { relyingParty } from "./relying-party";

/** What a browser is to ask the passkeys of a person to sign; of whoever is there, when nobody is named yet. */
export async function askPasskey(purpose: ChallengePurpose, userId?: UserId) {
  const db = identityDatabase();
  const challenge = await issueChallenge(db, purpose, new Date());
  return assertionOptions(relyingParty(), {
    challenge,
    ...(userId && { passkeys: await passkeysOf(db, userId) }),
  });
}

export type PasskeyQuestion = Awaited<ReturnType<typeof askPasskey>>;

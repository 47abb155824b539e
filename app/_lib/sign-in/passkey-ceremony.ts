import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Passkey } from "#db/second-factors";
import type { PasskeyAssertion, PasskeyAttestation } from "#models/access/second-factor";
import type { UserId } from "#models/shared/ids";

/** Whom a passkey is for: it answers to no other name and on no other page. */
export interface RelyingParty {
  rpId: string;
  origin: string;
}

const RP_NAME = "Wardcast";
type Known = Pick<Passkey, "credentialId" | "transports">;

/** What a browser is to ask an authenticator; without `passkeys` it offers those it finds. */
export const assertionOptions = (
  { rpId }: RelyingParty,
  { challenge, passkeys }: { challenge: string; passkeys?: readonly Known[] },
) =>
  generateAuthenticationOptions({
    rpID: rpId,
    challenge: bytesOf(challenge),
    userVerification: "required",
    ...(passkeys && { allowCredentials: passkeys.map(described) }),
  });

/** What a browser is to ask for a new passkey; not on an authenticator that holds one of these. */
export const attestationOptions = (
  { rpId }: RelyingParty,
  person: { userId: UserId; name: string; email: string },
  { challenge, passkeys }: { challenge: string; passkeys: readonly Known[] },
) =>
  generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: rpId,
    userID: bytesOf(handleOf(person.userId)),
    userName: person.email,
    userDisplayName: person.name,
    challenge: bytesOf(challenge),
    // Which make of authenticator it is does not matter here, and would identify people elsewhere.
    attestationType: "none",
    excludeCredentials: passkeys.map(described),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });

/**
 * The counter it shows when the passkey has signed this challenge for us and has verified its holder; else
 * undefined. Only `advancePasskeyCounter` says whether the counter has moved on.
 */
export async function verifyAssertion(
  { rpId, origin }: RelyingParty,
  {
    assertion,
    challenge,
    passkey,
  }: { assertion: PasskeyAssertion; challenge: string; passkey: Passkey },
): Promise<{ counter: number } | undefined> {
  // The library looks at everything but this: a passkey that says it is somebody else's.
  const { userHandle, ...response } = assertion.response;
  if (userHandle !== undefined && userHandle !== handleOf(passkey.userId)) return undefined;

  // It throws for all that is not right, and says `false` for a wrong signature.
  const result = await verifyAuthenticationResponse({
    response: { ...assertion, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      // Judged where it is moved on: the library would, before it looks at the signature, and say no more.
      counter: 0,
    },
  }).catch(() => undefined);
  return result?.verified ? { counter: result.authenticationInfo.newCounter } : undefined;
}

/** The passkey that an authenticator has made for this challenge; undefined for anything else. */
export async function verifyAttestation(
  { rpId, origin }: RelyingParty,
  { attestation, challenge }: { attestation: PasskeyAttestation; challenge: string },
): Promise<Omit<Passkey, "secondFactorId" | "userId"> | undefined> {
  const { transports = [], ...response } = attestation.response;
  const result = await verifyRegistrationResponse({
    response: { ...attestation, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!result?.verified) return undefined;

  const { id, publicKey, counter } = result.registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports,
  };
}

const ClientData = z.object({ challenge: z.string().max(256) });

/** The challenge that an answer claims to be for; whether it was given is for the database to say. */
export function claimedChallenge(clientDataJSON: string): string | undefined {
  try {
    const text = Buffer.from(clientDataJSON, "base64url").toString("utf8");
    return ClientData.safeParse(JSON.parse(text)).data?.challenge;
  } catch {
    return undefined;
  }
}

/** What an authenticator keeps to say whose passkey it is. */
const handleOf = (userId: UserId): string => Buffer.from(userId, "utf8").toString("base64url");

const bytesOf = (base64url: string) => Uint8Array.from(Buffer.from(base64url, "base64url"));

const described = ({ credentialId, transports }: Known) => ({ id: credentialId, transports });

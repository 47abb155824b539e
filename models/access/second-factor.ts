import { z } from "zod";
import { parseRecoveryCode } from "./recovery-code";

/** How long somebody has between the password and the second factor, or to enrol the first one. */
export const PENDING_SESSION_MINUTES = 10;
/** A phone, a key, a spare of each; more is somebody else's hand in the account. */
export const MOST_SECOND_FACTORS = 10;

export const SecondFactorKind = z.enum(["passkey", "totp"]);
export type SecondFactorKind = z.infer<typeof SecondFactorKind>;

export const SecondFactorName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(60, "A name has at most 60 letters.");

/** Ids, challenges and signatures of a browser: kilobytes at most. */
const Base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(8_192);

/** What `navigator.credentials.get` answers, as WebAuthn level 3 writes it in JSON. */
export const PasskeyAssertion = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal("public-key"),
  response: z.object({
    authenticatorData: Base64Url,
    clientDataJSON: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.optional(),
  }),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

/** What `navigator.credentials.create` answers. */
export const PasskeyAttestation = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .max(65_536),
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
});
export type PasskeyAttestation = z.infer<typeof PasskeyAttestation>;

/** Six digits, however they are spaced. */
export const TotpCode = z
  .string()
  .max(32)
  .transform((typed) => typed.replace(/\s/g, ""))
  .pipe(z.string().regex(/^[0-9]{6}$/, "A code has six digits."));

const RecoveryCode = z
  .string()
  .max(64)
  .transform((typed, context) => {
    const signs = parseRecoveryCode(typed);
    if (signs) return signs;
    context.addIssue({ code: "custom", message: "A recovery code has five groups of five signs." });
    return z.NEVER;
  });

/** What somebody shows to prove that it is them. */
export const SecondFactorProof = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("totp"), code: TotpCode }),
  z.object({ kind: z.literal("recovery-code"), code: RecoveryCode }),
  z.object({ kind: z.literal("passkey"), assertion: PasskeyAssertion }),
]);
export type SecondFactorProof = z.infer<typeof SecondFactorProof>;
/** The same before it is parsed, as a form fills it in. */
export type GivenProof = z.input<typeof SecondFactorProof>;

/** Which ways an account has to prove itself; what a form offers. */
export interface SecondFactorWays {
  hasPasskey: boolean;
  hasTotp: boolean;
  recoveryCodesLeft: number;
}

import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands without being told: RFC 6238 with SHA-1, six digits, thirty seconds. */
export const TOTP_PERIOD_SECONDS = 30;
const SHAPE = { algorithm: "SHA1", digits: 6, period: TOTP_PERIOD_SECONDS } as const;
/** One step to either side: a phone's clock may be off by half a minute, and people type slowly. */
export const TOTP_WINDOW_STEPS = 1;
/** As many as SHA-1 gives, which RFC 4226 (section 4) recommends. */
const SECRET_BYTES = 20;
const ISSUER = "Wardcast";

/** A new secret, in base32 as people type it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The thirty seconds that `now` falls into, counted from 1970. */
export const totpStep = (now: Date): number =>
  TOTP.counter({ period: TOTP_PERIOD_SECONDS, timestamp: now.getTime() });

/** What an app shows during that step. */
export const totpCode = (secret: string, step: number): string =>
  TOTP.generate({
    ...SHAPE,
    secret: Secret.fromBase32(secret),
    timestamp: step * TOTP_PERIOD_SECONDS * 1_000,
  });

/** What a QR code tells the app. */
export const totpUrl = (secret: string, email: string): string =>
  new TOTP({ ...SHAPE, issuer: ISSUER, label: email, secret }).toString();

/**
 * The step that a code belongs to, near enough to now; undefined for a wrong code. Each step may be
 * accepted once, which whoever keeps the last one sees to.
 */
export function totpStepOf(secret: string, code: string, now: Date): number | undefined {
  // The library throws for as many characters of more bytes, such as full-width digits.
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const distance = TOTP.validate({
    ...SHAPE,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: now.getTime(),
    window: TOTP_WINDOW_STEPS,
  });
  return distance === null ? undefined : totpStep(now) + distance;
}

import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";

/** As long as a gateway's token lives when nobody says otherwise. */
export const TOKEN_LIFETIME_DAYS = 90;
export const LONGEST_TOKEN_LIFETIME_DAYS = 366;
/** How long the old token goes on beside a new one, so that a gateway can be told in working hours. */
export const TOKEN_OVERLAP_HOURS = 24;
export const LONGEST_TOKEN_OVERLAP_HOURS = 24 * 14;
/** From then on the end of a token is pointed out. */
export const TOKEN_WARNING_DAYS = 14;

export interface TokenTimes {
  expiresAt: Date;
  revokedAt: Date | null;
}

export type TokenState = "good" | "ending" | "expired" | "revoked";

/** What a token is worth at an instant; one that ends within two weeks is good and wants attention. */
export function stateOfToken({ expiresAt, revokedAt }: TokenTimes, now: Date): TokenState {
  if (revokedAt) return "revoked";
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  return leftMs <= TOKEN_WARNING_DAYS * MS_PER_DAY ? "ending" : "good";
}

export const endOfToken = (now: Date, lifetimeDays: number): Date =>
  new Date(now.getTime() + lifetimeDays * MS_PER_DAY);

export const endOfOverlap = (now: Date, overlapHours: number): Date =>
  new Date(now.getTime() + overlapHours * MS_PER_HOUR);

/** The SHA-256 of a certificate as OpenSSL and browsers print it, colons or none; undefined for anything else. */
export function parseFingerprint(text: string): string | undefined {
  const hex = text.replace(/^sha-?256(?:\s+fingerprint)?\s*[=:]\s*/i, "").replace(/[\s:]/g, "");
  return /^[0-9a-f]{64}$/i.test(hex) ? hex.toLowerCase() : undefined;
}

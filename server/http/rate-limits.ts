import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { type TokenBuckets, createTokenBuckets } from "#models/shared/token-buckets";

/** How often one caller may do something, as the environment says. */
export interface RateSettings {
  REQUESTS_PER_ADDRESS: number; // a second
  REQUESTS_PER_SESSION: number; // a second
  SIGN_INS_PER_ADDRESS: number; // a minute
  HANDSHAKES_PER_ADDRESS: number; // a second
  INGEST_PER_GATEWAY: number; // a second
}

/**
 * Everything that is counted, each in token buckets of this process: behind a load balancer each process
 * counts for itself, so the whole allows as many times more. A hospital may reach us through one address
 * with everybody behind it, so what an address may do is meant for a building, not for a person.
 */
export interface RateLimits {
  /** By address: pages, interfaces and long-polling. */
  requests: TokenBuckets;
  /** By session cookie. */
  sessions: TokenBuckets;
  /** By address: attempts to sign in, right or wrong. */
  signIns: TokenBuckets;
  /** By address: new sockets. */
  handshakes: TokenBuckets;
  /** By gateway: batches of vital signs. */
  ingest: TokenBuckets;
  /** By address: batches without a token that is good. */
  ingestRefusals: TokenBuckets;
  /** By address: attempts to pair a screen, right or wrong. */
  wallPairings: TokenBuckets;
  /** By address: what browsers report of the content security policy. */
  policyReports: TokenBuckets;
}

/** After a restart every screen of a building comes back at once. */
const BURST_SECONDS = 10;
const SECONDS_PER_MINUTE = 60;
/** A ward has a few screens, and a code may be mistyped; see models/access/wall-display.ts for who guesses. */
const WALL_PAIRINGS_PER_MINUTE = 10;

export function createRateLimits(settings: RateSettings, now: () => number): RateLimits {
  const bySecond = (perSecond: number, burst = perSecond * BURST_SECONDS) =>
    createTokenBuckets({ perSecond, burst }, now);
  const perMinute = (count: number) => bySecond(count / SECONDS_PER_MINUTE, count);

  return {
    requests: bySecond(settings.REQUESTS_PER_ADDRESS),
    sessions: bySecond(settings.REQUESTS_PER_SESSION),
    signIns: perMinute(settings.SIGN_INS_PER_ADDRESS),
    handshakes: bySecond(settings.HANDSHAKES_PER_ADDRESS),
    ingest: bySecond(settings.INGEST_PER_GATEWAY, settings.INGEST_PER_GATEWAY * 2),
    ingestRefusals: bySecond(1, 60),
    wallPairings: perMinute(WALL_PAIRINGS_PER_MINUTE),
    policyReports: bySecond(1, 30),
  };
}

/** Who has one IPv6 address has the 2⁶⁴ others of its network too, so they count as one. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const leading = head.split(":").filter(Boolean);
  const trailing = (tail ?? "").split(":").filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - leading.length - trailing.length;
  const groups = [...leading, ...Array.from({ length: missing }, () => "0"), ...trailing];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/** A cookie or a token is a secret: only its digest is kept. */
export const secretKey = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");

import { expect, it } from "vitest";
import { MS_PER_DAY } from "../shared/time-range";
import { parseFingerprint, stateOfToken } from "./gateway-token";

const now = new Date("2026-11-27T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * MS_PER_DAY);

it.each([
  [90, null, "good"],
  [14.01, null, "good"],
  [14, null, "ending"],
  [0.001, null, "ending"],
  [0, null, "expired"],
  [-1, null, "expired"],
  [90, now, "revoked"],
  [-1, now, "revoked"],
] as const)("a token that ends in %d days, revoked %s, is %s", (days, revokedAt, expected) => {
  expect(stateOfToken({ expiresAt: inDays(days), revokedAt }, now)).toBe(expected);
});

const HEX = "a1".repeat(32);

it.each([
  [HEX, HEX],
  [HEX.toUpperCase(), HEX],
  [HEX.match(/../g)?.join(":") ?? "", HEX],
  [`sha256 Fingerprint=${HEX.match(/../g)?.join(":")}`, HEX],
  [`SHA256: ${HEX}`, HEX],
  ["a1".repeat(20), undefined], // SHA-1
  [`${HEX}a1`, undefined],
  ["", undefined],
  ["gateway.example", undefined],
])("reads the fingerprint %s", (text, expected) => {
  expect(parseFingerprint(text)).toBe(expected);
});

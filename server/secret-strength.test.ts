import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { weaknessOf } from "./secret-strength";

it.each([
  "changeme-changeme-changeme-changeme",
  "this-is-a-secret-of-thirty-two-characters",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "k3Jx".repeat(12),
  "bcdefghijklmnopqrstuvwxyz0123456789",
  "0123456789012345678901234567890123456789",
  "zyxwvutsrqponmlkjihgfedcba987654321",
  "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
  "replace-with-openssl-rand-base64-48",
  "1111111111111111222222222222222233333333",
])("finds %s weak", (secret) => {
  expect(weaknessOf(secret)).toBeDefined();
});

it.each(["hex", "base64", "base64url"] as const)("never refuses random bytes as %s", (encoding) => {
  // 24 bytes are 32 characters in base64, the shortest that is taken at all.
  const random = Array.from({ length: 500 }, () => randomBytes(24).toString(encoding));
  expect(random.filter((secret) => weaknessOf(secret) !== undefined)).toEqual([]);
});

it("takes a random secret that happens to hold five digits in a row", () => {
  expect(weaknessOf("b0fd7a391770551f1b7c512345aa085d061724f7a2cb1ee7")).toBeUndefined();
});

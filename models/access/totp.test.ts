import { expect, it } from "vitest";
import { newTotpSecret, totpCode, totpStep, totpStepOf, totpUrl } from "./totp";

/** The secret of RFC 6238, appendix B: the ASCII digits 1 to 0, twice. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// Appendix B lists eight digits; six are their last six.
it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
])("shows at %d s what RFC 6238 shows", (seconds, code) => {
  expect(totpCode(RFC_SECRET, totpStep(new Date(seconds * 1_000)))).toBe(code);
});

const NOW = new Date("2026-03-01T08:00:10Z");
const STEP = totpStep(NOW);

it.each([-1, 0, 1])("accepts the code of step %d and says which it was", (distance) => {
  const code = totpCode(RFC_SECRET, STEP + distance);
  expect(totpStepOf(RFC_SECRET, code, NOW)).toBe(STEP + distance);
});

it.each([-2, 2])("refuses the code of step %d", (distance) => {
  const code = totpCode(RFC_SECRET, STEP + distance);
  expect(totpStepOf(RFC_SECRET, code, NOW)).toBeUndefined();
});

it.each(["", "12345", "1234567", "abcdef", "２８７０８２"])(
  "refuses %j, which is no code",
  (code) => {
    expect(totpStepOf(RFC_SECRET, code, NOW)).toBeUndefined();
  },
);

it("makes secrets of 160 bits, each another", () => {
  const secrets = Array.from({ length: 20 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(20);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});

it("tells an app whose account it is", () => {
  const url = new URL(totpUrl(RFC_SECRET, "nurse.4a@wardcast.example"));
  expect(decodeURIComponent(url.pathname)).toContain("Wardcast:nurse.4a@wardcast.example");
  expect(url.searchParams.get("secret")).toBe(RFC_SECRET);
  expect(url.searchParams.get("digits")).toBe("6");
});

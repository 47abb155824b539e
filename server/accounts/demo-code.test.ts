import { expect, it } from "vitest";
import { newTotpSecret, totpCode, totpStep, totpStepOf } from "#models/access/totp";
import { demoCode } from "./demo-code";

const SECRET = newTotpSecret();
const NOW = new Date("2026-03-01T08:00:10Z");
const STEP = totpStep(NOW);

it("is the present code while that is unused", () => {
  expect(demoCode(SECRET, STEP - 1, NOW)).toEqual({
    code: totpCode(SECRET, STEP),
    isNext: false,
    nextInSeconds: 20,
  });
});

it("is the next code when the present one was used, and a sign-in accepts it", () => {
  const { code } = demoCode(SECRET, STEP, NOW);

  expect(code).toBe(totpCode(SECRET, STEP + 1));
  expect(totpStepOf(SECRET, code ?? "", NOW)).toBe(STEP + 1);
});

it("is none when both were used, until the half minute is over", () => {
  expect(demoCode(SECRET, STEP + 1, NOW)).toEqual({ code: undefined, nextInSeconds: 20 });
  const then = new Date(NOW.getTime() + 20_000);
  expect(demoCode(SECRET, STEP + 1, then).code).toBe(totpCode(SECRET, STEP + 2));
});

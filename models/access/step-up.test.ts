import { expect, it } from "vitest";
import { isFresh } from "./step-up";

const steppedUpAt = new Date("2026-03-01T08:00:00Z");

it.each([
  ["is fresh at once", "2026-03-01T08:00:00.000Z", true],
  ["is fresh to the last millisecond of five minutes", "2026-03-01T08:04:59.999Z", true],
  ["is not fresh when five minutes have passed", "2026-03-01T08:05:00.000Z", false],
] as const)("a second factor %s", (_behaviour, now, fresh) => {
  expect(isFresh({ steppedUpAt }, new Date(now))).toBe(fresh);
});

it("is never fresh for somebody who has shown none", () => {
  expect(isFresh({ steppedUpAt: undefined }, steppedUpAt)).toBe(false);
});

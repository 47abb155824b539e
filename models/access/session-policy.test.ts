import { expect, it } from "vitest";
import { idleAt, lapseOf } from "./session-policy";

const times = {
  lastSeenAt: new Date("2026-03-01T08:00:00Z"),
  expiresAt: new Date("2026-03-01T08:20:00Z"),
  idleSeconds: 900,
};

it.each([
  ["lives until its idle time has passed", "2026-03-01T08:14:59Z", undefined],
  ["is idle at the very instant", "2026-03-01T08:15:00Z", "idle"],
  ["is expired at its absolute end", "2026-03-01T08:20:00Z", "expired"],
] as const)("a session %s", (_behaviour, now, lapse) => {
  expect(lapseOf(times, new Date(now))).toBe(lapse);
});

it("never promises more time than the absolute end allows", () => {
  expect(idleAt({ ...times, idleSeconds: 3_600 })).toEqual(times.expiresAt);
});

it("is expired, not idle, when both have passed at once", () => {
  expect(lapseOf({ ...times, idleSeconds: 3_600 }, times.expiresAt)).toBe("expired");
});

import { expect, it } from "vitest";
import { Role } from "./role";
import { idleAt, lapseOf, ROLE_SESSION_LIMITS, sessionLimitsOf } from "./session-policy";

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

const UNBOUNDED = { idleMinutes: Infinity, absoluteHours: Infinity };

it.each(Role.options)("gives a %s the times of the role, within the hospital's", (role) => {
  const own = ROLE_SESSION_LIMITS[role];

  expect(sessionLimitsOf(role, UNBOUNDED)).toEqual(own);
  expect(sessionLimitsOf(role, { idleMinutes: 5, absoluteHours: Infinity })).toEqual({
    ...own,
    idleMinutes: 5,
  });
  expect(sessionLimitsOf(role, { idleMinutes: Infinity, absoluteHours: 2 })).toEqual({
    ...own,
    absoluteHours: 2,
  });
});

it("asks those who can change what others see to sign in more often than anybody", () => {
  const others = Role.options.filter(
    (role) => role !== "system-admin" && role !== "security-officer",
  );
  for (const role of ["system-admin", "security-officer"] as const)
    for (const other of others) {
      const [own, theirs] = [ROLE_SESSION_LIMITS[role], ROLE_SESSION_LIMITS[other]];
      expect(own.idleMinutes).toBeLessThan(theirs.idleMinutes);
      expect(own.absoluteHours).toBeLessThan(theirs.absoluteHours);
    }
});

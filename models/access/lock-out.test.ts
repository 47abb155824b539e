import { expect, it } from "vitest";
import { MS_PER_MINUTE } from "../shared/time-range";
import { afterFailure, isLockedOut, NO_FAILURES, type SignInFailures } from "./lock-out";

const NOW = new Date("2026-03-01T08:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MS_PER_MINUTE);

const afterFailures = (count: number): SignInFailures =>
  Array.from({ length: count }).reduce<SignInFailures>(
    // Each attempt comes when the lock-out before it is over.
    (failures) => afterFailure(failures, failures.lockedUntil ?? NOW),
    NO_FAILURES,
  );

const lockedMinutes = (failures: SignInFailures, from: Date) =>
  failures.lockedUntil && (failures.lockedUntil.getTime() - from.getTime()) / MS_PER_MINUTE;

it("does not lock an account before the fifth failure", () => {
  expect(afterFailures(4)).toEqual({ failedAttempts: 4, lockedUntil: undefined });
});

it("locks an account for 15 minutes at the fifth failure", () => {
  const failures = afterFailure(afterFailures(4), NOW);

  expect(failures).toEqual({ failedAttempts: 5, lockedUntil: later(15) });
  expect(isLockedOut(failures, later(14))).toBe(true);
  expect(isLockedOut(failures, later(15))).toBe(false);
});

it.each([
  { failures: 10, minutes: 30 },
  { failures: 15, minutes: 60 },
  { failures: 20, minutes: 120 },
  { failures: 25, minutes: 240 },
  { failures: 100, minutes: 240 },
])("locks for $minutes minutes at failure $failures", ({ failures, minutes }) => {
  const before = { ...afterFailures(failures - 1), lockedUntil: undefined };

  expect(lockedMinutes(afterFailure(before, NOW), NOW)).toBe(minutes);
});

it("does not make a lock-out longer when somebody goes on trying", () => {
  const locked = afterFailure(afterFailures(4), NOW);

  expect(afterFailure(locked, later(5))).toEqual(locked);
});

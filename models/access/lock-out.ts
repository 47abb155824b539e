import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";

/** Consecutive failures that lock an account, and again each time as many more follow. */
export const ATTEMPTS_BEFORE_LOCK_OUT = 5;
const FIRST_LOCK_OUT_MS = 15 * MS_PER_MINUTE;
// Long enough to stop guessing; short enough that an attacker cannot keep a nurse out for a shift.
const LONGEST_LOCK_OUT_MS = 4 * MS_PER_HOUR;

export interface SignInFailures {
  /** Since the last successful sign-in. Attempts during a lock-out are not counted. */
  failedAttempts: number;
  lockedUntil: Date | undefined;
}

export const NO_FAILURES: SignInFailures = { failedAttempts: 0, lockedUntil: undefined };

export const isLockedOut = ({ lockedUntil }: SignInFailures, now: Date): boolean =>
  lockedUntil !== undefined && now < lockedUntil;

/** What one more wrong password or second factor leads to: 15 minutes at the fifth, twice as long at the tenth, and so on. */
export function afterFailure(failures: SignInFailures, now: Date): SignInFailures {
  if (isLockedOut(failures, now)) return failures;

  const failedAttempts = failures.failedAttempts + 1;
  if (failedAttempts % ATTEMPTS_BEFORE_LOCK_OUT !== 0)
    return { failedAttempts, lockedUntil: undefined };

  const earlierLockOuts = failedAttempts / ATTEMPTS_BEFORE_LOCK_OUT - 1;
  const durationMs = Math.min(FIRST_LOCK_OUT_MS * 2 ** earlierLockOuts, LONGEST_LOCK_OUT_MS);
  return { failedAttempts, lockedUntil: new Date(now.getTime() + durationMs) };
}

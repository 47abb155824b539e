import type { Timers } from "../alarm-player";

export interface FakeTimers extends Timers {
  now: () => number;
  advance: (ms: number) => void;
  /** Time passes and no timer runs, as in a tab that a browser lets sleep. */
  skip: (ms: number) => void;
}

/** A clock that a test moves by hand. */
export function fakeTimers(): FakeTimers {
  let now = 0;
  const pending = new Set<{ at: number; run: () => void }>();

  const nextUntil = (end: number) =>
    [...pending].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run };
      pending.add(timer);
      return () => pending.delete(timer);
    },
    advance: (ms) => {
      const end = now + ms;
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        pending.delete(timer);
        now = timer.at;
        timer.run();
      }
      now = end;
    },
    skip: (ms) => {
      now += ms;
    },
  };
}

import { setTimeout as sleep } from "node:timers/promises";

/**
 * The time in which recorded stays are lived again: it starts in the past and runs faster than ours,
 * so that what is sent is never dated in the future. Once it has caught up with the present it
 * goes on at the present's pace.
 */
export class ReplayClock {
  readonly #virtualStart: number;
  readonly #realStart: number;
  readonly #speed: number;
  readonly #realNow: () => number;

  /** All instants are epoch milliseconds. */
  constructor(start: { virtualStart: number; speed: number; realNow: () => number }) {
    this.#virtualStart = start.virtualStart;
    this.#speed = start.speed;
    this.#realNow = start.realNow;
    this.#realStart = start.realNow();
  }

  now(): number {
    const realNow = this.#realNow();
    const virtual = this.#virtualStart + (realNow - this.#realStart) * this.#speed;
    return Math.floor(Math.min(virtual, realNow));
  }

  /** Resolves when it is `at`, or at once when it was. Rejects when the signal aborts. */
  async reach(at: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const missingMs = at - this.now();
      if (missingMs <= 0) return;
      // Asked again at least every second: near the present the pace changes.
      await sleep(Math.min(1_000, Math.max(1, missingMs / this.#speed)), undefined, { signal });
    }
  }
}

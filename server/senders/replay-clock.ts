import { setTimeout as sleep } from "node:timers/promises";

/**
 * The time in which recorded stays are lived again: it starts in the past and runs faster than ours,
 * so that what is sent is never dated in the future. Once it has caught up with the present it
 * goes on at the present's pace.
 */
export class ReplayClock {
  readonly #speed: number;
  readonly #realNow: () => number;
  #virtualSince: number;
  #realSince: number;
  #isHeld = false;

  /** All instants are epoch milliseconds. */
  constructor(start: { virtualStart: number; speed: number; realNow: () => number }) {
    this.#virtualSince = start.virtualStart;
    this.#speed = start.speed;
    this.#realNow = start.realNow;
    this.#realSince = start.realNow();
  }

  now(): number {
    const realNow = this.#realNow();
    if (this.#isHeld) return this.#virtualSince;
    const virtual = this.#virtualSince + (realNow - this.#realSince) * this.#speed;
    return Math.floor(Math.min(virtual, realNow));
  }

  /** Time stands still, or goes on: while nobody receives, an hour in a second would run away. */
  hold(isHeld: boolean): void {
    this.#virtualSince = this.now();
    this.#realSince = this.#realNow();
    this.#isHeld = isHeld;
  }

  /** Resolves when it is `at`, or at once when it was. Rejects when the signal aborts. */
  async reach(at: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const missingMs = at - this.now();
      if (missingMs <= 0) return;
      // Asked again often: time may be held, and near the present the pace changes.
      await sleep(Math.min(250, Math.max(1, missingMs / this.#speed)), undefined, { signal });
    }
  }
}

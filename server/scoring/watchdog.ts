export interface Watchdog {
  /** It has said something. */
  heard(): void;
  stop(): void;
}

export interface WatchdogOptions {
  intervalMs: number;
  /** So many questions in a row may stay without an answer. */
  patience: () => number;
  ask: () => void;
  /** Called once. */
  onSilent: () => void;
}

/**
 * Tells one that hangs from one that is busy, by asking at intervals. Questions are counted, not time: after
 * this process itself was stopped for a while (a laptop's lid), everybody looks silent by the clock.
 */
export function createWatchdog({ intervalMs, patience, ask, onSilent }: WatchdogOptions): Watchdog {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= patience()) {
      clearInterval(timer);
      return onSilent();
    }
    unanswered += 1;
    ask();
  }, intervalMs);

  return {
    heard: () => (unanswered = 0),
    stop: () => clearInterval(timer),
  };
}

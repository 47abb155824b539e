import type { Logger } from "../logger";

/** A ward round changes many beds; the level is looked at once for all that changed within as long. */
export const SETTLE_MS = 2_000;

export interface EscalationKeeper {
  /** A bed, a wait or the rules changed: the level may be another. */
  changed(): void;
  /** Waits for the look in hand. Nothing is looked at afterwards. */
  stop(): Promise<void>;
}

/**
 * Looks at the level soon after something changed, one look at a time: what changes during a look is seen by
 * the next. A look that fails waits for the next change, or for the job that looks each minute.
 */
export function keepEscalation({
  review,
  log,
}: {
  review: () => Promise<unknown>;
  log: Logger;
}): EscalationKeeper {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    try {
      await review();
    } catch (cause) {
      log.warn({ cause }, "the escalation level could not be looked at");
    }
  }

  function settle(): void {
    timer = undefined;
    if (looking) return changed();
    looking = look().finally(() => (looking = undefined));
  }

  function changed(): void {
    if (isStopped || timer) return;
    timer = setTimeout(settle, SETTLE_MS);
  }

  return {
    changed,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

import type { Logger } from "../logger";

/** What changes together is looked at once: all that changed within as long. */
export const SETTLE_MS = 2_000;

export interface SoonLooker {
  /** Something changed: it is looked at in a moment. */
  changed(): void;
  /** Waits for the look in hand. Nothing is looked at afterwards. */
  stop(): Promise<void>;
}

/**
 * Looks at something soon after it changed, one look at a time: what changes during a look is seen by the
 * next. A look that fails is logged with `failed`, and waits for the next change or for a job of its own.
 */
export function lookSoon({
  look,
  failed,
  log,
}: {
  look: () => Promise<unknown>;
  failed: string;
  log: Logger;
}): SoonLooker {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isStopped = false;

  async function lookOnce(): Promise<void> {
    try {
      await look();
    } catch (cause) {
      log.warn({ cause }, failed);
    }
  }

  function settle(): void {
    timer = undefined;
    if (looking) return changed();
    looking = lookOnce().finally(() => (looking = undefined));
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

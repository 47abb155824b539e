import type { Logger } from "./logger";

/** Ends a start that was told to stop while it was under way. */
export class StartInterrupted extends Error {}

export interface Shutdown {
  /** Runs the start; a stop waits for the step it is in. */
  starting(work: Promise<void>): Promise<void>;
  /** To be called with each part as soon as it runs. Throws `StartInterrupted` when it is to stop at once. */
  onStop(stop: () => Promise<unknown>): void;
  isUnderWay(): boolean;
  /** Stops every part, the last to be started first, and leaves the process. */
  stop(exitCode: number): Promise<void>;
}

/** A part that does not stop must not keep the process: what it had in hand is in the database, or not answered. */
const PATIENCE_MS = 25_000;

export function createShutdown({
  log,
  exit,
}: {
  log: Logger;
  exit: (code: number) => void;
}): Shutdown {
  const stops: (() => Promise<unknown>)[] = [];
  let start: Promise<void> = Promise.resolve();
  let isStopping = false;

  return {
    starting: (work) => (start = work),
    isUnderWay: () => isStopping,
    onStop(stop) {
      stops.unshift(stop);
      if (isStopping) throw new StartInterrupted("told to stop during the start");
    },
    async stop(exitCode) {
      if (isStopping) return;
      isStopping = true;
      const giveUp = setTimeout(() => exit(1), PATIENCE_MS);
      await start.catch(() => undefined); // whoever started it hears of its failure
      for (const stop of stops) {
        await stop().catch((cause: unknown) => log.error({ cause }, "a part did not stop cleanly"));
      }
      clearTimeout(giveUp);
      log.info({}, "stopped");
      exit(exitCode);
    },
  };
}

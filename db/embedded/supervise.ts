import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedDatabase, launchEmbeddedDatabase, type LaunchOptions } from "./launch";

export interface SupervisedDatabase {
  /** Stays the same over restarts, so pools reconnect by themselves. */
  url: string;
  /** Of the process that serves now. */
  pid(): number;
  /** Ends the supervision and the database. */
  stop(): Promise<void>;
}

export interface SuperviseOptions extends LaunchOptions {
  onState?: (state: "up" | "down") => void;
}

const PAUSE_MS = { first: 100, longest: 5_000 };

/**
 * Launches the embedded database and launches it again whenever its process ends unasked.
 *
 * Throws only when the first launch fails; later failures are logged and tried again, with a
 * growing pause, until `stop`.
 */
export async function superviseEmbeddedDatabase({
  onState = () => {},
  ...options
}: SuperviseOptions): Promise<SupervisedDatabase> {
  let isStopping = false;
  let current = await launchEmbeddedDatabase(options);
  const { url, port, password } = current;
  let relaunching: Promise<void> = Promise.resolve();

  const relaunch = async (): Promise<void> => {
    for (let pauseMs = PAUSE_MS.first; !isStopping; pauseMs *= 2) {
      await sleep(Math.min(pauseMs, PAUSE_MS.longest));
      if (isStopping) return;
      try {
        watch(await launchEmbeddedDatabase({ ...options, port, password }));
        return;
      } catch (cause) {
        options.log.warn({ err: cause }, "embedded database does not start again yet");
      }
    }
  };

  const watch = (database: EmbeddedDatabase): void => {
    current = database;
    onState("up");
    database.onExit((exit) => {
      if (isStopping) return;
      options.log.warn({ pid: database.pid, ...exit }, "embedded database ended");
      onState("down");
      relaunching = relaunch();
    });
  };

  watch(current);
  return {
    url,
    pid: () => current.pid,
    stop: async () => {
      isStopping = true;
      await relaunching;
      await current.stop();
    },
  };
}

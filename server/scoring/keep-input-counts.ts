import type pg from "pg";
import { saveInputCounts } from "#db/model-drift";
import type { ServedModel } from "#models/deterioration/model-in-service";
import type { Logger } from "../logger";
import type { CountedHour } from "./input-counts";

export interface InputCountsKeeper {
  keep(model: ServedModel, version: string, hours: readonly CountedHour[]): void;
  /** Resolves when what was given is stored. */
  drain(): Promise<void>;
}

/** Stores what a model was fed. What the database does not take is lost, and told whole again with the next. */
export function keepInputCounts({ pool, log }: { pool: pg.Pool; log: Logger }): InputCountsKeeper {
  // One after the other: of two tellings of an hour the later must win.
  let last = Promise.resolve();
  return {
    keep(model, version, hours) {
      const counts = hours.map(({ hour, counters, ...counted }) => ({
        ...counted,
        hour: new Date(hour),
        counters: Array.from(counters),
      }));
      last = last
        .then(() => saveInputCounts(pool, { model, version }, counts))
        .catch((cause: unknown) =>
          log.warn({ cause, model, version }, "what a model was fed could not be stored"),
        );
    },
    drain: () => last,
  };
}

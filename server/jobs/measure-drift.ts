import { purgeDrift, saveDrift, sumOfInputCounts } from "#db/model-drift";
import { modelDistributions } from "#db/models-in-service";
import { countersOf, driftBand, stabilityIndices } from "#models/deterioration/drift";
import { hoursBefore, MS_PER_DAY } from "#models/shared/time-range";
import type { Logger } from "../logger";
import type { Job } from "./job";

/** A ward's day: by then every shift has charted. */
const WINDOW_HOURS = 24;
/** As far back as the page draws it, and a comparison with last season. */
const KEPT_DAYS = 120;

/**
 * Compares what a model was fed in the last day, unit by unit, with what it was trained on. Hourly, so that
 * nobody waits for midnight; the last measurement of a day stands for it.
 */
export const measureDrift = ({ timeZone, log }: { timeZone: string; log: Logger }): Job => ({
  name: "measure-drift",
  schedule: "0 10 * * * *",
  async run({ pool, now }) {
    let measured = 0;
    for (const { name, version, distribution } of await modelDistributions(pool)) {
      const { columns } = distribution;
      const of = { model: name, version };
      const window = hoursBefore(now, WINDOW_HOURS);
      const counted = await sumOfInputCounts(
        pool,
        { ...of, counters: countersOf(columns) },
        window,
      );
      for (const { unitId, patientHours, counters } of counted) {
        const indices = stabilityIndices(columns, counters);
        await saveDrift(pool, of, { unitId, patientHours, columns: indices }, { now, timeZone });
        measured += 1;
        const shifted = indices.filter(
          ({ index }) => driftBand(index, patientHours) === "shifted",
        ).length;
        if (shifted > 0)
          log.warn({ ...of, unitId, shifted, patientHours }, "inputs of a model have shifted");
      }
    }
    await purgeDrift(pool, new Date(now.getTime() - KEPT_DAYS * MS_PER_DAY));
    return measured > 0 ? { units: measured } : undefined;
  },
});

import { countArrivals, countCensus, countedUntil } from "#db/census-counts";
import { saveHourlyCensus } from "#db/census";
import { saveEmergencyArrivals } from "#db/emergency-arrivals";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/** Messages come late: what was counted in the last hours is counted again. */
export const SETTLED_HOURS = 6;
/** After a longer standstill the hours before stay uncounted, rather than everybody waiting. */
const MOST_DAYS = 14;
/** So many hours are counted in one statement, which others of the embedded database wait for. */
const HOURS_AT_ONCE = 6;

/** Counts the hospital at every full hour, from the beds as they are known; and who came to its emergency departments. */
export const countHours: Job = {
  name: "count-hours",
  schedule: "4 0 * * * *",
  async run({ pool, now, signal }) {
    const lastHour = Math.floor(now.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
    const { newestHour, firstStayAt } = await countedUntil(pool);
    // Without a patient there is nothing to count: an hour before the first feed is unknown, not empty.
    if (!firstStayAt) return undefined;

    const firstStayHour = Math.ceil(firstStayAt.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
    const again = (newestHour?.getTime() ?? firstStayHour) - SETTLED_HOURS * MS_PER_HOUR;
    const first = Math.max(firstStayHour, again, lastHour - MOST_DAYS * MS_PER_DAY);
    let counted = 0;
    for (
      let from = first;
      from <= lastHour && !signal.aborted;
      from += HOURS_AT_ONCE * MS_PER_HOUR
    ) {
      const to = Math.min(lastHour, from + (HOURS_AT_ONCE - 1) * MS_PER_HOUR);
      const census = await countCensus(pool, { firstHour: new Date(from), lastHour: new Date(to) });
      await saveHourlyCensus(pool, census, "counted");
      // The hour before each full hour is over then.
      const arrivals = { from: new Date(from - MS_PER_HOUR), to: new Date(to) };
      await saveEmergencyArrivals(pool, await countArrivals(pool, arrivals), "counted");
      counted += (to - from) / MS_PER_HOUR + 1;
    }
    return counted > 0 ? { hours: counted } : undefined;
  },
};

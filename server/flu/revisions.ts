import { LAGS, type Revision } from "#models/flu/under-reporting";
import type { Vintage } from "./read-vintages";

/** What has become of the first reports in earlier vintages by the time of the last one. */
export function revisionsUntil(earlier: readonly Vintage[], last: Vintage): Revision[] {
  const revisions: Revision[] = [];
  for (const { week, counts } of earlier) {
    if (week >= last.week) continue;
    for (const lag of LAGS)
      for (const [location, weeks] of counts) {
        const then = weeks.get(week - lag);
        const now = last.counts.get(location)?.get(week - lag);
        if (then === undefined || now === undefined) continue;
        revisions.push({ location, lag, age: last.week - week, then, now });
      }
  }
  return revisions;
}

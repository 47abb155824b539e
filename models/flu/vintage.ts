import type { FluWeek } from "./flu-week";
import { LAGS, type Revision } from "./under-reporting";

/** Weekly admissions by place (FIPS code, `US`) and week; what was not reported is not there. */
export type CountTable = ReadonlyMap<string, ReadonlyMap<FluWeek, number>>;

/** What had been published at one time. */
export interface Vintage {
  /** The newest week it could hold; it was published some days after that week's end. */
  week: FluWeek;
  counts: CountTable;
}

/** Without the weeks from `week` on, which nobody knew then. */
export function before({ week: newest, counts }: Vintage, week: FluWeek): Vintage {
  if (newest < week) return { week: newest, counts };
  const earlier = (weeks: ReadonlyMap<FluWeek, number>) =>
    new Map([...weeks].filter(([each]) => each < week));
  return {
    week: week - 1,
    counts: new Map([...counts].map(([place, weeks]) => [place, earlier(weeks)])),
  };
}

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

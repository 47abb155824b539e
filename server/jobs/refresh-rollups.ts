import {
  refreshRollup,
  ROLLUPS,
  staleRanges,
  summarizeTimeIndex,
  type Rollup,
} from "#db/maintenance";
import type { Job, JobContext } from "./job";

/**
 * A statement stops every other client of the embedded database, so each refresh covers as many
 * buckets as take about this long: one minute of 1,000 beds at a value a second (420,000 rows)
 * takes 0.5 s and cannot be divided; one of 1,000 beds at a value a minute takes 15 ms.
 */
const AIM_MS = 60;
const BUDGET_MS = 20_000;

/**
 * Brings the rollups up to date, oldest first: a chart adds the raw rows only beyond the newest
 * bucket that was refreshed, so one left behind it would be a hole.
 */
export const refreshRollups: Job = {
  name: "refresh-rollups",
  schedule: "*/15 * * * * *",
  async run(context) {
    const until = performance.now() + BUDGET_MS;
    let refreshed = 0;
    await summarizeTimeIndex(context.pool);
    for (const rollup of ROLLUPS) refreshed += await refresh(rollup, context, until);
    return refreshed > 0 ? { refreshed } : undefined;
  },
};

async function refresh(rollup: Rollup, { pool, now, signal }: JobContext, until: number) {
  // The bucket that is being filled would be stale again at the next value.
  const before = new Date(now.getTime() - rollup.bucketMs);
  let statements = 0;
  let buckets = 1;
  for (const range of await staleRanges(pool, rollup, before)) {
    let { from } = range;
    while (from < range.to) {
      if (signal.aborted || performance.now() > until) return statements;

      const to = Math.min(range.to, from + buckets * rollup.bucketMs);
      const start = performance.now();
      await refreshRollup(pool, rollup, { from, to });
      const tookMs = performance.now() - start;
      buckets = tookMs < AIM_MS ? buckets * 2 : Math.max(1, Math.floor(buckets / 2));
      from = to;
      statements += 1;
    }
  }
  return statements;
}

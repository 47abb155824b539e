import "server-only";
import { alertStepTrend } from "#db/alerts";
import type { Queryable } from "#db/pool";
import { latestObservationAt, riskTrend, scoreTrend, signTrends } from "#db/trends";
import type { EncounterId } from "#models/shared/ids";
import { hoursBefore, MS_PER_SECOND } from "#models/shared/time-range";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";
import { toTimelineStep } from "./timeline-step";
import { TREND_RANGES, type TrendRangeKey } from "@/_components/charts/trend-range";

/**
 * Everything the charts draw, over one range. The range ends at the encounter's newest observation:
 * times are the feed's, and a feed may be ahead of us, behind, or compressed.
 */
export async function readTrends(
  db: Queryable,
  encounterId: EncounterId,
  key: TrendRangeKey,
): Promise<EncounterTrends | undefined> {
  const latestAt = await latestObservationAt(db, encounterId);
  if (!latestAt) return undefined;

  const { hours, source, stepSeconds } = TREND_RANGES[key];
  // Half-open: a millisecond later takes the newest observation in.
  const range = hoursBefore(new Date(latestAt.getTime() + 1), hours);
  const asked = { ...range, stepSeconds };
  // What was made of the newest observation is of a moment later.
  const assessed = { ...asked, to: new Date(range.to.getTime() + stepSeconds * MS_PER_SECOND) };
  const within = <T extends { at: number }>(point: T): T => ({
    ...point,
    at: Math.min(point.at, range.to.getTime()),
  });

  return {
    range: key,
    from: range.from.getTime(),
    to: range.to.getTime(),
    signs: await signTrends(db, encounterId, { ...asked, source }),
    scores: (await scoreTrend(db, encounterId, assessed)).map(within),
    risks: (await riskTrend(db, encounterId, assessed)).map(within),
    steps: (await alertStepTrend(db, encounterId, range.from)).map(toTimelineStep),
  };
}

import "server-only";
import { alertStepTrend } from "#db/alerts";
import type { Queryable } from "#db/pool";
import { latestObservationAt, riskTrend, scoreTrend, signTrends } from "#db/trends";
import type { EncounterId } from "#models/shared/ids";
import { hoursBefore } from "#models/shared/time-range";
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

  return {
    range: key,
    from: range.from.getTime(),
    to: range.to.getTime(),
    signs: await signTrends(db, encounterId, { ...asked, source }),
    scores: await scoreTrend(db, encounterId, asked),
    risks: await riskTrend(db, encounterId, asked),
    steps: (await alertStepTrend(db, encounterId, range.from)).map(toTimelineStep),
  };
}

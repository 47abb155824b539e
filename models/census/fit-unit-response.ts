import type { UnitResponse } from "./census-inputs";

/** What was seen of a unit while so many of its beds were occupied. */
export interface TimeAtCount {
  hours: number;
  admissions: number;
  transfersIn: number;
}

/** Events that a count is given beforehand at the unit's mean rate, so that one seen for minutes says little. */
const PRIOR_EVENTS = 0.25;

/**
 * How a unit's intake depends on how full it is, from its own history: `byCount[n]` is what was seen at n
 * occupied beds. The fuller, the less is taken: the rates are the best that do not rise with the count
 * (isotonic regression by pooling adjacent violators; Barlow and Brunk, 1972), over the unit's mean rate.
 */
export function fitUnitResponse(
  byCount: readonly TimeAtCount[],
  staffedBeds: number,
): UnitResponse {
  return {
    staffedBeds,
    admissions: decreasing(byCount.map(({ hours, admissions }) => ({ hours, events: admissions }))),
    transfers: decreasing(
      byCount.map(({ hours, transfersIn }) => ({ hours, events: transfersIn })),
    ),
  };
}

interface Pool {
  events: number;
  expected: number;
  counts: number;
}

function decreasing(seen: readonly { hours: number; events: number }[]): number[] {
  const hours = seen.reduce((sum, each) => sum + each.hours, 0);
  const events = seen.reduce((sum, each) => sum + each.events, 0);
  if (events === 0 || hours === 0) return seen.map(() => 1);

  const pools: Pool[] = [];
  for (const each of seen) {
    let pool: Pool = {
      events: each.events,
      expected: (each.hours * events) / hours,
      counts: 1,
    };
    for (
      let before = pools.at(-1);
      before && rateOf(pool) >= rateOf(before);
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = {
        events: before.events + pool.events,
        expected: before.expected + pool.expected,
        counts: before.counts + pool.counts,
      };
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => Array.from({ length: pool.counts }, () => rateOf(pool)));
}

const rateOf = ({ events, expected }: Pool): number =>
  (events + PRIOR_EVENTS) / (expected + PRIOR_EVENTS);

import { FORECAST_DAYS, HOURLY_UNTIL } from "./census-inputs";
import { meanOf, quantilesOf } from "./census-quantiles";

/** A count at each of several times ahead. The arrays are equally long, a place for each time. */
export interface CensusSeries {
  /** Hours after the issue. */
  hoursAhead: readonly number[];
  mean: readonly number[];
  /** By time, then by `QUANTILE_LEVELS`: whole beds. */
  quantiles: readonly (readonly number[])[];
  /** By time: the probability of 0, 1, 2, … patients. */
  pmf: readonly Float64Array[];
}

const NOTHING: Float64Array = new Float64Array(0);

/** Averages the distributions of equally likely ways into one for each hour of 72 and each day of 28. */
export class SeriesBuilder {
  private readonly hourly: Float64Array[] = Array.from({ length: HOURLY_UNTIL }, () => NOTHING);
  private readonly daily: Float64Array[] = Array.from({ length: FORECAST_DAYS }, () => NOTHING);
  private readonly exceedance = new Float64Array(FORECAST_DAYS);

  constructor(private readonly ways: number) {}

  /** The distribution of one way at that hour, and whether it has exceeded the staffed beds that day. */
  note(hour: number, pmf: Float64Array, exceeded: () => number): void {
    if (hour <= HOURLY_UNTIL) this.hourly[hour - 1] = this.added(this.hourly[hour - 1], pmf);
    if (hour % 24 !== 0) return;
    const day = hour / 24 - 1;
    this.daily[day] = this.added(this.daily[day], pmf);
    this.exceedance[day] = (this.exceedance[day] ?? 0) + exceeded() / this.ways;
  }

  built(): { hourly: CensusSeries; daily: CensusSeries; exceedanceByDay: number[] } {
    return {
      hourly: seriesOf(this.hourly, 1),
      daily: seriesOf(this.daily, 24),
      exceedanceByDay: Array.from(this.exceedance),
    };
  }

  private added(sum: Float64Array = NOTHING, pmf: Float64Array): Float64Array {
    const longer = sum.length >= pmf.length ? sum : new Float64Array(pmf.length);
    if (longer !== sum) longer.set(sum);
    for (let count = 0; count < pmf.length; count += 1)
      longer[count] = (longer[count] ?? 0) + (pmf[count] ?? 0) / this.ways;
    return longer;
  }
}

/** Places less likely than this at the end are left out. */
const TAIL = 1e-12;

function seriesOf(sums: readonly Float64Array[], hoursApart: number): CensusSeries {
  const lengths = sums.map(lengthOf);
  // One buffer for all times: a forecast that is sent to another thread has few, which are handed over.
  const all = new Float64Array(lengths.reduce((total, length) => total + length, 0));
  let from = 0;
  const pmf = sums.map((sum, index) => {
    const kept = all.subarray(from, (from += lengths[index] ?? 0));
    let total = 0;
    for (let count = 0; count < kept.length; count += 1) total += sum[count] ?? 0;
    const scale = total > 0 ? 1 / total : 1;
    for (let count = 0; count < kept.length; count += 1) kept[count] = (sum[count] ?? 0) * scale;
    return kept;
  });
  return {
    hoursAhead: pmf.map((_, index) => (index + 1) * hoursApart),
    mean: pmf.map(meanOf),
    quantiles: pmf.map((each) => quantilesOf(each)),
    pmf,
  };
}

function lengthOf(sum: Float64Array): number {
  let last = sum.length - 1;
  while (last > 0 && (sum[last] ?? 0) < TAIL) last -= 1;
  return last + 1;
}

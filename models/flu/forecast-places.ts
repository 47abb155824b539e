import { type FluSeries, fluInputs } from "./flu-inputs";
import { type FluNet, predictNet } from "./flu-net";
import type { FluWeek } from "./flu-week";
import { FLU_LEVELS, HORIZONS } from "./quantile-levels";
import { countOf, fromScale, rateOf, toScale } from "./rate-scale";
import { grown, LAGS, underReporting, type Revision } from "./under-reporting";

/** What a forecast starts from: nothing in it was published after the reference date. */
export interface FluKnowledge {
  /** Counts by place and week, as published last. `US` is the nation. */
  counts: ReadonlyMap<string, ReadonlyMap<FluWeek, number>>;
  /** The newest week they could hold. */
  newestWeek: FluWeek;
  /** How earlier first reports have grown since. */
  revisions: readonly Revision[];
  population: ReadonlyMap<string, number>;
}

/** Counts by horizon, each at `FLU_LEVELS`. */
export type PlaceForecast = readonly Float64Array[];

/**
 * The share of what first reports have grown by lately that is added to the newest ones. In full it helps the
 * week itself and misleads about the weeks after: a report that came late is not a wave that rises faster.
 */
const CORRECTION_SHARE = 0.5;

/** No state is larger, and the networks have seen nothing that is. */
const LARGEST_POPULATION = 39_000_000;

/** A place that has not reported for longer is not forecast from what it was. */
const OLDEST_ORIGIN_WEEKS = 4;
const WEEKS_READ = 12;

/**
 * Quantiles of weekly admissions for the week that ends at the reference date and the three after it, for
 * every place that has reported lately. The networks' quantiles are averaged level by level.
 */
export function forecastPlaces(
  nets: readonly FluNet[],
  knowledge: FluKnowledge,
  referenceWeek: FluWeek,
): Map<string, PlaceForecast> {
  const series = correctedSeries(knowledge);
  const nation = series.get("US") ?? new Map<FluWeek, number>();
  const forecasts = new Map<string, PlaceForecast>();
  for (const [place, own] of series) {
    const population = knowledge.population.get(place);
    const origin = newestOf(own);
    if (population === undefined || origin === undefined) continue;
    // Horizon 0 is one week after the newest report; a place that reports late is looked at further ahead.
    const behind = referenceWeek - 1 - origin;
    if (behind < 0 || behind > OLDEST_ORIGIN_WEEKS) continue;
    const mean = meanQuantiles(nets, { own, nation, population, origin });
    if (!mean) continue;
    forecasts.set(
      place,
      HORIZONS.map((horizon) => {
        const from = Math.min(horizon + behind, HORIZONS.length - 1) * FLU_LEVELS.length;
        return mean
          .slice(from, from + FLU_LEVELS.length)
          .map((value) => countOf(fromScale(value), population));
      }),
    );
  }
  return forecasts;
}

function correctedSeries(knowledge: FluKnowledge): Map<string, Map<FluWeek, number>> {
  const { counts, newestWeek, revisions, population } = knowledge;
  const growth = underReporting(revisions);
  const series = new Map<string, Map<FluWeek, number>>();
  for (const [place, weeks] of counts) {
    const size = population.get(place);
    if (size === undefined) continue;
    const scaled = new Map<FluWeek, number>();
    for (const [week, count] of weeks) {
      const lag = newestWeek - week;
      if (lag < 0 || lag > WEEKS_READ) continue;
      const isFresh = LAGS.some((each) => each === lag);
      const likely = isFresh ? grown(count, CORRECTION_SHARE * growth.of(place, lag)) : count;
      scaled.set(week, toScale(rateOf(likely, size)));
    }
    series.set(place, withoutGaps(scaled));
  }
  return series;
}

/** A week that was skipped between two reports is drawn straight; before the first nothing is made up. */
function withoutGaps(weeks: ReadonlyMap<FluWeek, number>): Map<FluWeek, number> {
  const filled = new Map(weeks);
  const reported = [...weeks.keys()].sort((a, b) => a - b);
  for (const [index, after] of reported.entries()) {
    const before = reported[index - 1];
    if (before === undefined) continue;
    const [low = 0, high = 0] = [weeks.get(before), weeks.get(after)];
    for (let week = before + 1; week < after; week += 1)
      filled.set(week, low + ((high - low) * (week - before)) / (after - before));
  }
  return filled;
}

const newestOf = (weeks: ReadonlyMap<FluWeek, number>): FluWeek | undefined =>
  weeks.size === 0 ? undefined : Math.max(...weeks.keys());

interface Place {
  own: FluSeries;
  nation: FluSeries;
  population: number;
  origin: FluWeek;
}

/** Undefined when not one network has what it needs. */
function meanQuantiles(nets: readonly FluNet[], place: Place): Float64Array | undefined {
  const population = Math.min(place.population, LARGEST_POPULATION);
  let sum: Float64Array | undefined;
  let count = 0;
  for (const net of nets) {
    const inputs = fluInputs(place.origin, { ...place, population }, net.kind);
    if (!inputs) continue;
    const quantiles = predictNet(net, inputs);
    sum = sum ? sum.map((value, at) => value + (quantiles[at] ?? 0)) : quantiles;
    count += 1;
  }
  return sum?.map((value) => value / count);
}

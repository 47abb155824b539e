import { type FluSeries, type FluSurroundings, fluInputs, SEASON_WEEKS } from "./flu-inputs";
import { type FluNet, predictNet } from "./flu-net";
import type { FluWeek } from "./flu-week";
import { NATION } from "./hub-places";
import { meanRates, regionOf } from "./mean-rates";
import { FLU_LEVELS, HORIZONS, MEDIAN_LEVEL } from "./quantile-levels";
import { countOf, fromScale, rateOf, toScale } from "./rate-scale";
import { grown, LAGS, underReporting, type Revision } from "./under-reporting";
import type { CountTable } from "./vintage";

/** What a forecast starts from: nothing in it was published after the reference date. */
export interface FluKnowledge {
  /** Counts as published last. */
  counts: CountTable;
  /** The newest week they could hold. */
  newestWeek: FluWeek;
  /** How earlier first reports have grown since. */
  revisions: readonly Revision[];
  /** Of every place that is forecast. */
  population: ReadonlyMap<string, number>;
}

export interface PlaceForecast {
  /** Admissions in a week by horizon, each at `FLU_LEVELS`, in order. */
  quantiles: readonly Float64Array[];
  /** A place that has not reported lately is forecast as the nation's rate would have it. */
  basis: "own-reports" | "national-rate";
}

/**
 * By how much the 95 % interval is widened, the 50 % interval not at all and those between in proportion: the mean
 * of networks that disagree is narrower than what they think together.
 */
const TAIL_WIDENING = 0.1;

/** No state is larger, and the networks have seen nothing that is. */
const LARGEST_POPULATION = 39_000_000;

/** A place that has not reported for longer is not forecast from what it was. */
const OLDEST_ORIGIN_WEEKS = 4;
const WEEKS_READ = SEASON_WEEKS + OLDEST_ORIGIN_WEEKS;

/**
 * Quantiles of weekly admissions for the week that ends at the reference date and the three after it. The
 * networks' quantiles are averaged level by level. Throws when there is nothing recent to start from.
 */
export function forecastPlaces(
  nets: readonly FluNet[],
  knowledge: FluKnowledge,
  referenceWeek: FluWeek,
): Map<string, PlaceForecast> {
  const rates = correctedRates(knowledge);
  const nation = rates.get(NATION) ?? meanRates(rates, knowledge.population);
  const forecasts = new Map<string, PlaceForecast>();
  for (const [place, population] of knowledge.population) {
    const own = rates.get(place);
    // Where none of its neighbours reported, the nation stands for them.
    const region = new Map([...nation, ...regionOf(place, rates, knowledge.population)]);
    const around = { region, nation, population };
    const fromOwn = own && forecastPlace(nets, { own, ...around }, referenceWeek);
    const quantiles = fromOwn ?? forecastPlace(nets, { own: nation, ...around }, referenceWeek);
    if (!quantiles)
      throw new RangeError(
        `no place has reported six weeks that end in the ${OLDEST_ORIGIN_WEEKS + 1} weeks before the reference date`,
      );
    forecasts.set(place, { quantiles, basis: fromOwn ? "own-reports" : "national-rate" });
  }
  return forecasts;
}

/** Undefined when the newest report is too old, or not one network has the weeks that it needs. */
function forecastPlace(
  nets: readonly FluNet[],
  place: FluSurroundings,
  referenceWeek: FluWeek,
): Float64Array[] | undefined {
  const origin = Math.max(...place.own.keys());
  // Horizon 0 is one week after the newest report; a place that reports late is looked at further ahead.
  const behind = referenceWeek - 1 - origin;
  if (!(behind >= 0 && behind <= OLDEST_ORIGIN_WEEKS)) return undefined;
  const mean = meanQuantiles(nets, place, origin);
  return (
    mean &&
    HORIZONS.map((horizon) => {
      const from = Math.min(horizon + behind, HORIZONS.length - 1) * FLU_LEVELS.length;
      return mean
        .slice(from, from + FLU_LEVELS.length)
        .map((value) => countOf(fromScale(value), place.population));
    })
  );
}

function meanQuantiles(
  nets: readonly FluNet[],
  place: FluSurroundings,
  origin: FluWeek,
): Float64Array | undefined {
  const population = Math.min(place.population, LARGEST_POPULATION);
  let sum: Float64Array | undefined;
  let count = 0;
  for (const net of nets) {
    const inputs = fluInputs(origin, { ...place, population }, net.kind);
    if (!inputs) continue;
    const quantiles = predictNet(net, inputs);
    sum = sum ? sum.map((value, at) => value + (quantiles[at] ?? 0)) : quantiles;
    count += 1;
  }
  return sum && widened(sum.map((value) => value / count));
}

/** Quantiles of one horizon after the other, those beyond the quartiles moved away from the median. */
function widened(quantiles: Float64Array): Float64Array {
  return quantiles.map((value, at) => {
    const level = at % FLU_LEVELS.length;
    const median = quantiles[at - level + MEDIAN_LEVEL] ?? NaN;
    const beyond = Math.max(0, Math.abs((FLU_LEVELS[level] ?? NaN) - 0.5) - 0.25) / 0.225;
    return median + (value - median) * (1 + TAIL_WIDENING * beyond);
  });
}

/** Scaled rates of the last weeks, the newest as they will probably be once all reports are in. */
function correctedRates({
  counts,
  newestWeek,
  revisions,
  population,
}: FluKnowledge): Map<string, FluSeries> {
  const growth = underReporting(revisions);
  const rates = new Map<string, FluSeries>();
  for (const [place, weeks] of counts) {
    const size = population.get(place);
    if (size === undefined) continue;
    const scaled = new Map<FluWeek, number>();
    for (const [week, count] of weeks) {
      const lag = newestWeek - week;
      if (lag < 0 || lag > WEEKS_READ) continue;
      const isFresh = LAGS.some((each) => each === lag);
      const likely = isFresh ? grown(count, growth.of(place, lag)) : count;
      scaled.set(week, toScale(rateOf(likely, size)));
    }
    rates.set(place, withoutGaps(scaled));
  }
  return rates;
}

/** A week that was skipped between two reports is drawn straight; before the first nothing is made up. */
function withoutGaps(weeks: FluSeries): Map<FluWeek, number> {
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

import { admissionLevels } from "./admission-levels";
import type { BedForecast, CensusForecast, CensusSeries, CountForecast } from "./census-forecast";
import type { CensusInputs } from "./census-inputs";
import { quantileOf, quantilesOf } from "./census-quantiles";

/** The ways the admissions may go, dealt evenly: a share for each of several workers, at most one each. */
export function dealWays(inputs: CensusInputs, workers: number): number[][] {
  const ways = admissionLevels(inputs).map((_, way) => way);
  const shares = Math.min(workers, ways.length);
  return Array.from({ length: shares }, (_, share) => ways.filter((way) => way % shares === share));
}

/** A forecast of some of the ways the admissions may go. */
export interface ForecastPart {
  /** How many. */
  ways: number;
  forecast: CensusForecast;
}

/** The buffers that hold a forecast's distributions, each once: what a thread may hand over instead of copying. */
export function buffersOf({ hospital, units, intensiveTransfers }: CensusForecast): ArrayBuffer[] {
  const { next24h, next72h } = intensiveTransfers;
  const series = [hospital, ...units].flatMap(({ hourly, daily }) => [...hourly.pmf, ...daily.pmf]);
  const buffers = [...series, next24h.pmf, next72h.pmf].map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Of parts that together are all ways: `forecastCensus`, but for rounding. */
export function mixForecasts(parts: readonly ForecastPart[]): CensusForecast {
  const [first] = parts;
  if (!first) throw new RangeError("a mixture of no forecast");
  if (parts.length === 1) return first.forecast;
  const all = parts.reduce((sum, { ways }) => sum + ways, 0);
  const shares = parts.map(({ ways }) => ways / all);
  const forecasts = parts.map(({ forecast }) => forecast);
  const { issuedAt, units } = first.forecast;
  return {
    issuedAt,
    hospital: mixBeds(
      forecasts.map(({ hospital }) => hospital),
      shares,
    ),
    units: units.map(({ unitId, code, name, kind }, place) => ({
      ...{ unitId, code, name, kind },
      ...mixBeds(
        forecasts.flatMap((forecast) => forecast.units[place] ?? []),
        shares,
      ),
    })),
    intensiveTransfers: {
      next24h: mixCounts(
        forecasts.map(({ intensiveTransfers }) => intensiveTransfers.next24h),
        shares,
      ),
      next72h: mixCounts(
        forecasts.map(({ intensiveTransfers }) => intensiveTransfers.next72h),
        shares,
      ),
    },
  };
}

function mixBeds(parts: readonly BedForecast[], shares: readonly number[]): BedForecast {
  const [first] = parts;
  if (!first) throw new RangeError("a mixture of no beds");
  const { staffedBeds, licensedBeds, occupiedNow, exceedanceByDay } = first;
  const mixSeriesOf = (pick: (part: BedForecast) => CensusSeries) =>
    mixSeries(parts.map(pick), shares);
  return {
    ...{ staffedBeds, licensedBeds, occupiedNow },
    hourly: mixSeriesOf(({ hourly }) => hourly),
    daily: mixSeriesOf(({ daily }) => daily),
    exceedanceByDay: exceedanceByDay.map((_, day) =>
      mixNumbers(
        parts.map((part) => part.exceedanceByDay[day] ?? NaN),
        shares,
      ),
    ),
  };
}

function mixSeries(parts: readonly CensusSeries[], shares: readonly number[]): CensusSeries {
  const hoursAhead = parts[0]?.hoursAhead ?? [];
  const pmf = hoursAhead.map((_, index) =>
    mixPmfs(
      parts.flatMap((part) => part.pmf[index] ?? []),
      shares,
    ),
  );
  return {
    hoursAhead,
    mean: hoursAhead.map((_, index) =>
      mixNumbers(
        parts.map((part) => part.mean[index] ?? NaN),
        shares,
      ),
    ),
    quantiles: pmf.map((probabilities) => quantilesOf(probabilities)),
    pmf,
  };
}

function mixCounts(parts: readonly CountForecast[], shares: readonly number[]): CountForecast {
  const pmf = mixPmfs(
    parts.map((part) => part.pmf),
    shares,
  );
  return {
    mean: mixNumbers(
      parts.map(({ mean }) => mean),
      shares,
    ),
    low: quantileOf(pmf, 0.1),
    high: quantileOf(pmf, 0.9),
    pmf,
  };
}

function mixPmfs(pmfs: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const mixed = new Float64Array(Math.max(0, ...pmfs.map(({ length }) => length)));
  for (const [index, pmf] of pmfs.entries()) {
    const share = shares[index] ?? 0;
    for (let count = 0; count < pmf.length; count += 1)
      mixed[count] = (mixed[count] ?? 0) + (pmf[count] ?? 0) * share;
  }
  return mixed;
}

const mixNumbers = (numbers: readonly number[], shares: readonly number[]): number =>
  numbers.reduce((sum, number, index) => sum + number * (shares[index] ?? 0), 0);

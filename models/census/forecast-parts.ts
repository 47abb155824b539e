import { type AdmissionLevel, admissionLevels } from "./admission-levels";
import {
  type BedForecast,
  type CensusForecast,
  type CensusSeries,
  type CountForecast,
  forecastCensus,
} from "./census-forecast";
import type { CensusInputs } from "./census-inputs";
import { quantileOf, quantilesOf } from "./census-quantiles";

/**
 * How many ways the admissions may go, all equally likely. The forecast is the mixture of them, so that
 * several workers can each compute some, and a few stand for all while somebody moves a slider.
 */
export const countWays = (inputs: CensusInputs): number => admissionLevels(inputs).length;

/** The forecast as if it were known that admissions go one of these ways. */
export function forecastWay(inputs: CensusInputs, way: number): CensusForecast {
  const levels = admissionLevels(inputs);
  const level = levels[way];
  if (!level) throw new RangeError(`way ${way} of ${levels.length}`);
  return forecastCensus(levels.length === 1 ? inputs : knownInputs(inputs, level));
}

const knownInputs = (inputs: CensusInputs, { factor, flu }: AdmissionLevel): CensusInputs => ({
  ...inputs,
  admissionsLevelCv: 0,
  units: inputs.units.map((unit) => ({
    ...unit,
    admissionsPerHour: unit.admissionsPerHour.map((perHour) => perHour * factor),
  })),
  flu: {
    ...inputs.flu,
    paths: flu
      ? [
          {
            weight: 1,
            generalPerDay: [...flu.generalPerDay],
            intensivePerDay: [...flu.intensivePerDay],
          },
        ]
      : [],
  },
});

/** Up to three ways that stand for all nine: their factors and their waves lie evenly about the middle. */
const FEW_WAYS: readonly (readonly number[])[] = [[4], [2, 6], [2, 4, 6]];

/** The ways to begin with when so many can be computed at once, then the others. */
export function wayOrder(ways: number, atOnce: number): { few: number[]; others: number[] } {
  const all = Array.from({ length: ways }, (_, way) => way);
  const wanted = FEW_WAYS[Math.min(atOnce, FEW_WAYS.length) - 1] ?? [];
  const few = wanted.every((way) => way < ways) ? [...wanted] : all.slice(0, 1);
  return { few, others: all.filter((way) => !few.includes(way)) };
}

/** The forecast of ways that are equally likely. Of all of them it is `forecastCensus`, but for rounding. */
export function mixForecasts(parts: readonly CensusForecast[]): CensusForecast {
  const [first] = parts;
  if (!first) throw new RangeError("a mixture of no forecast");
  if (parts.length === 1) return first;
  return {
    issuedAt: first.issuedAt,
    hospital: mixBeds(parts.map(({ hospital }) => hospital)),
    units: first.units.map(({ unitId, code, name, kind }, place) => ({
      ...{ unitId, code, name, kind },
      ...mixBeds(parts.flatMap(({ units }) => units[place] ?? [])),
    })),
    intensiveTransfers: {
      next24h: mixCounts(parts.map(({ intensiveTransfers }) => intensiveTransfers.next24h)),
      next72h: mixCounts(parts.map(({ intensiveTransfers }) => intensiveTransfers.next72h)),
    },
  };
}

function mixBeds(parts: readonly BedForecast[]): BedForecast {
  const [first] = parts;
  if (!first) throw new RangeError("a mixture of no beds");
  const { staffedBeds, licensedBeds, occupiedNow, exceedanceByDay } = first;
  return {
    ...{ staffedBeds, licensedBeds, occupiedNow },
    hourly: mixSeries(parts.map(({ hourly }) => hourly)),
    daily: mixSeries(parts.map(({ daily }) => daily)),
    exceedanceByDay: exceedanceByDay.map((_, day) =>
      meanOf(parts.map((part) => part.exceedanceByDay[day] ?? NaN)),
    ),
  };
}

function mixSeries(parts: readonly CensusSeries[]): CensusSeries {
  const hoursAhead = parts[0]?.hoursAhead ?? [];
  const pmf = hoursAhead.map((_, index) => mixPmfs(parts.flatMap((part) => part.pmf[index] ?? [])));
  return {
    hoursAhead,
    mean: hoursAhead.map((_, index) => meanOf(parts.map((part) => part.mean[index] ?? NaN))),
    quantiles: pmf.map((probabilities) => quantilesOf(probabilities)),
    pmf,
  };
}

function mixCounts(parts: readonly CountForecast[]): CountForecast {
  const pmf = mixPmfs(parts.map((part) => part.pmf));
  return {
    mean: meanOf(parts.map(({ mean }) => mean)),
    low: quantileOf(pmf, 0.1),
    high: quantileOf(pmf, 0.9),
    pmf,
  };
}

function mixPmfs(pmfs: readonly Float64Array[]): Float64Array {
  const mixed = new Float64Array(Math.max(0, ...pmfs.map(({ length }) => length)));
  for (const pmf of pmfs)
    for (let count = 0; count < pmf.length; count += 1)
      mixed[count] = (mixed[count] ?? 0) + (pmf[count] ?? 0) / pmfs.length;
  return mixed;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

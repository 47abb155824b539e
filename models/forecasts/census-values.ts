import { countQuantiles } from "../arrivals/count-distribution";
import type { BedForecast, CensusForecast, CensusSeries } from "../census/census-forecast";
import { exceedanceOf, QUANTILE_LEVELS } from "../census/census-quantiles";
import { type ExpectedTransfers, expectedTransfers } from "../census/outlook";
import type { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import type { ForecastValue } from "./forecast-issue";

/** A census forecast as it is stored: every unit's values and, without a unit, the hospital's. */
export interface CensusValues {
  hourly: readonly ForecastValue[];
  daily: readonly ForecastValue[];
  /** Transfers into intensive care: no count of beds, so kept beside them. */
  intensiveTransfers: ExpectedTransfers;
}

/**
 * Quantiles as those of arrivals, evenly within whole beds: so an interval covers what it says. Of an hour the
 * exceedance is that of the instant, of a day that of any time in the 24 hours up to it.
 */
export function censusValues(forecast: CensusForecast): CensusValues {
  const issuedAt = Date.parse(forecast.issuedAt);
  const places: { unitId?: UnitId; beds: BedForecast }[] = [
    ...forecast.units.map((unit) => ({ unitId: unit.unitId, beds: unit })),
    { beds: forecast.hospital },
  ];
  const valuesOf = (
    pick: (beds: BedForecast) => CensusSeries,
    exceedance: (beds: BedForecast, pmf: Float64Array, index: number) => number | undefined,
  ): ForecastValue[] =>
    places.flatMap(({ unitId, beds }) => {
      const { hoursAhead, mean, pmf } = pick(beds);
      return hoursAhead.map((hours, index) => {
        const probabilities = pmf[index] ?? new Float64Array();
        return {
          unitId,
          targetAt: new Date(issuedAt + hours * MS_PER_HOUR),
          quantiles: countQuantiles([...probabilities], QUANTILE_LEVELS),
          mean: mean[index] ?? NaN,
          exceedance: exceedance(beds, probabilities, index),
        };
      });
    });
  return {
    intensiveTransfers: expectedTransfers(forecast),
    hourly: valuesOf(
      ({ hourly }) => hourly,
      ({ staffedBeds }, pmf) => exceedanceOf(pmf, staffedBeds),
    ),
    daily: valuesOf(
      ({ daily }) => daily,
      ({ exceedanceByDay }, _, index) => exceedanceByDay[index],
    ),
  };
}

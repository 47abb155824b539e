import { wholeCount } from "../arrivals/count-distribution";
import { QUANTILE_LEVELS } from "../census/census-quantiles";
import type { UnitKind } from "../encounters/demographics";
import type { Forecast } from "../forecasts/forecast-issue";
import type { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import type { CensusQuantiles, QuantileSeries } from "./shift-census";

interface Stored {
  hourly: Forecast;
  /** Issued less often; without it the hours ahead are all that is known. */
  daily: Forecast | undefined;
  units: readonly { unitId: UnitId; name: string; kind: UnitKind }[];
}

/**
 * The census forecasts as they were issued, all times counted from the hourly one. A unit that they say
 * nothing of is left out; undefined when they have other levels than the demand is made from.
 */
export function storedCensus({ hourly, daily, units }: Stored): CensusQuantiles | undefined {
  if (!hasLevels(hourly) || (daily && !hasLevels(daily))) return undefined;
  const issuedAt = hourly.issuedAt;
  const seriesOf = (forecast: Forecast | undefined, unitId: UnitId): QuantileSeries => {
    const values = (forecast?.values ?? [])
      .filter((value) => value.unitId === unitId && !value.series && value.targetAt > issuedAt)
      .sort((a, b) => a.targetAt.getTime() - b.targetAt.getTime());
    return {
      hoursAhead: values.map(
        ({ targetAt }) => (targetAt.getTime() - issuedAt.getTime()) / MS_PER_HOUR,
      ),
      quantiles: values.map(({ quantiles }) => quantiles.map(wholeCount)),
    };
  };
  return {
    issuedAt: issuedAt.toISOString(),
    units: units
      .map(({ unitId, name, kind }) => ({
        ...{ unitId, name, kind },
        hourly: seriesOf(hourly, unitId),
        daily: seriesOf(daily, unitId),
      }))
      .filter((unit) => unit.hourly.hoursAhead.length + unit.daily.hoursAhead.length > 0),
  };
}

/** Stored in single precision, 0.1 is not 0.1. */
const SINGLE_PRECISION = 1e-5;

const hasLevels = ({ levels }: Forecast): boolean =>
  levels.length === QUANTILE_LEVELS.length &&
  levels.every((level, at) => Math.abs(level - (QUANTILE_LEVELS[at] ?? 0)) < SINGLE_PRECISION);

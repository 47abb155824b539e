import type { CensusSeries } from "../census/census-forecast";
import { QUANTILE_LEVELS } from "../census/census-quantiles";
import type { UnitKind } from "../encounters/demographics";
import type { Shift } from "../handover/shift";
import type { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";

/** As much of a census forecast as the demand for nurses takes: also of one that was stored. */
export interface CensusQuantiles {
  issuedAt: string;
  units: readonly {
    unitId: UnitId;
    name: string;
    kind: UnitKind;
    hourly: QuantileSeries;
    daily: QuantileSeries;
  }[];
}

/** By time ahead, then by `QUANTILE_LEVELS`. */
export type QuantileSeries = Pick<CensusSeries, "hoursAhead" | "quantiles">;

/** How many patients a unit will have at the fullest hour of a shift. */
export interface ShiftCensus {
  unitId: UnitId;
  unitName: string;
  unitKind: UnitKind;
  shift: string;
  startsAt: Date;
  endsAt: Date;
  /** By the hour, or, further ahead, by the days around it. */
  from: "hours" | "days";
  /** By `QUANTILE_LEVELS`: whole patients. */
  quantiles: readonly number[];
}

/**
 * For each level the highest of the quantiles of the shift's hours: with at least that probability it is
 * enough at each hour. (To be enough at all hours at once takes how they hang together, which a forecast of
 * single hours does not tell.) A shift that no hour of the forecast falls into is left out.
 */
export function shiftCensus(forecast: CensusQuantiles, shifts: readonly Shift[]): ShiftCensus[] {
  const issuedAt = Date.parse(forecast.issuedAt);
  return forecast.units.flatMap((unit) =>
    shifts.flatMap((shift) => {
      const found = quantilesIn(unit, shift, issuedAt);
      if (!found) return [];
      const { unitId, name: unitName, kind: unitKind } = unit;
      const { name, from: startsAt, to: endsAt } = shift;
      return [{ unitId, unitName, unitKind, shift: name, startsAt, endsAt, ...found }];
    }),
  );
}

function quantilesIn(
  { hourly, daily }: CensusQuantiles["units"][number],
  { from, to }: Shift,
  issuedAt: number,
): Pick<ShiftCensus, "from" | "quantiles"> | undefined {
  const hoursFrom = (from.getTime() - issuedAt) / MS_PER_HOUR;
  const hoursTo = (to.getTime() - issuedAt) / MS_PER_HOUR;
  const lastHour = hourly.hoursAhead.at(-1) ?? 0;

  // A shift that the hours reach only in part may be fuller in the rest.
  if (hoursTo <= lastHour + 1) {
    const within = hourly.hoursAhead.flatMap((hours, at) =>
      hours >= hoursFrom && hours < hoursTo ? [at] : [],
    );
    return within.length > 0 ? { from: "hours", quantiles: highest(hourly, within) } : undefined;
  }
  const around = daysAround(daily, hoursFrom, hoursTo);
  return around.length > 0 ? { from: "days", quantiles: highest(daily, around) } : undefined;
}

/** The day whose hour falls into the shift; where there is none, the last one before it and the first one after. */
function daysAround({ hoursAhead }: QuantileSeries, hoursFrom: number, hoursTo: number): number[] {
  const within = hoursAhead.flatMap((hours, at) =>
    hours >= hoursFrom && hours < hoursTo ? [at] : [],
  );
  if (within.length > 0) return within;
  const after = hoursAhead.findIndex((hours) => hours >= hoursTo);
  // Beyond the last day nothing is known.
  if (after === -1) return [];
  return after === 0 ? [0] : [after - 1, after];
}

const highest = ({ quantiles }: QuantileSeries, places: readonly number[]): number[] =>
  QUANTILE_LEVELS.map((_, level) => Math.max(...places.map((at) => quantiles[at]?.[level] ?? 0)));

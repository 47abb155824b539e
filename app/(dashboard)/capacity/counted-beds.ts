import type { HourlyCensus } from "#db/census";
import { HOSPITAL_CODE } from "#models/census/outlook";
import type { UnitId } from "#models/shared/ids";
import type { CountedPoint } from "@/_components/charts/fan-rows";

type Counted = Pick<HourlyCensus, "hour" | "unitId" | "occupied" | "boarding">;

/** One unit's beds by the hour. */
export const countedOfUnit = (counted: readonly Counted[], unitId: UnitId): CountedPoint[] =>
  counted
    .filter((row) => row.unitId === unitId)
    .map(({ hour, occupied }) => ({ at: hour.getTime(), occupied }));

/**
 * The hospital's, of the hours in which every one of its units was counted: a sum that leaves one out would
 * look like empty beds.
 */
export function countedOfHospital(
  counted: readonly Counted[],
  unitIds: readonly UnitId[],
): CountedPoint[] {
  const known = new Set(unitIds);
  const hours = new Map<number, { units: number; occupied: number }>();
  for (const { hour, unitId, occupied } of counted) {
    if (!known.has(unitId)) continue;
    const at = hour.getTime();
    const sum = hours.get(at) ?? { units: 0, occupied: 0 };
    hours.set(at, { units: sum.units + 1, occupied: sum.occupied + occupied });
  }
  return [...hours]
    .filter(([, { units }]) => units === known.size)
    .map(([at, { occupied }]) => ({ at, occupied }))
    .sort((a, b) => a.at - b.at);
}

/** One unit, or the hospital, at the last hour that was counted. */
export interface BedsNow {
  at: Date;
  occupied: number;
  boarding: number;
}

/** Each unit's newest hour. */
export function newestByUnit(counted: readonly Counted[]): Map<UnitId, BedsNow> {
  const newest = new Map<UnitId, BedsNow>();
  for (const { hour, unitId, occupied, boarding } of counted)
    if (hour > (newest.get(unitId)?.at ?? new Date(0)))
      newest.set(unitId, { at: hour, occupied, boarding });
  return newest;
}

/** The sum over all units, as old as the oldest of them; undefined while one is not known. */
export function hospitalNow(
  newest: ReadonlyMap<UnitId, BedsNow>,
  unitIds: readonly UnitId[],
): BedsNow | undefined {
  let sum: BedsNow | undefined;
  for (const unitId of unitIds) {
    const unit = newest.get(unitId);
    if (!unit) return undefined;
    sum = sum
      ? {
          at: unit.at < sum.at ? unit.at : sum.at,
          occupied: sum.occupied + unit.occupied,
          boarding: sum.boarding + unit.boarding,
        }
      : unit;
  }
  return sum;
}

/** The hospital's and each unit's, by the code of the place. */
export const countedOfPlaces = (
  counted: readonly Counted[],
  units: readonly { unitId: UnitId; code: string }[],
): Record<string, CountedPoint[]> => ({
  [HOSPITAL_CODE]: countedOfHospital(
    counted,
    units.map(({ unitId }) => unitId),
  ),
  ...Object.fromEntries(units.map(({ unitId, code }) => [code, countedOfUnit(counted, unitId)])),
});

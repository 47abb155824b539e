import type { UnitId } from "#models/shared/ids";

interface StaffedUnit {
  unitId: UnitId;
  staffedBeds: number;
}

/** Staffed beds of the units both tell of. */
export interface StaffingSince {
  inForecast: number;
  now: number;
}

/** What has been set since a forecast was made, where that is something else in any unit. */
export function staffingSince(
  inForecast: readonly StaffedUnit[],
  now: readonly StaffedUnit[],
): StaffingSince | undefined {
  const bedsNow = new Map(now.map(({ unitId, staffedBeds }) => [unitId, staffedBeds]));
  const known = inForecast.flatMap(({ unitId, staffedBeds }) => {
    const beds = bedsNow.get(unitId);
    return beds === undefined ? [] : [{ inForecast: staffedBeds, now: beds }];
  });
  if (known.every((unit) => unit.inForecast === unit.now)) return undefined;
  return {
    inForecast: known.reduce((sum, unit) => sum + unit.inForecast, 0),
    now: known.reduce((sum, unit) => sum + unit.now, 0),
  };
}

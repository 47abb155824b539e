import type { CensusUnit } from "#db/census";
import type { StaffingChange } from "#db/unit-staffing";

type NamedChange = StaffingChange & { unitName: string };

export interface StaffedUnit extends Pick<
  CensusUnit,
  "unitId" | "name" | "staffedBeds" | "licensedBeds"
> {
  /** Set for later, the soonest first; epoch milliseconds. */
  planned: readonly { staffedBeds: number; from: number }[];
}

export interface Staffing {
  units: readonly StaffedUnit[];
  /** The newest first. */
  changes: readonly NamedChange[];
}

/** Each unit with what is set for it after `now`. */
export const staffingOf = (
  units: readonly CensusUnit[],
  changes: readonly NamedChange[],
  now: Date,
): Staffing => ({
  units: units.map(({ unitId, name, staffedBeds, licensedBeds }) => ({
    ...{ unitId, name, staffedBeds, licensedBeds },
    planned: changes
      .filter((change) => change.unitId === unitId && change.validFrom > now)
      .map(({ staffedBeds: beds, validFrom }) => ({
        ...{ staffedBeds: beds, from: validFrom.getTime() },
      }))
      .sort((a, b) => a.from - b.from),
  })),
  changes,
});

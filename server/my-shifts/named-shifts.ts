import type { WorkedRoster } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { unitsById } from "#db/units";
import type { NamedShift } from "#models/realtime/my-shifts";
import type { Assignment } from "#models/rostering/roster";
import type { RosterShift } from "#models/rostering/roster-problem";
import { shiftInstants } from "#models/rostering/shift-instants";
import { dayAfter } from "#models/shared/calendar-date";
import type { UnitId } from "#models/shared/ids";

export interface UnitWords {
  code: string;
  name: string;
}

export async function unitWords(
  db: Queryable,
  unitIds: readonly UnitId[],
): Promise<Map<UnitId, UnitWords>> {
  const units = await unitsById(db, [...new Set(unitIds)]);
  return new Map(units.map(({ unitId, code, name }) => [unitId, { code, name }]));
}

/** Puts shifts of one roster into words and instants. */
export interface ShiftNamer {
  /** Undefined of a shift that the roster no longer has. */
  named(day: number, assignment: Assignment): NamedShift | undefined;
  shift(assignment: Assignment): RosterShift | undefined;
  /** `L · ICU`: what fits a sentence; `a shift` of one that is no longer known. */
  short(assignment: Assignment | null): string | null;
  paidMinutes(day: number, assignment: Assignment): number;
}

export function shiftNamer(
  roster: Pick<WorkedRoster, "rosterId" | "startsOn" | "timeZone" | "shifts">,
  units: ReadonlyMap<UnitId, UnitWords>,
): ShiftNamer {
  const { rosterId, startsOn } = roster;
  const shifts = new Map(roster.shifts.map((shift) => [shift.shiftId, shift]));
  const instants = shiftInstants(roster);
  const unitOf = ({ unitId }: Assignment): UnitWords =>
    units.get(unitId) ?? { code: "?", name: "Another unit" };

  return {
    shift: ({ shiftId }) => shifts.get(shiftId),
    named(day, assignment) {
      const shift = shifts.get(assignment.shiftId);
      if (!shift) return undefined;
      const { startAt, endAt } = instants(assignment.shiftId, day);
      const unit = unitOf(assignment);
      return {
        ...{ rosterId, day, on: dayAfter(startsOn, day), assignment },
        ...{ name: shift.name, code: shift.code, isNight: shift.isNight },
        ...{ unitCode: unit.code, unitName: unit.name, startsAt: startAt, endsAt: endAt },
      };
    },
    short(assignment) {
      if (!assignment) return null;
      const shift = shifts.get(assignment.shiftId);
      return shift ? `${shift.name}, ${unitOf(assignment).code}` : "A shift";
    },
    paidMinutes: (day, { shiftId }) =>
      shifts.has(shiftId) ? instants(shiftId, day).paidMinutes : 0,
  };
}

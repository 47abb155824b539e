import type { NurseDemand } from "../nurse-demand/nurse-demand";
import type { RosterGap } from "../realtime/roster";
import { dayAfter } from "../shared/calendar-date";
import { formatLocal } from "../shared/hospital-instant";
import type { UnitId } from "../shared/ids";
import type { TimeRange } from "../shared/time-range";
import type { RosterCell } from "./roster";
import { type PersonId, type RosterId, ShiftId } from "./roster-ids";
import type { RosterPerson, RosterShift, ShiftDemand } from "./roster-problem";
import { shiftInstants } from "./shift-instants";

/** So far ahead gaps are told: long enough for somebody to be found, short enough to be sure of the forecast. */
export const GAP_HOURS = 72;

/** A published roster as far as it says who comes. */
export interface WorkingRoster {
  rosterId: RosterId;
  startsOn: string;
  days: number;
  timeZone: string;
  units: readonly { unitId: UnitId; name: string }[];
  shifts: readonly RosterShift[];
  people: readonly Pick<RosterPerson, "personId" | "grade" | "skills">[];
  demand: readonly ShiftDemand[];
  cells: readonly RosterCell[];
  /** Dates, both ends included: who is away does not come, whatever the roster says. */
  absences: readonly { personId: PersonId; fromOn: string; toOn: string }[];
}

/** Shifts that are on or begin within the range and have fewer people than the target. */
export function gapsOfRoster(roster: WorkingRoster, { from, to }: TimeRange): RosterGap[] {
  const { rosterId, shifts, units } = roster;
  const instants = shiftInstants({ ...roster, shifts: [...shifts] });
  const known = new Map(shifts.map((shift) => [shift.shiftId, shift]));
  return roster.demand.flatMap((demand): RosterGap[] => {
    const { unitId, day, shiftId, skill, minimum, target } = demand;
    const shift = known.get(shiftId);
    const unit = units.find((each) => each.unitId === unitId);
    if (!shift || !unit) return [];
    const { startAt, endAt } = instants(shiftId, day);
    if (endAt <= from.getTime() || startAt >= to.getTime()) return [];
    const rostered = countRostered(roster, demand);
    if (rostered >= target) return [];
    return [
      {
        ...{ unitId, unitName: unit.name, rosterId, shiftId, shiftName: shift.name },
        ...{ startsAt: startAt, endsAt: endAt, skill: skill ?? null, rostered, minimum, target },
        severity: rostered < minimum ? "below-minimum" : "below-target",
      },
    ];
  });
}

function countRostered(roster: WorkingRoster, demand: ShiftDemand): number {
  const { unitId, day, shiftId, skill } = demand;
  const on = dayAfter(roster.startsOn, day);
  const isAway = (personId: PersonId) =>
    roster.absences.some(
      (absence) => absence.personId === personId && absence.fromOn <= on && on <= absence.toOn,
    );
  const counts = new Set(
    roster.people
      // An assistant is no nurse, but may have a skill that is asked for.
      .filter(({ grade, skills }) =>
        skill === undefined ? grade !== "assistant" : skills.includes(skill),
      )
      .map(({ personId }) => personId),
  );
  return roster.cells.filter(
    ({ personId, day: cellDay, assignment }) =>
      cellDay === day &&
      assignment?.shiftId === shiftId &&
      assignment.unitId === unitId &&
      counts.has(personId) &&
      !isAway(personId),
  ).length;
}

/** All that is asked for in units that no published roster covers at the time. */
export function gapsWithoutRoster(
  demand: readonly NurseDemand[],
  {
    working,
    during: { from, to },
    timeZone,
    names,
  }: {
    working: readonly WorkingRoster[];
    during: TimeRange;
    timeZone: string;
    names: ReadonlyMap<UnitId, string>;
  },
): RosterGap[] {
  const isRostered = (unitId: UnitId, startsAt: Date) => {
    const on = formatLocal(startsAt, timeZone).slice(0, 10);
    return working.some(
      ({ units, startsOn, days }) =>
        startsOn <= on &&
        on < dayAfter(startsOn, days) &&
        units.some((each) => each.unitId === unitId),
    );
  };
  return demand.flatMap(
    ({ unitId, shift, startsAt, endsAt, skill, minimum, target }): RosterGap[] => {
      if (endsAt <= from || startsAt >= to || target === 0) return [];
      if (isRostered(unitId, startsAt)) return [];
      return [
        {
          ...{ unitId, unitName: names.get(unitId) ?? "", rosterId: null },
          ...{ shiftId: ShiftId.parse(shift.toLowerCase()), shiftName: shift },
          ...{ startsAt: startsAt.getTime(), endsAt: endsAt.getTime(), skill: skill ?? null },
          ...{ rostered: 0, minimum, target },
          severity: minimum > 0 ? "below-minimum" : "below-target",
        },
      ];
    },
  );
}

/** The next first; of the same time, those below the minimum. */
export const byTime = (gaps: readonly RosterGap[]): RosterGap[] =>
  [...gaps].sort(
    (a, b) =>
      a.startsAt - b.startsAt ||
      a.severity.localeCompare(b.severity) ||
      a.unitName.localeCompare(b.unitName),
  );

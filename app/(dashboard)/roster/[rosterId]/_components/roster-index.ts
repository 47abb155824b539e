import type { Assignment } from "#models/rostering/roster";
import type { PersonId, ShiftId } from "#models/rostering/roster-ids";
import type {
  AbsenceKind,
  RosterPerson,
  RosterProblem,
  RosterShift,
  ShiftRequest,
} from "#models/rostering/roster-problem";
import { dayInWords } from "#models/rostering/roster-words";
import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import type { UnitId } from "#models/shared/ids";

/** A column of the grid. */
export interface RosterDay {
  day: number;
  /** `2026-11-30` */
  date: string;
  weekday: string;
  /** 30 */
  ofMonth: number;
  /** Nov */
  month: string;
  isWeekend: boolean;
  /** A line is drawn before it. */
  beginsWeek: boolean;
}

const WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function rosterDays({
  startsOn,
  days,
}: Pick<RosterProblem, "startsOn" | "days">): RosterDay[] {
  return Array.from({ length: days }, (_, day) => {
    const date = dayAfter(startsOn, day);
    const weekday = weekdayOf(date);
    return {
      ...{ day, date, weekday: WEEKDAYS[weekday] ?? "" },
      ofMonth: Number(date.slice(8)),
      month: MONTHS[Number(date.slice(5, 7)) - 1] ?? "",
      isWeekend: weekday >= 5,
      beginsWeek: weekday === 0,
    };
  });
}

/** Mon 30 Nov */
export const dayWords = (date: string): string => dayInWords({ startsOn: date }, 0);

/** What the grid looks up for each square. */
export interface RosterIndex {
  days: readonly RosterDay[];
  people: ReadonlyMap<PersonId, RosterPerson>;
  shifts: ReadonlyMap<ShiftId, RosterShift>;
  units: ReadonlyMap<UnitId, UnitOnRoster>;
  /** By day. */
  absences: ReadonlyMap<PersonId, readonly (AbsenceKind | undefined)[]>;
  requests: ReadonlyMap<PersonId, readonly (ShiftRequest | undefined)[]>;
}

export interface UnitOnRoster {
  unitId: UnitId;
  code: string;
  name: string;
}

export function indexRoster(problem: RosterProblem, units: readonly UnitOnRoster[]): RosterIndex {
  const absences = new Map<PersonId, (AbsenceKind | undefined)[]>();
  for (const { personId, fromDay, toDay, kind } of problem.absences)
    for (let day = Math.max(0, fromDay); day <= Math.min(toDay, problem.days - 1); day += 1)
      lineOf(absences, personId)[day] = kind;
  const requests = new Map<PersonId, (ShiftRequest | undefined)[]>();
  for (const request of problem.requests) lineOf(requests, request.personId)[request.day] = request;

  return {
    days: rosterDays(problem),
    people: new Map(problem.people.map((person) => [person.personId, person])),
    shifts: new Map(problem.shifts.map((shift) => [shift.shiftId, shift])),
    units: new Map(units.map((unit) => [unit.unitId, unit])),
    absences,
    requests,
  };
}

function lineOf<T>(lines: Map<PersonId, T[]>, personId: PersonId): T[] {
  const line = lines.get(personId) ?? [];
  lines.set(personId, line);
  return line;
}

/** "Night in Medicine 4A", or that the day is free. */
export function assignmentWords(index: RosterIndex, assignment: Assignment | null): string {
  if (!assignment) return "free";
  const shift = index.shifts.get(assignment.shiftId)?.name ?? assignment.shiftId;
  const unit = index.units.get(assignment.unitId)?.name ?? "another unit";
  return `${shift} in ${unit}`;
}

/** Where somebody works when a shift is set by its letters: at home, else where they may float to. */
export function usualUnit(person: RosterPerson, index: RosterIndex): UnitId | undefined {
  return [person.homeUnitId, ...person.floatUnitIds].find((unitId) => index.units.has(unitId));
}

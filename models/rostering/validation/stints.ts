import { dayAfter } from "../../shared/calendar-date";
import { parseLocal } from "../../shared/hospital-instant";
import type { UnitId } from "../../shared/ids";
import type { Assignment, Roster } from "../roster";
import type { ShiftId } from "../roster-ids";
import type { RosterPerson, RosterProblem } from "../roster-problem";
import type { RosterRule } from "../roster-rule";

/** A shift that somebody works, as the clock will have it. */
export interface Stint {
  day: number;
  shiftId: ShiftId;
  unitId: UnitId;
  isNight: boolean;
  /** Milliseconds since 1970. */
  begins: number;
  ends: number;
  /** Without the unpaid break. */
  paidMinutes: number;
}

/** One person with all that is known of their work. */
export interface Worker {
  person: RosterPerson;
  /** In the order in which they are worked, the past first. */
  stints: readonly Stint[];
  onDay: ReadonlyMap<number, Stint>;
  isAway: (day: number) => boolean;
}

export interface Ward {
  problem: RosterProblem;
  workers: readonly Worker[];
  /** The earliest day of which anything is known. */
  horizon: number;
}

/** Reads a roster with the past before it. Throws for a shift that the problem has not. */
export function readWard(problem: RosterProblem, roster: Roster): Ward {
  const stintOf = stintReader(problem);
  return {
    problem,
    horizon: problem.past.reduce((earliest, { day }) => Math.min(earliest, day), 0),
    workers: problem.people.map((person) => {
      const onDay = new Map<number, Stint>();
      for (const { personId, day, assignment } of problem.past) {
        if (personId === person.personId) onDay.set(day, stintOf(assignment, day));
      }
      (roster.get(person.personId) ?? []).forEach((assignment, day) => {
        if (assignment && day < problem.days) onDay.set(day, stintOf(assignment, day));
      });
      const away = problem.absences.filter(({ personId }) => personId === person.personId);
      return {
        ...{ person, onDay },
        stints: [...onDay.values()].sort((a, b) => a.day - b.day),
        isAway: (day) => away.some(({ fromDay, toDay }) => day >= fromDay && day <= toDay),
      };
    }),
  };
}

function stintReader({ startsOn, timeZone, shifts }: RosterProblem) {
  // To ask the platform for an instant takes long, and a ward works the same shifts.
  const instants = new Map<string, number>();
  const instantAt = (date: string, time: string): number => {
    const text = `${date}T${time}`;
    const known = instants.get(text);
    if (known !== undefined) return known;
    const instant = parseLocal(text, timeZone)?.getTime();
    if (instant === undefined) throw new Error(`no instant ${text} in ${timeZone}`);
    instants.set(text, instant);
    return instant;
  };
  return ({ shiftId, unitId }: Assignment, day: number): Stint => {
    const shift = shifts.find((each) => each.shiftId === shiftId);
    if (!shift) throw new Error(`no shift "${shiftId}" among those of the roster`);
    const goesOvernight = shift.to <= shift.from;
    const begins = instantAt(dayAfter(startsOn, day), shift.from);
    const ends = instantAt(dayAfter(startsOn, goesOvernight ? day + 1 : day), shift.to);
    const paidMinutes = Math.max(0, (ends - begins) / 60_000 - shift.unpaidBreakMinutes);
    return { day, shiftId, unitId, isNight: shift.isNight, begins, ends, paidMinutes };
  };
}

/** Days from one until another, which is excluded. */
export const daysFrom = (from: number, until: number): number[] =>
  Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at);

/** Whole steps beyond a limit, a begun one taken for whole. */
export const stepsBeyond = (amount: number, step = 1): number =>
  amount / step > 1e-9 ? Math.ceil(amount / step - 1e-9) : 0;

/** By how many steps a rule is broken, and the day on which it shows; no steps: it is kept there. */
export interface Broken {
  day: number;
  steps: number;
}

export const isAskedOf = ({ appliesTo: to }: RosterRule, person: RosterPerson): boolean =>
  (!to?.employments || to.employments.includes(person.employment)) &&
  (!to?.personIds || to.personIds.includes(person.personId)) &&
  (!to?.unitIds || to.unitIds.includes(person.homeUnitId));

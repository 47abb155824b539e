import type { UnitId } from "../shared/ids";
import type { Roster } from "./roster";
import { frameOf, lineOf, type PersonLine, type Worked } from "./roster-frame";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import { floatMoney, overtimeMinutes, shiftMoney } from "./scoring/money-charges";

/** Paid minutes and what they cost, in the hospital's currency. */
export interface PaidWork {
  minutes: number;
  money: number;
}

export interface CostSplit {
  /** Of contract staff within their contract hours. */
  regular: PaidWork;
  /** Of contract staff beyond them. */
  overtime: PaidWork;
  /** With the price of each of their shifts. */
  bank: PaidWork;
  agency: PaidWork;
  /** Prices of shifts in other units than one's own; their hours are in the others. */
  float: { shifts: number; money: number };
  /** Money of all. */
  total: number;
}

export interface RosterCost extends CostSplit {
  byUnit: readonly (CostSplit & { unitId: UnitId })[];
  /** Seven days from the roster's first each; the last may be shorter. */
  byWeek: readonly (CostSplit & { fromDay: number; toDay: number })[];
  byUnitAndWeek: readonly (CostSplit & { unitId: UnitId; fromDay: number; toDay: number })[];
}

/**
 * What a roster costs in wages, by the unit that the shift is in and the week that it begins in. Overtime is
 * what contract staff work beyond the roster's contract hours, paid leave counted as worked: their last
 * minutes of the roster are it. Leave itself is not in it.
 */
export function rosterCost(problem: RosterProblem, roster: Roster): RosterCost {
  const shifts = paidShifts(problem, roster);
  const weeks = Array.from({ length: Math.ceil(problem.days / 7) }, (_, week) => ({
    ...{ fromDay: week * 7, toDay: Math.min(problem.days, week * 7 + 7) },
  }));
  const unitIds = problem.units.map(({ unitId }) => unitId);
  const isIn = ({ fromDay, toDay }: { fromDay: number; toDay: number }, { worked }: PaidShift) =>
    worked.day >= fromDay && worked.day < toDay;
  return {
    ...costOf(shifts),
    byUnit: unitIds.map((unitId) => ({
      unitId,
      ...costOf(shifts.filter(({ worked }) => worked.unitId === unitId)),
    })),
    byWeek: weeks.map((week) => ({
      ...week,
      ...costOf(shifts.filter((each) => isIn(week, each))),
    })),
    byUnitAndWeek: unitIds.flatMap((unitId) => {
      const ofUnit = shifts.filter(({ worked }) => worked.unitId === unitId);
      return weeks.map((week) => ({
        ...{ unitId, ...week },
        ...costOf(ofUnit.filter((each) => isIn(week, each))),
      }));
    }),
  };
}

/** One shift, as it is paid: regular and overtime may share it, regular first. */
export interface PaidShift {
  person: RosterPerson;
  worked: Worked;
  paid: readonly { as: "regular" | "overtime" | "bank" | "agency"; work: PaidWork }[];
  floatMoney: number;
  isFloat: boolean;
}

/** Every shift of a roster as it is paid, by person and day. Throws where {@link frameOf} does. */
export function paidShifts(problem: RosterProblem, roster: Roster): PaidShift[] {
  const frame = frameOf(problem);
  return frame.people.flatMap((of) => paidShiftsOf(lineOf(frame, of, roster)));
}

function paidShiftsOf(line: PersonLine): PaidShift[] {
  const { person } = line.of;
  const { employment, hourlyCost } = person;
  const shifts = line.worked.slice(-line.frame.firstDay).filter((worked) => worked !== null);
  const all = shifts.reduce((sum, { paidMinutes }) => sum + paidMinutes, 0);
  let regularLeft = all - overtimeMinutes(line);
  return shifts.map((worked) => {
    const minutes = worked.paidMinutes;
    const float = {
      person,
      floatMoney: floatMoney(line, worked),
      isFloat: worked.unitId !== person.homeUnitId,
    };
    if (employment !== "contract") {
      const work = { minutes, money: shiftMoney(line, worked) };
      return { worked, ...float, paid: [{ as: employment, work }] };
    }
    const regular = Math.max(0, Math.min(minutes, regularLeft));
    regularLeft -= regular;
    const work = (share: number, hourly: number) => ({
      minutes: share,
      money: (share / 60) * hourly,
    });
    return {
      ...{ worked, ...float },
      paid: [
        { as: "regular", work: work(regular, hourlyCost.regular) },
        { as: "overtime", work: work(minutes - regular, hourlyCost.overtime) },
      ],
    };
  });
}

export function costOf(shifts: readonly PaidShift[]): CostSplit {
  const split = {
    regular: { minutes: 0, money: 0 },
    overtime: { minutes: 0, money: 0 },
    bank: { minutes: 0, money: 0 },
    agency: { minutes: 0, money: 0 },
    float: { shifts: 0, money: 0 },
    total: 0,
  };
  for (const { paid, isFloat, floatMoney: money } of shifts) {
    for (const { as, work } of paid) {
      split[as].minutes += work.minutes;
      split[as].money += work.money;
      split.total += work.money;
    }
    if (isFloat) split.float.shifts += 1;
    split.float.money += money;
    split.total += money;
  }
  return split;
}

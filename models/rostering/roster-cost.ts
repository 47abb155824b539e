import type { UnitId } from "../shared/ids";
import type { Roster } from "./roster";
import { frameOf, lineOf, type PersonLine, type Worked } from "./roster-frame";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import type { RosterScore } from "./roster-score";
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
export const rosterCost = (problem: RosterProblem, roster: Roster): RosterCost =>
  costOver(problem, paidShifts(problem, roster));

/** The same of a roster whose lines have been counted already: a quarter of the time, for a page that follows each change. */
export const scoredCost = ({
  problem,
  state,
}: Pick<RosterScore, "problem" | "state">): RosterCost =>
  costOver(problem, state.lines.flatMap(paidShiftsOf));

/** In one walk: each shift goes into the whole, its unit, its week, and both together. */
function costOver({ units, days }: RosterProblem, shifts: readonly PaidShift[]): RosterCost {
  const weeks = Array.from({ length: Math.ceil(days / 7) }, (_, week) => ({
    ...{ fromDay: week * 7, toDay: Math.min(days, week * 7 + 7) },
  }));
  const whole = noCost();
  const byUnit = units.map(({ unitId }) => ({ unitId, ...noCost() }));
  const byWeek = weeks.map((week) => ({ ...week, ...noCost() }));
  const byUnitAndWeek = byUnit.map(({ unitId }) =>
    weeks.map((week) => ({ unitId, ...week, ...noCost() })),
  );
  const placeOf = new Map(units.map(({ unitId }, place) => [unitId, place]));
  for (const shift of shifts) {
    const { day, unitId } = shift.worked;
    const week = Math.floor(day / 7);
    const place = placeOf.get(unitId) ?? -1;
    for (const split of [whole, byUnit[place], byWeek[week], byUnitAndWeek[place]?.[week]])
      if (split) addShift(split, shift);
  }
  return { ...whole, byUnit, byWeek, byUnitAndWeek: byUnitAndWeek.flat() };
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
  const split = noCost();
  for (const shift of shifts) addShift(split, shift);
  return split;
}

const noCost = (): CostSplit => ({
  regular: { minutes: 0, money: 0 },
  overtime: { minutes: 0, money: 0 },
  bank: { minutes: 0, money: 0 },
  agency: { minutes: 0, money: 0 },
  float: { shifts: 0, money: 0 },
  total: 0,
});

function addShift(split: CostSplit, { paid, isFloat, floatMoney: money }: PaidShift): void {
  for (const { as, work } of paid) {
    split[as].minutes += work.minutes;
    split[as].money += work.money;
    split.total += work.money;
  }
  if (isFloat) split.float.shifts += 1;
  split.float.money += money;
  split.total += money;
}

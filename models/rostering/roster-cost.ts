import type { UnitId } from "../shared/ids";
import { hourlyRates } from "./overtime-periods";
import type { Roster } from "./roster";
import { frameOf, lineOf, type PersonLine, type Worked } from "./roster-frame";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import type { RosterScore } from "./roster-score";
import { floatMoney, shiftPrice } from "./scoring/money-charges";
import { splitOvertime } from "./split-overtime";

/** Paid minutes and what they cost, in the hospital's currency. */
export interface PaidWork {
  minutes: number;
  money: number;
}

export interface CostSplit {
  /** Of contract staff, at the plain rate. */
  regular: PaidWork;
  /** By the roster's rule, of contract and bank staff. */
  overtime: PaidWork;
  /** The part of it that is paid twice the plain rate. */
  doubleTime: PaidWork;
  /** At the plain rate, with the price of each of their shifts. */
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
 * by the roster's own rule (`splitOvertime`). Leave itself is not in it.
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

/**
 * One shift, as it is paid: the plain rate first, then overtime. Money of each part is in whole hundredths of
 * the currency, as payrolls pay it: so every sum of them adds up to the last digit.
 */
export interface PaidShift {
  person: RosterPerson;
  worked: Worked;
  paid: readonly { as: PaidAs; work: PaidWork }[];
  floatMoney: number;
  isFloat: boolean;
}

export type PaidAs = "regular" | "overtime" | "doubleTime" | "bank" | "agency";

/** Every shift of a roster as it is paid, by person and day. Throws where {@link frameOf} does. */
export function paidShifts(problem: RosterProblem, roster: Roster): PaidShift[] {
  const frame = frameOf(problem);
  return frame.people.flatMap((of) => paidShiftsOf(lineOf(frame, of, roster)));
}

function paidShiftsOf(line: PersonLine): PaidShift[] {
  const { person } = line.of;
  const { employment } = person;
  const rates = hourlyRates(person);
  const split = splitOvertime(line);
  const work = (minutes: number, hourly: number, perShift = 0): PaidWork => ({
    minutes,
    money: inHundredths((minutes / 60) * hourly + perShift),
  });
  return line.worked.slice(-line.frame.firstDay).flatMap((worked, day): PaidShift[] => {
    const minutes = split[day];
    if (!worked || !minutes) return [];
    const perShift = shiftPrice(line);
    return [
      {
        ...{ person, worked, isFloat: worked.unitId !== person.homeUnitId },
        floatMoney: inHundredths(floatMoney(line, worked)),
        paid: [
          {
            as: employment === "contract" ? "regular" : employment,
            work: work(minutes.plain, rates.plain, perShift),
          },
          { as: "overtime", work: work(minutes.overtime, rates.overtime) },
          { as: "doubleTime", work: work(minutes.double, rates.double) },
        ],
      },
    ];
  });
}

const inHundredths = (money: number): number => Math.round(money * 100) / 100;

export function costOf(shifts: readonly PaidShift[]): CostSplit {
  const split = noCost();
  for (const shift of shifts) addShift(split, shift);
  return split;
}

const noCost = (): CostSplit => ({
  regular: { minutes: 0, money: 0 },
  overtime: { minutes: 0, money: 0 },
  doubleTime: { minutes: 0, money: 0 },
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

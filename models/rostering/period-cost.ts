import { dayAfter, weekdayOf } from "../shared/calendar-date";
import type { UnitId } from "../shared/ids";
import { type CostSplit, costOf, type PaidShift } from "./roster-cost";

/** Dates; the last is not in it. */
export interface DateRange {
  from: string;
  to: string;
}

/** One roster, for what it costs in a period. */
export interface CostedRoster {
  startsOn: string;
  /** As it is now. */
  now: readonly PaidShift[];
  /** As it was published; undefined of a draft, and where that was not kept. */
  published: readonly PaidShift[] | undefined;
  /** Of its first days, those that are over; 0 of a draft, by which nobody works. */
  daysOver: number;
}

export interface ComparedCost {
  /** Of days that are over, as they were published; undefined where that was not kept of some roster. */
  planned: CostSplit | undefined;
  /** Of the same days, as the roster is now. */
  worked: CostSplit;
  /** Of all other days, as the roster is now. */
  toCome: CostSplit;
}

export interface PeriodCost extends ComparedCost {
  byUnit: readonly (ComparedCost & {
    unitId: UnitId;
    /** From Monday to Monday, the first and the last within the period; without those that nothing is of. */
    weeks: readonly (ComparedCost & DateRange)[];
  })[];
}

/** What the rosters cost in a period, by the unit that a shift is in and the week that it begins in. */
export function periodCost(
  rosters: readonly CostedRoster[],
  { unitIds, period }: { unitIds: readonly UnitId[]; period: DateRange },
): PeriodCost {
  const weeks = weeksOf(period);
  const compare = (unitId: UnitId | undefined, { from, to }: DateRange): ComparedCost => {
    const parts = rosters.map((roster) => {
      const isIn = ({ worked }: PaidShift): boolean => {
        const on = dayAfter(roster.startsOn, worked.day);
        return on >= from && on < to && (unitId === undefined || worked.unitId === unitId);
      };
      const isOver = ({ worked }: PaidShift): boolean => worked.day < roster.daysOver;
      const now = roster.now.filter(isIn);
      return {
        worked: now.filter(isOver),
        toCome: now.filter((shift) => !isOver(shift)),
        planned: roster.published?.filter((shift) => isIn(shift) && isOver(shift)),
        isPlanUnknown: !roster.published && now.some(isOver),
      };
    });
    return {
      planned: parts.some(({ isPlanUnknown }) => isPlanUnknown)
        ? undefined
        : costOf(parts.flatMap(({ planned }) => planned ?? [])),
      worked: costOf(parts.flatMap(({ worked }) => worked)),
      toCome: costOf(parts.flatMap(({ toCome }) => toCome)),
    };
  };
  return {
    ...compare(undefined, period),
    byUnit: unitIds.map((unitId) => ({
      unitId,
      ...compare(unitId, period),
      weeks: weeks
        .map((week) => ({ ...week, ...compare(unitId, week) }))
        .filter(({ planned, worked, toCome }) => [planned, worked, toCome].some(hasShifts)),
    })),
  };
}

const hasShifts = (cost: CostSplit | undefined): boolean =>
  cost !== undefined &&
  [cost.regular, cost.overtime, cost.doubleTime, cost.bank, cost.agency].some(
    ({ minutes }) => minutes > 0,
  );

function weeksOf({ from, to }: DateRange): DateRange[] {
  const weeks: DateRange[] = [];
  for (let start = from; start < to;) {
    const monday = dayAfter(start, 7 - weekdayOf(start));
    const end = monday < to ? monday : to;
    weeks.push({ from: start, to: end });
    start = end;
  }
  return weeks;
}

import { daysBetween } from "../shared/calendar-date";
import type { PersonFrame, RosterFrame } from "./roster-frame";
import {
  DEFAULT_OVERTIME,
  OVERTIME_SET_IDS,
  OVERTIME_SETS,
  type OvertimeTerms,
} from "./overtime-terms";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import type { DayRange } from "./roster-windows";

/** The rule that a roster's overtime is counted by. */
export const overtimeTermsOf = ({ prices }: Pick<RosterProblem, "prices">): OvertimeTerms =>
  prices.overtime ?? DEFAULT_OVERTIME;

const OWN_RULE = {
  title: "A rule of the hospital's own",
  about: "By a rule of the hospital's own, which is none of the named sets.",
};

/** How to say by which rule it is. */
export function overtimeSetOf(
  problem: Pick<RosterProblem, "prices">,
): Readonly<{ title: string; about: string }> {
  const { setId } = overtimeTermsOf(problem);
  const named = OVERTIME_SET_IDS.find((id) => id === setId);
  return named ? OVERTIME_SETS[named] : OWN_RULE;
}

const DAYS_A_WEEK = 7;

/**
 * Periods one after the other that have a day of the roster, as the calendar of the rule has them: the first
 * may begin before the roster, the last may end after it.
 */
export function overtimePeriods(
  { startsOn, days }: Pick<RosterProblem, "startsOn" | "days">,
  { weeksFrom }: OvertimeTerms,
  weeks: number | undefined,
): DayRange[] {
  if (weeks === undefined) return [{ fromDay: 0, toDay: days }];
  const length = weeks * DAYS_A_WEEK;
  const into = ((daysBetween(weeksFrom, startsOn) % length) + length) % length;
  const periods: DayRange[] = [];
  for (let fromDay = into === 0 ? 0 : -into; fromDay < days; fromDay += length) {
    periods.push({ fromDay, toDay: fromDay + length });
  }
  return periods;
}

/** Days before a roster that its overtime may hang on: 0 where each roster stands alone. */
export function daysOfOvertimeBefore(problem: Pick<RosterProblem, "prices">): number {
  const { perPeriod, seventhDay } = overtimeTermsOf(problem);
  const ofPeriod = perPeriod && perPeriod.beyondMinutes !== "contract" ? (perPeriod.weeks ?? 0) : 0;
  return Math.max(ofPeriod, seventhDay ? 1 : 0) * DAYS_A_WEEK;
}

/** A period with the days of it that count, and how much of them is at the plain rate at most. */
export interface CountedPeriod extends DayRange {
  plainMinutes: number;
  /** Paid leave that counts as worked; 0 where hours worked alone count. */
  creditMinutes: number;
}

/**
 * The periods of a person; none for whom there is no sum. By law the days before the roster are in the first
 * one. A contract's are cut to the roster, with the contract's hours of those days: each roster stands alone.
 */
export function countedPeriods(frame: RosterFrame, of: PersonFrame): CountedPeriod[] {
  const terms = overtimeTermsOf(frame.problem);
  const { perPeriod } = terms;
  const { person } = of;
  if (!perPeriod || person.employment === "agency") return [];
  const periods = overtimePeriods(frame.problem, terms, perPeriod.weeks);
  const { beyondMinutes } = perPeriod;
  if (beyondMinutes !== "contract") {
    return periods.map(({ fromDay, toDay }) => ({
      ...{ fromDay: Math.max(fromDay, frame.firstDay), toDay: Math.min(toDay, frame.problem.days) },
      ...{ plainMinutes: beyondMinutes, creditMinutes: 0 },
    }));
  }
  if (person.employment !== "contract") return [];
  return periods.map((period) => {
    const fromDay = Math.max(0, period.fromDay);
    const toDay = Math.min(period.toDay, frame.problem.days);
    const plainMinutes = (person.contractMinutesPerWeek * (toDay - fromDay)) / DAYS_A_WEEK;
    const credit = of.absences
      .slice(fromDay - frame.firstDay, toDay - frame.firstDay)
      .reduce((sum, absence) => sum + (absence?.creditMinutesPerDay ?? 0), 0);
    return { fromDay, toDay, plainMinutes, creditMinutes: Math.min(credit, plainMinutes) };
  });
}

/** For an hour. One of overtime is never paid less than a plain one. */
export const hourlyRates = ({ hourlyCost }: Pick<RosterPerson, "hourlyCost">) => {
  const overtime = Math.max(hourlyCost.overtime, hourlyCost.regular);
  return {
    ...{ plain: hourlyCost.regular, overtime },
    double: Math.max(2 * hourlyCost.regular, overtime),
  };
};

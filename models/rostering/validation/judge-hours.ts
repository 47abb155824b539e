import type { RuleTerms } from "../roster-rule";
import { type Broken, daysFrom, stepsBeyond, type Ward, type Worker } from "./stints";

type Terms<Kind extends RuleTerms["kind"]> = Extract<RuleTerms, { kind: Kind }>;

const minutesIn = ({ onDay }: Worker, days: readonly number[]): number =>
  days.reduce((sum, day) => sum + (onDay.get(day)?.paidMinutes ?? 0), 0);

/** All days in a row of that length which end in the roster and are known; all known days where none are. */
function stretches({ horizon, problem }: Ward, length: number): number[][] {
  const whole = daysFrom(0, problem.days)
    .map((last) => daysFrom(last - length + 1, last + 1))
    .filter(([first]) => first !== undefined && first >= horizon);
  return whole.length > 0 ? whole : [daysFrom(horizon, problem.days)];
}

const lastOf = (days: readonly number[]): number => Math.max(0, days.at(-1) ?? 0);

export const judgeAverage = (
  ward: Ward,
  worker: Worker,
  { maximumMinutes, overWeeks }: Terms<"average-weekly-hours">,
): Broken[] =>
  stretches(ward, 7 * overWeeks)
    .filter((days) => (lastOf(days) + 1) % 7 === 0 || lastOf(days) + 1 === ward.problem.days)
    .map((days) => {
      const present = days.filter((day) => !worker.isAway(day)).length;
      const mean = present === 0 ? 0 : (minutesIn(worker, days) * 7) / present;
      return { day: lastOf(days), steps: stepsBeyond(mean - maximumMinutes, 60) };
    });

export const judgeHoursInWindow = (
  ward: Ward,
  worker: Worker,
  { days: length, maximumMinutes }: Terms<"hours-in-window">,
): Broken[] =>
  stretches(ward, length).map((days) => ({
    day: lastOf(days),
    steps: stepsBeyond(minutesIn(worker, days) - maximumMinutes, 60),
  }));

export function judgeShiftCount(
  ward: Ward,
  worker: Worker,
  { shiftIds, days: length, minimum = 0, maximum = Infinity }: Terms<"shift-count">,
): Broken[] {
  const { days } = ward.problem;
  return (length === undefined ? [daysFrom(0, days)] : stretches(ward, length)).map((stretch) => {
    const worked = worker.stints.filter(
      ({ day, shiftId }) => stretch.includes(day) && shiftIds.includes(shiftId),
    ).length;
    const asked = stretch.some(worker.isAway) ? 0 : minimum;
    const steps = stepsBeyond(worked - maximum) + stepsBeyond(asked - worked);
    return { day: lastOf(stretch), steps };
  });
}

export function judgeContract(
  { problem }: Ward,
  worker: Worker,
  { toleranceMinutes }: Terms<"contract-hours">,
): Broken[] {
  const { person } = worker;
  if (person.employment !== "contract") return [];
  const days = daysFrom(0, problem.days);
  const credit = days.reduce((sum, day) => {
    const credits = problem.absences
      .filter(
        ({ personId, fromDay, toDay }) =>
          personId === person.personId && fromDay <= day && day <= toDay,
      )
      .map(({ creditMinutesPerDay }) => creditMinutesPerDay);
    return sum + Math.max(0, ...credits);
  }, 0);
  const owed = (person.contractMinutesPerWeek / 7) * problem.days;
  const off = Math.abs(minutesIn(worker, days) + credit - owed);
  return [{ day: problem.days - 1, steps: stepsBeyond(off - toleranceMinutes, 60) }];
}

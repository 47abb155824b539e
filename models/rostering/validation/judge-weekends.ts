import type { RuleTerms } from "../roster-rule";
import { type Broken, daysFrom, stepsBeyond, type Ward, type Worker } from "./stints";

type Terms<Kind extends RuleTerms["kind"]> = Extract<RuleTerms, { kind: Kind }>;

const SATURDAY = 6;

/** Saturdays of which they or their Sunday are known. */
export function saturdaysOf({ horizon, problem }: Ward): number[] {
  const first = new Date(`${problem.startsOn}T00:00:00Z`).getUTCDay();
  return daysFrom(horizon - 1, problem.days).filter(
    (day) => (((first + day) % 7) + 7) % 7 === SATURDAY,
  );
}

export const worksOn = ({ onDay }: Worker, saturday: number): boolean =>
  onDay.has(saturday) || onDay.has(saturday + 1);

export function judgeWeekends(
  ward: Ward,
  worker: Worker,
  { weeks, maximum }: Terms<"weekends">,
): Broken[] {
  const saturdays = saturdaysOf(ward);
  return saturdays.flatMap((saturday, at) => {
    const isShort = at === saturdays.length - 1 && saturdays.length < weeks;
    if (saturday + 1 < 0 || (at + 1 < weeks && !isShort)) return [];
    const weekends = saturdays.slice(Math.max(0, at + 1 - weeks), at + 1);
    const worked = weekends.filter((each) => worksOn(worker, each)).length;
    return [{ day: saturday + 1, steps: stepsBeyond(worked - maximum) }];
  });
}

export const judgeWholeWeekends = (ward: Ward, { onDay }: Worker): Broken[] =>
  saturdaysOf(ward)
    .filter(
      (saturday) => saturday >= ward.horizon && saturday >= -1 && saturday + 1 < ward.problem.days,
    )
    .map((saturday) => ({
      day: saturday + 1,
      steps: onDay.has(saturday) === onDay.has(saturday + 1) ? 0 : 1,
    }));

import { type Broken, daysFrom, stepsBeyond, type Ward } from "./stints";

interface Limits {
  minimum?: number | undefined;
  maximum?: number | undefined;
}

/** Runs of days of a kind. A run at an end of what is known may be longer, and is never too short. */
export function judgeRuns(
  { horizon, problem }: Ward,
  isOfKind: (day: number) => boolean,
  { minimum = 0, maximum = Infinity }: Limits,
): Broken[] {
  const isIn = (day: number) => day >= horizon && day < problem.days && isOfKind(day);
  return daysFrom(horizon, problem.days)
    .filter((day) => isIn(day) && !isIn(day - 1))
    .flatMap((first) => {
      let last = first;
      while (isIn(last + 1)) last += 1;
      const days = daysFrom(first, last + 1);
      const tooMany = days.filter((day, at) => at >= maximum && day >= 0).length;
      const isWhole = first > horizon && last < problem.days - 1 && last >= -1;
      const missing = isWhole ? stepsBeyond(minimum - days.length) : 0;
      return [{ day: Math.max(0, last), steps: tooMany + missing }];
    });
}

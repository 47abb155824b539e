import type { RuleTerms } from "../roster-rule";
import { type Broken, daysFrom, stepsBeyond, type Stint, type Ward, type Worker } from "./stints";

type Terms<Kind extends RuleTerms["kind"]> = Extract<RuleTerms, { kind: Kind }>;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Each stint of the roster with the one before it, which may be in the past. */
const neighbours = ({ stints }: Worker): { earlier: Stint; later: Stint }[] =>
  stints.flatMap((later, at) => {
    const earlier = stints[at - 1];
    return earlier && later.day >= 0 ? [{ earlier, later }] : [];
  });

export const judgeRest = (
  worker: Worker,
  { minimumMinutes }: Terms<"rest-between-shifts">,
): Broken[] =>
  neighbours(worker).map(({ earlier, later }) => ({
    day: later.day,
    steps: stepsBeyond(earlier.ends + minimumMinutes * MINUTE_MS - later.begins, HOUR_MS),
  }));

export const judgeOverlap = (worker: Worker): Broken[] =>
  neighbours(worker).map(({ earlier, later }) => ({
    day: later.day,
    steps: later.begins < earlier.ends ? 1 : 0,
  }));

export const judgeSuccession = (
  { stints, onDay }: Worker,
  { shiftId, thenShiftIds }: Terms<"forbidden-succession">,
): Broken[] =>
  stints
    .filter((stint) => stint.day >= -1 && stint.shiftId === shiftId)
    .map(({ day }) => {
      const next = onDay.get(day + 1);
      return { day: day + 1, steps: next && thenShiftIds.includes(next.shiftId) ? 1 : 0 };
    });

/** Seven days are judged if all of them are known and the last is in the roster. */
export function judgeWeeklyRest(
  { horizon, problem }: Ward,
  worker: Worker,
  { minimumMinutes }: Terms<"weekly-rest">,
): Broken[] {
  const isRested = (day: number): boolean => {
    if (worker.onDay.has(day)) return false;
    const before = worker.stints.findLast((stint) => stint.day < day);
    const after = worker.stints.find((stint) => stint.day > day);
    return !before || !after || after.begins - before.ends >= minimumMinutes * MINUTE_MS;
  };
  return daysFrom(0, problem.days)
    .filter((last) => last - 6 >= horizon)
    .map((last) => ({ day: last, steps: daysFrom(last - 6, last + 1).some(isRested) ? 0 : 1 }));
}

/** After the last of so many nights or more: days off until the next work, as far as there is any. */
export function judgeAfterNights(
  { stints, onDay }: Worker,
  { nights, daysOff }: Terms<"days-off-after-nights">,
): Broken[] {
  const isNight = (day: number) => onDay.get(day)?.isNight === true;
  return stints.flatMap(({ day }) => {
    if (!isNight(day) || isNight(day + 1)) return [];
    if (!daysFrom(day - nights + 1, day).every(isNight)) return [];
    const next = stints.find((stint) => stint.day > day);
    if (!next || next.day < 0) return [];
    return [{ day: next.day, steps: stepsBeyond(daysOff - (next.day - day - 1)) }];
  });
}

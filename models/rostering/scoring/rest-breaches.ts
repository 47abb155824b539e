import { type PersonLine, type Worked, workedOn } from "../roster-frame";
import { dayInWords, daysInWords, hoursInWords } from "../roster-words";
import { minutesBetween } from "../shift-instants";
import { type Breach, breach, hoursBegun, shiftNames, type Terms } from "./breach";

/** Each shift with the next that is worked, as far as the later one is in the roster. */
function* restsOf(line: PersonLine): Generator<{ before: Worked; after: Worked }> {
  let before: Worked | null = null;
  for (const after of line.worked) {
    if (after && before && after.day >= 0) yield { before, after };
    before = after ?? before;
  }
}

const restText = (line: PersonLine, before: Worked, after: Worked): string => {
  const { problem } = line.frame;
  const rest = hoursInWords(Math.max(0, minutesBetween(before, after)));
  return `${line.of.person.name} rests ${rest} between ${before.shift.name} on ${dayInWords(problem, before.day)} and ${after.shift.name} on ${dayInWords(problem, after.day)}`;
};

export function restBreaches(
  line: PersonLine,
  { minimumMinutes }: Terms<"rest-between-shifts">,
): Breach[] {
  return [...restsOf(line)].flatMap(({ before, after }) =>
    breach(
      { fromDay: before.day, toDay: after.day + 1 },
      hoursBegun(minimumMinutes - minutesBetween(before, after)),
      () => `${restText(line, before, after)}, less than ${hoursInWords(minimumMinutes)}.`,
    ),
  );
}

/** Two shifts at once: nobody can, whatever the rules. */
export const overlapBreaches = (line: PersonLine): Breach[] =>
  [...restsOf(line)].flatMap(({ before, after }) =>
    breach(
      { fromDay: before.day, toDay: after.day + 1 },
      minutesBetween(before, after) < 0 ? 1 : 0,
      () =>
        `${line.of.person.name}: ${before.shift.name} on ${dayInWords(line.frame.problem, before.day)} is not over when ${after.shift.name} begins.`,
    ),
  );

const DAYS_OF_WEEKLY_REST = 7;

/** Windows of seven days that begin before anything is known are not judged. */
export function weeklyRestBreaches(
  line: PersonLine,
  { minimumMinutes }: Terms<"weekly-rest">,
): Breach[] {
  const { firstDay, problem } = line.frame;
  const rested = restedDays(line, minimumMinutes);
  const breaches: Breach[] = [];
  for (
    let fromDay = Math.max(firstDay, 1 - DAYS_OF_WEEKLY_REST);
    fromDay + DAYS_OF_WEEKLY_REST <= problem.days;
    fromDay += 1
  ) {
    const toDay = fromDay + DAYS_OF_WEEKLY_REST;
    if (rested.slice(fromDay - firstDay, toDay - firstDay).includes(true)) continue;
    breaches.push({
      ...{ fromDay, toDay, steps: 1 },
      text: `${line.of.person.name} has no day off with ${hoursInWords(minimumMinutes)} of rest ${daysInWords(problem, fromDay, toDay)}.`,
    });
  }
  return breaches;
}

/** By day since the first: days off within a rest that is long enough. One that goes over an end may be. */
function restedDays({ worked }: PersonLine, minimumMinutes: number): boolean[] {
  const rested = worked.map(() => false);
  let from = 0;
  let before: Worked | null = null;
  for (const [at, shift] of [...worked, null].entries()) {
    const isEnd = at === worked.length;
    if (!shift && !isEnd) continue;
    const isLong = !before || !shift || minutesBetween(before, shift) >= minimumMinutes;
    if (isLong) rested.fill(true, from, at);
    before = shift;
    from = at + 1;
  }
  return rested;
}

export function successionBreaches(
  line: PersonLine,
  { shiftId, thenShiftIds }: Terms<"forbidden-succession">,
): Breach[] {
  const { problem } = line.frame;
  return Array.from({ length: problem.days }, (_, day) => {
    const before = workedOn(line, day - 1);
    const after = workedOn(line, day);
    const isBroken =
      before?.shift.shiftId === shiftId && after && thenShiftIds.includes(after.shift.shiftId);
    return breach(
      { fromDay: day - 1, toDay: day + 1 },
      isBroken ? 1 : 0,
      () =>
        `${line.of.person.name} works ${before?.shift.name} on ${dayInWords(problem, day - 1)} and ${after?.shift.name} the day after; ${shiftNames(problem, thenShiftIds)} may not follow.`,
    );
  }).flat();
}

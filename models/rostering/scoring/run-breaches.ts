import { type PersonLine, type Worked, workedOn } from "../roster-frame";
import { counted, daysInWords } from "../roster-words";
import { type Breach, breach, shiftNames, type Terms } from "./breach";

interface Run {
  fromDay: number;
  /** Excluded. */
  toDay: number;
  /** It goes over an end of what is known, and may be longer than it looks. */
  isOpen: boolean;
}

/** Runs of days of a kind, as far as a day of the roster or the one before it is in them. */
function runsOf(line: PersonLine, isIn: (worked: Worked | null) => boolean): Run[] {
  const { firstDay, problem } = line.frame;
  const runs: Run[] = [];
  let fromDay = firstDay;
  for (let day = firstDay; day <= problem.days; day += 1) {
    if (day < problem.days && isIn(workedOn(line, day))) continue;
    // One that was over before the last day of the past is nobody's to change.
    if (day > fromDay && day >= 0) {
      runs.push({ fromDay, toDay: day, isOpen: fromDay === firstDay || day === problem.days });
    }
    fromDay = day + 1;
  }
  return runs;
}

interface Limits {
  minimum?: number | undefined;
  maximum?: number | undefined;
}

/** What is too short ends in the roster or the day before it; what is too long is counted from day 0 on. */
function runBreaches(
  line: PersonLine,
  isIn: (worked: Worked | null) => boolean,
  { minimum = 0, maximum = Infinity }: Limits,
  words: (days: number) => string,
): Breach[] {
  const { problem } = line.frame;
  return runsOf(line, isIn).flatMap(({ fromDay, toDay, isOpen }) => {
    const length = toDay - fromDay;
    const beyond = toDay - Math.max(fromDay + maximum, 0);
    const text = (limit: string) => () =>
      `${line.of.person.name} ${words(length)} ${daysInWords(problem, fromDay, toDay)}, ${limit}.`;
    return [
      ...breach({ fromDay, toDay }, isOpen ? 0 : minimum - length, text(`fewer than ${minimum}`)),
      ...breach({ fromDay, toDay }, beyond, text(`more than ${maximum}`)),
    ];
  });
}

export const workRunBreaches = (line: PersonLine, terms: Terms<"consecutive-work-days">) =>
  runBreaches(
    line,
    (worked) => worked !== null,
    terms,
    (days) => `works ${counted(days, "day")} in a row`,
  );

export const offRunBreaches = (line: PersonLine, terms: Terms<"consecutive-days-off">) =>
  runBreaches(
    line,
    (worked) => worked === null,
    terms,
    (days) => `is off ${counted(days, "day")} in a row`,
  );

export const shiftRunBreaches = (line: PersonLine, terms: Terms<"consecutive-shifts">) =>
  runBreaches(
    line,
    (worked) => worked !== null && terms.shiftIds.includes(worked.shift.shiftId),
    terms,
    (days) =>
      `works ${shiftNames(line.frame.problem, terms.shiftIds)} ${counted(days, "day")} in a row`,
  );

/** The nights count as far as they are known; what comes after the last day may still be off. */
export function afterNightsBreaches(
  line: PersonLine,
  { nights, daysOff }: Terms<"days-off-after-nights">,
): Breach[] {
  const { firstDay, problem } = line.frame;
  const breaches: Breach[] = [];
  let run = 0;
  for (let day = firstDay; day < problem.days; day += 1) {
    if (workedOn(line, day)?.shift.isNight) {
      run += 1;
      continue;
    }
    if (run >= nights) {
      const next = nextWorked(line, day);
      const off = next - day;
      breaches.push(
        ...breach(
          { fromDay: day - 1, toDay: next + 1 },
          next < 0 || next >= problem.days ? 0 : daysOff - off,
          () =>
            `${line.of.person.name} has ${counted(off, "day")} off after the nights ${daysInWords(problem, day - run, day)}, fewer than ${daysOff}.`,
        ),
      );
    }
    run = 0;
  }
  return breaches;
}

/** The next day of work from that day on; the number of days of the roster where there is none. */
function nextWorked(line: PersonLine, from: number): number {
  let day = from;
  while (day < line.frame.problem.days && !workedOn(line, day)) day += 1;
  return day;
}

import { type PersonLine, workedOn } from "../roster-frame";
import { weekendWindows } from "../roster-windows";
import { dayInWords, daysInWords } from "../roster-words";
import { type Breach, breach, type Terms } from "./breach";

/** A shift on the Saturday or the Sunday: a night belongs to the day on which it begins. */
export const worksWeekend = (line: PersonLine, saturday: number): boolean =>
  workedOn(line, saturday) !== null || workedOn(line, saturday + 1) !== null;

export function weekendBreaches(line: PersonLine, { weeks, maximum }: Terms<"weekends">): Breach[] {
  const { saturdays, problem } = line.frame;
  return weekendWindows(saturdays, weeks).flatMap((window) => {
    const worked = window.filter((saturday) => worksWeekend(line, saturday)).length;
    const fromDay = window[0] ?? 0;
    const toDay = (window.at(-1) ?? fromDay) + 2;
    return breach(
      { fromDay, toDay },
      worked - maximum,
      () =>
        `${line.of.person.name} works ${worked} of ${window.length} weekends ${daysInWords(problem, fromDay, toDay)}, more than ${maximum}.`,
    );
  });
}

/** A weekend of which one day is out of sight is not judged. */
export function wholeWeekendBreaches(line: PersonLine): Breach[] {
  const { saturdays, firstDay, problem } = line.frame;
  return saturdays.flatMap((saturday) => {
    const isKnown = saturday >= firstDay && saturday + 1 < problem.days;
    const isHalf = (workedOn(line, saturday) === null) !== (workedOn(line, saturday + 1) === null);
    return breach(
      { fromDay: saturday, toDay: saturday + 2 },
      isKnown && saturday + 1 >= 0 && isHalf ? 1 : 0,
      () =>
        `${line.of.person.name} works one day of the weekend of ${dayInWords(problem, saturday)}.`,
    );
  });
}

/**
 * Weekends that begin in the roster, and one that began the day before it unless its Saturday was worked: then
 * it was counted with the months before.
 */
export const ownWeekends = (line: PersonLine): number[] =>
  line.frame.saturdays.filter(
    (saturday) => saturday >= 0 || (saturday === -1 && workedOn(line, saturday) === null),
  );

export const weekendsWorked = (line: PersonLine): number =>
  ownWeekends(line).filter((saturday) => worksWeekend(line, saturday)).length;

export const nightsWorked = (line: PersonLine): number =>
  line.worked.slice(-line.frame.firstDay).filter((worked) => worked?.shift.isNight).length;

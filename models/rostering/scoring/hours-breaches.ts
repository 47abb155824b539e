import { isAbsent, minutesOf, type PersonLine, workedOn } from "../roster-frame";
import { type DayRange, weekWindowsOf, windowsOf } from "../roster-windows";
import { counted, daysInWords, hoursInWords } from "../roster-words";
import { type Breach, breach, hoursBegun, shiftNames, type Terms } from "./breach";

export function averageHoursBreaches(
  line: PersonLine,
  { maximumMinutes, overWeeks }: Terms<"average-weekly-hours">,
): Breach[] {
  const { firstDay, problem } = line.frame;
  return weekWindowsOf(overWeeks, firstDay, problem.days).flatMap((window) => {
    const weeks = daysPresent(line, window) / 7;
    if (weeks === 0) return [];
    const mean = minutesOf(line, window.fromDay, window.toDay) / weeks;
    return breach(
      window,
      hoursBegun(mean - maximumMinutes),
      () =>
        `${line.of.person.name} works ${hoursInWords(mean)} a week on average ${daysInWords(problem, window.fromDay, window.toDay)}, more than ${hoursInWords(maximumMinutes)}.`,
    );
  });
}

/** Days of no absence: an average takes those alone. */
function daysPresent(line: PersonLine, { fromDay, toDay }: DayRange): number {
  let days = 0;
  for (let day = fromDay; day < toDay; day += 1) if (!isAbsent(line, day)) days += 1;
  return days;
}

export function hoursInWindowBreaches(
  line: PersonLine,
  { days, maximumMinutes }: Terms<"hours-in-window">,
): Breach[] {
  const { firstDay, problem } = line.frame;
  return windowsOf(days, firstDay, problem.days).flatMap((window) => {
    const minutes = minutesOf(line, window.fromDay, window.toDay);
    return breach(
      window,
      hoursBegun(minutes - maximumMinutes),
      () =>
        `${line.of.person.name} works ${hoursInWords(minutes)} ${daysInWords(problem, window.fromDay, window.toDay)}, more than ${hoursInWords(maximumMinutes)}.`,
    );
  });
}

export function contractHoursBreaches(
  line: PersonLine,
  { toleranceMinutes }: Terms<"contract-hours">,
): Breach[] {
  const { person, contractMinutes, creditMinutes } = line.of;
  if (person.employment !== "contract") return [];
  const { days } = line.frame.problem;
  const minutes = minutesOf(line, 0, days) + creditMinutes;
  const beyond = minutes - contractMinutes;
  return breach(
    { fromDay: 0, toDay: days },
    hoursBegun(Math.abs(beyond) - toleranceMinutes),
    () =>
      `${person.name} has ${hoursInWords(minutes)} of ${hoursInWords(contractMinutes)} by contract: ${hoursInWords(Math.abs(beyond))} ${beyond > 0 ? "more" : "fewer"}, where ${hoursInWords(toleranceMinutes)} are tolerated.`,
  );
}

export function shiftCountBreaches(line: PersonLine, terms: Terms<"shift-count">): Breach[] {
  const { firstDay, problem } = line.frame;
  const { shiftIds, days, minimum = 0, maximum = Infinity } = terms;
  const windows =
    days === undefined
      ? [{ fromDay: 0, toDay: problem.days }]
      : windowsOf(days, firstDay, problem.days);
  return windows.flatMap((window) => {
    let count = 0;
    let isPresent = true;
    for (let day = window.fromDay; day < window.toDay; day += 1) {
      const worked = workedOn(line, day);
      if (worked && shiftIds.includes(worked.shift.shiftId)) count += 1;
      if (isAbsent(line, day)) isPresent = false;
    }
    const text = (limit: string) => () =>
      `${line.of.person.name} works ${counted(count, "shift")} of ${shiftNames(problem, shiftIds)} ${daysInWords(problem, window.fromDay, window.toDay)}, ${limit}.`;
    return [
      ...breach(window, isPresent ? minimum - count : 0, text(`fewer than ${minimum}`)),
      ...breach(window, count - maximum, text(`more than ${maximum}`)),
    ];
  });
}

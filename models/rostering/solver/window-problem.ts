import type { LineRule, Lines, SolverCover, SolverPerson, SolverProblem } from "./solver-problem";
import { weightOf } from "./solver-score";

/** Some people and days of a roster: all else stays. */
export interface RosterWindow {
  people: readonly number[];
  fromDay: number;
  /** The last one excluded. */
  toDay: number;
  /** Days between them that stay: the window is two, and people's work moves from one to the other. */
  fixed?: { fromDay: number; toDay: number };
}

/** Days after the window that stay but are seen, so that runs and successions over its end are judged. */
const DAYS_SEEN_AFTER = 14;

/**
 * The problem of a window alone, everything outside fixed as it is in `lines`: what a change inside costs more
 * or less is the same as in the whole problem, but for runs that began on the very first day or go on for more
 * than two weeks after the window. So what comes of it is to be counted in the whole.
 */
export function windowProblem(
  problem: SolverProblem,
  lines: Lines,
  window: RosterWindow,
): SolverProblem {
  const { fromDay, toDay, people } = window;
  const seenUntil = Math.min(problem.days, toDay + DAYS_SEEN_AFTER);
  return {
    days: seenUntil - fromDay,
    firstWeekday: (problem.firstWeekday + fromDay) % 7,
    duties: problem.duties.map(({ label, minutes }) => ({
      label,
      minutes: minutes.slice(fromDay, seenUntil),
    })),
    people: people.flatMap((index) => {
      const person = problem.people[index];
      const line = lines[index];
      return person && line ? [personIn(problem, person, line, window, seenUntil)] : [];
    }),
    covers: problem.covers
      .filter(({ day }) => isInside(window, day))
      .map((cover) => coverIn(cover, lines, window)),
  };
}

const isInside = ({ fromDay, toDay, fixed }: RosterWindow, day: number): boolean =>
  day >= fromDay && day < toDay && !(fixed && day >= fixed.fromDay && day < fixed.toDay);

/** The whole roster with the lines of a window's solution in it. */
export function withWindow(lines: Lines, window: RosterWindow, inside: Lines): Uint8Array[] {
  const copy = lines.map((line) => line.slice());
  window.people.forEach((person, index) => {
    const days = inside[index]?.subarray(0, window.toDay - window.fromDay);
    if (days) copy[person]?.set(days, window.fromDay);
  });
  return copy;
}

/** What a window's people have now. */
export const linesIn = (
  lines: Lines,
  { people, fromDay }: RosterWindow,
  days: number,
): Uint8Array[] =>
  people.map((person) => (lines[person] ?? new Uint8Array()).slice(fromDay, fromDay + days));

function personIn(
  problem: SolverProblem,
  person: SolverPerson,
  line: Uint8Array,
  window: RosterWindow,
  seenUntil: number,
): SolverPerson {
  const { fromDay, toDay } = window;
  return {
    label: person.label,
    allowed: person.allowed
      .slice(fromDay, seenUntil)
      .map((duties, index) =>
        isInside(window, fromDay + index) ? duties : [line[fromDay + index] ?? 0],
      ),
    costs: person.costs.slice(fromDay, seenUntil),
    rules: person.rules.flatMap((rule) =>
      ruleIn(problem, person, line, rule, { fromDay, toDay, seenUntil }),
    ),
    past: [...person.past, ...line.subarray(0, fromDay)],
  };
}

function ruleIn(
  problem: SolverProblem,
  { past }: SolverPerson,
  line: Uint8Array,
  rule: LineRule,
  { fromDay, toDay, seenUntil }: { fromDay: number; toDay: number; seenUntil: number },
): LineRule[] {
  const dutyOn = (day: number) => (day < 0 ? past[past.length + day] : line[day]);
  const works = (day: number) => (dutyOn(day) ?? 0) !== 0;
  switch (rule.kind) {
    case "succession":
    case "pattern":
    case "run":
      return [rule];
    case "sum": {
      let { offset } = rule;
      for (let day = rule.fromDay; day < rule.toDay; day += 1) {
        const duty = dutyOn(day);
        const isOutside = day < fromDay || day >= toDay;
        if (isOutside && duty !== undefined) offset += weightOf(problem, rule.weights, duty, day);
      }
      const first = Math.max(0, rule.fromDay - fromDay);
      const end = Math.min(toDay, rule.toDay) - fromDay;
      return end > first ? [{ ...rule, fromDay: first, toDay: end, offset }] : [];
    }
    case "weekends": {
      const isDecided = (saturday: number) =>
        saturday + 1 < fromDay ||
        saturday >= toDay ||
        (saturday + 1 === toDay && works(saturday + 1)) ||
        (saturday + 1 === fromDay && works(saturday));
      const decided = rule.saturdays.filter(isDecided);
      const saturdays = rule.saturdays.filter((saturday) => !isDecided(saturday));
      if (saturdays.length === 0) return [];
      const worked = decided.filter((saturday) => works(saturday) || works(saturday + 1)).length;
      return [
        {
          ...rule,
          saturdays: saturdays.map((saturday) => saturday - fromDay),
          offset: rule.offset + worked,
        },
      ];
    }
    case "whole-weekend": {
      const saturday = rule.saturday - fromDay;
      return saturday >= -1 && saturday + 1 < seenUntil - fromDay ? [{ ...rule, saturday }] : [];
    }
  }
}

/** What all others bring is taken off the limits. */
function coverIn(cover: SolverCover, lines: Lines, { people, fromDay }: RosterWindow): SolverCover {
  const inside = new Map(people.map((person, index) => [person, index]));
  const members = cover.members.map((member) => ({
    duties: new Set(member.duties),
    people: member.people && new Set(member.people),
    weight: member.weight,
  }));
  let others = 0;
  lines.forEach((line, person) => {
    if (inside.has(person)) return;
    const duty = line[cover.day] ?? 0;
    const counted = members.find(
      (one) => one.duties.has(duty) && (one.people?.has(person) ?? true),
    );
    others += counted?.weight ?? 0;
  });
  const less = (limits: SolverCover["below"]) =>
    limits.map(({ limit, slope }) => ({ limit: limit - others, slope }));
  const { hardMinimum, hardMaximum } = cover;
  return {
    ruleId: cover.ruleId,
    label: cover.label,
    day: cover.day - fromDay,
    members: cover.members.map((member) => ({
      duties: member.duties,
      weight: member.weight,
      ...(member.people && {
        people: member.people.flatMap((person) => inside.get(person) ?? []),
      }),
    })),
    below: less(cover.below),
    above: less(cover.above),
    ...(hardMinimum === undefined ? {} : { hardMinimum: hardMinimum - others }),
    ...(hardMaximum === undefined ? {} : { hardMaximum: hardMaximum - others }),
  };
}

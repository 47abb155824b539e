import type {
  CoverLimit,
  DutySet,
  LineRule,
  Lines,
  Price,
  SolverCover,
  SolverPerson,
  SolverProblem,
} from "./solver-problem";
import type { SolverSolution } from "./solver-run";

// What a roster costs, said once and plainly: the reference that every faster way of counting is tested
// against. Slow on purpose; solvers keep their own counts and ask here before they offer a roster.

/** A rule that is broken somewhere, and what that costs. */
export interface Charge {
  ruleId: string;
  /** The days it is about, the last one excluded; may begin in the past. */
  fromDay: number;
  toDay: number;
  /** By how much, in the rule's own steps. */
  steps: number;
  /** Price of all steps; 0 of a hard rule, which has none. */
  points: number;
  isHard: boolean;
}

export interface CoverCharge extends Charge {
  /** Index in the problem's covers. */
  cover: number;
}

/** Of the person's rules alone: what the duties themselves cost is in `dutyCost`. */
export function lineCharges(
  problem: SolverProblem,
  person: SolverPerson,
  line: Uint8Array,
): Charge[] {
  const days = { problem, past: person.past, line };
  return [
    ...person.rules.flatMap((rule) => ruleCharges(days, rule)),
    ...Array.from(line, (duty, day) =>
      person.allowed[day]?.includes(duty) ? [] : charge("not-allowed", "hard", day, day + 1, 1),
    ).flat(),
  ];
}

/** Requests, wages and what else a duty costs on its day; a duty that is not allowed costs nothing here. */
export function dutyCost(person: SolverPerson, line: Uint8Array): number {
  return line.reduce(
    (sum, duty, day) =>
      person.allowed[day]?.includes(duty) ? sum + (person.costs[day]?.[duty] ?? 0) : sum,
    0,
  );
}

export function coverCharges(problem: SolverProblem, lines: Lines): CoverCharge[] {
  return problem.covers.flatMap((cover, index) => {
    const sum = coverSum(cover, lines);
    const at = [cover.day, cover.day + 1] as const;
    const { hardMinimum = -Infinity, hardMaximum = Infinity } = cover;
    const soft = coverPoints(cover, sum);
    return [
      ...(soft.below > 0 ? [{ ...priced(cover, at, soft.steps), points: soft.below }] : []),
      ...(soft.above > 0 ? [{ ...priced(cover, at, soft.steps), points: soft.above }] : []),
      ...charge(cover.ruleId, "hard", ...at, hardMinimum - sum),
      ...charge(cover.ruleId, "hard", ...at, sum - hardMaximum),
    ].map((one) => ({ ...one, cover: index }));
  });
}

/** Each person counts by the first of the cover's members that they and their duty are in. */
export function coverSum(cover: SolverCover, lines: Lines): number {
  return lines.reduce((sum, line, person) => {
    const duty = line[cover.day] ?? 0;
    const counted = cover.members.find(
      ({ people, duties }) => duties.includes(duty) && (people?.includes(person) ?? true),
    );
    return sum + (counted?.weight ?? 0);
  }, 0);
}

/** The whole roster: points of all lines, duties and covers, and by how many steps hard rules are broken. */
export function costOf(problem: SolverProblem, lines: Lines): SolverSolution {
  const charges: Charge[] = [
    ...problem.people.flatMap((person, index) =>
      lineCharges(problem, person, lines[index] ?? new Uint8Array(problem.days)),
    ),
    ...coverCharges(problem, lines),
  ];
  const duties = problem.people.reduce(
    (sum, person, index) => sum + dutyCost(person, lines[index] ?? new Uint8Array(problem.days)),
    0,
  );
  return {
    lines,
    cost: duties + charges.reduce((sum, { points }) => sum + points, 0),
    hardViolations: charges.reduce((sum, { isHard, steps }) => sum + (isHard ? steps : 0), 0),
  };
}

/** A line in its days: what was before it, and the clock. */
interface Days {
  problem: SolverProblem;
  past: readonly number[];
  line: Uint8Array;
}

/** Of a day in the line or in the past; undefined where nothing is known. */
function dutyOn({ past, line }: Days, day: number): number | undefined {
  return day < 0 ? past[past.length + day] : line[day];
}

const isIn = (days: Days, day: number, duties: DutySet): boolean => {
  const duty = dutyOn(days, day);
  return duty !== undefined && (duties[duty] ?? false);
};

function ruleCharges(days: Days, rule: LineRule): Charge[] {
  switch (rule.kind) {
    case "succession":
      return patternCharges(days, rule.ruleId, [rule.first, rule.next], rule.price);
    case "pattern":
      return patternCharges(days, rule.ruleId, rule.sets, rule.price);
    case "run":
      return runCharges(days, rule);
    case "sum":
      return sumCharges(days, rule);
    case "weekends":
      return weekendCharges(days, rule);
    case "whole-weekend":
      return wholeWeekendCharges(days, rule);
  }
}

/** Only what ends in the line: what happened in the past is nobody's to change. */
function patternCharges(
  days: Days,
  ruleId: string,
  sets: readonly DutySet[],
  price: Price,
): Charge[] {
  const charges: Charge[] = [];
  for (let last = 0; last < days.line.length; last += 1) {
    const first = last - sets.length + 1;
    if (sets.every((set, index) => isIn(days, first + index, set))) {
      charges.push(...charge(ruleId, price, first, last + 1, 1));
    }
  }
  return charges;
}

/**
 * A run that ended the day before the first is judged too: that day 0 does not go on with it is what made it
 * short. Days beyond the maximum are counted from day 0 on.
 */
function runCharges(days: Days, rule: Extract<LineRule, { kind: "run" }>): Charge[] {
  const charges: Charge[] = [];
  const end = days.line.length;
  let start = -days.past.length;
  while (start < end) {
    if (!isIn(days, start, rule.duties)) {
      start += 1;
      continue;
    }
    let stop = start;
    while (stop < end && isIn(days, stop, rule.duties)) stop += 1;
    const mayBeLonger = stop === end || (start === 0 && days.past.length === 0);
    if (stop >= 0 && !mayBeLonger) {
      const missing = (rule.minimum ?? 0) - (stop - start);
      charges.push(...charge(rule.ruleId, rule.below, start, stop, missing));
    }
    const beyond = stop - Math.max(start + (rule.maximum ?? Infinity), 0);
    charges.push(...charge(rule.ruleId, rule.above, start, stop, beyond));
    start = stop;
  }
  return charges;
}

function sumCharges(days: Days, rule: Extract<LineRule, { kind: "sum" }>): Charge[] {
  const { fromDay, toDay, step } = rule;
  let sum = rule.offset;
  for (let day = fromDay; day < toDay; day += 1) {
    const duty = dutyOn(days, day);
    if (duty !== undefined) sum += weightOf(days.problem, rule.weights, duty, day);
  }
  return [
    ...charge(
      rule.ruleId,
      rule.below,
      fromDay,
      toDay,
      steps((rule.minimum ?? -Infinity) - sum, step),
    ),
    ...charge(
      rule.ruleId,
      rule.above,
      fromDay,
      toDay,
      steps(sum - (rule.maximum ?? Infinity), step),
    ),
  ];
}

/** Minutes of a day in the past are those of the first day: only a change of the clocks makes a difference. */
export function weightOf(
  problem: SolverProblem,
  weights: readonly number[] | "minutes",
  duty: number,
  day: number,
): number {
  if (weights !== "minutes") return weights[duty] ?? 0;
  return problem.duties[duty]?.minutes[Math.max(0, day)] ?? 0;
}

/** Begun ones included; sums of decimals may miss a whole step by a hair. */
export function steps(beyond: number, step: number): number {
  return beyond > 0 ? Math.ceil(beyond / step - 1e-9) : 0;
}

const isWorked = (days: Days, day: number): boolean => (dutyOn(days, day) ?? 0) !== 0;

function weekendCharges(days: Days, rule: Extract<LineRule, { kind: "weekends" }>): Charge[] {
  const worked = rule.saturdays.filter(
    (saturday) => isWorked(days, saturday) || isWorked(days, saturday + 1),
  );
  const first = rule.saturdays[0] ?? 0;
  const last = rule.saturdays.at(-1) ?? first;
  const beyond = worked.length + rule.offset - rule.maximum;
  return charge(rule.ruleId, rule.price, first, last + 2, beyond);
}

/** Half of a weekend that is out of sight may be anything, so nothing is said of it. */
function wholeWeekendCharges(
  days: Days,
  rule: Extract<LineRule, { kind: "whole-weekend" }>,
): Charge[] {
  const { saturday } = rule;
  const both = [dutyOn(days, saturday), dutyOn(days, saturday + 1)];
  if (both.includes(undefined) || (both[0] === 0) === (both[1] === 0)) return [];
  return charge(rule.ruleId, rule.price, saturday, saturday + 2, 1);
}

/** One charge, or none when nothing is broken or it costs nothing. */
function charge(
  ruleId: string,
  price: Price,
  fromDay: number,
  toDay: number,
  brokenBy: number,
): Charge[] {
  if (brokenBy <= 0 || price === 0) return [];
  const isHard = price === "hard";
  return [
    { ruleId, fromDay, toDay, steps: brokenBy, points: isHard ? 0 : price * brokenBy, isHard },
  ];
}

function priced(cover: SolverCover, [fromDay, toDay]: readonly [number, number], brokenBy: number) {
  return { ruleId: cover.ruleId, fromDay, toDay, steps: brokenBy, isHard: false };
}

/** Points of a cover's sum below and above its limits, and how far it is from the nearest that it breaks. */
export function coverPoints(
  cover: SolverCover,
  sum: number,
): { below: number; above: number; steps: number } {
  const beyond = (limits: readonly CoverLimit[], distance: (limit: number) => number) =>
    limits.map(({ limit, slope }) => ({ points: slope * distance(limit), by: distance(limit) }));
  const below = beyond(cover.below, (limit) => Math.max(0, limit - sum));
  const above = beyond(cover.above, (limit) => Math.max(0, sum - limit));
  return {
    below: below.reduce((total, { points }) => total + points, 0),
    above: above.reduce((total, { points }) => total + points, 0),
    steps: Math.max(0, ...[...below, ...above].map(({ by }) => by)),
  };
}

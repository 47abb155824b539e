import type { LineRule, Price, SolverPerson, SolverProblem } from "./solver-problem";
import { steps, weightOf } from "./solver-score";

/** What a rule adds up over days of the calendar, and what the sum costs in the end. */
export interface LineTotal {
  ruleId: string;
  /** Days on which it may change. */
  firstDay: number;
  lastDay: number;
  /** Before the first day. */
  start: number;
  /**
   * `sum`: the day's weight is added. `weekends`: twice the number of weekends with work, plus 1 between a
   * Saturday with work and its Sunday. `both`: days of one weekend with work, of which one alone is wrong.
   */
  kind: "sum" | "weekends" | "both";
  /** Of what is not weekends. */
  weightOn: (day: number, duty: number) => number;
  /** Of weekends: days that are a Saturday counted, -1 perhaps. */
  saturdays: ReadonlySet<number>;
  minimum: number;
  maximum: number;
  step: number;
  below: Price;
  above: Price;
}

export type TotalRule = Extract<LineRule, { kind: "sum" | "weekends" | "whole-weekend" }>;

/** None where the rule says nothing; one whose last day is before its first is what it is already. */
export function lineTotals(
  problem: SolverProblem,
  person: SolverPerson,
  rule: TotalRule,
): LineTotal[] {
  switch (rule.kind) {
    case "sum":
      return [sumTotal(problem, person, rule)];
    case "weekends":
      return weekendsTotal(problem, person, rule);
    case "whole-weekend":
      return wholeWeekendTotal(problem, person, rule);
  }
}

/** Infinite where a hard limit is broken. */
export function priceOfTotal(total: LineTotal, value: number, hardAs = Infinity): number {
  const sum = total.kind === "weekends" ? value >> 1 : value;
  if (total.kind === "both" && value === 2) return 0;
  const short = steps(total.minimum - sum, total.step);
  const beyond = steps(sum - total.maximum, total.step);
  const cost = (price: Price, times: number) =>
    times === 0 ? 0 : times * (price === "hard" ? hardAs : price);
  return cost(total.below, short) + cost(total.above, beyond);
}

function sumTotal(
  problem: SolverProblem,
  { past }: SolverPerson,
  rule: Extract<LineRule, { kind: "sum" }>,
): LineTotal {
  const weightOn = (day: number, duty: number) => weightOf(problem, rule.weights, duty, day);
  let start = rule.offset;
  for (let day = Math.max(rule.fromDay, -past.length); day < Math.min(0, rule.toDay); day += 1) {
    start += weightOn(day, past[past.length + day] ?? 0);
  }
  return {
    ruleId: rule.ruleId,
    firstDay: Math.max(0, rule.fromDay),
    lastDay: Math.min(problem.days, rule.toDay) - 1,
    start,
    kind: "sum",
    weightOn,
    saturdays: new Set(),
    minimum: rule.minimum ?? -Infinity,
    maximum: rule.maximum ?? Infinity,
    step: rule.step,
    below: rule.below,
    above: rule.above,
  };
}

const worked = (past: readonly number[], day: number): number =>
  (past[past.length + day] ?? 0) === 0 ? 0 : 1;

function weekendsTotal(
  { days }: SolverProblem,
  { past }: SolverPerson,
  rule: Extract<LineRule, { kind: "weekends" }>,
): LineTotal[] {
  const inSight = rule.saturdays.filter((saturday) => saturday >= -1 && saturday < days);
  const before = rule.saturdays.filter(
    (saturday) => saturday < -1 && (worked(past, saturday) || worked(past, saturday + 1)),
  ).length;
  const isBegun = inSight.includes(-1) && worked(past, -1) === 1;
  return [
    {
      ruleId: rule.ruleId,
      firstDay: Math.max(0, Math.min(days, ...inSight)),
      lastDay: Math.min(days - 1, Math.max(-1, ...inSight.map((saturday) => saturday + 1))),
      start: 2 * (rule.offset + before) + (isBegun ? 3 : 0),
      kind: "weekends",
      weightOn: () => 0,
      saturdays: new Set(inSight),
      minimum: -Infinity,
      maximum: rule.maximum,
      step: 1,
      below: 0,
      above: rule.price,
    },
  ];
}

function wholeWeekendTotal(
  { days }: SolverProblem,
  { past }: SolverPerson,
  { ruleId, saturday, price }: Extract<LineRule, { kind: "whole-weekend" }>,
): LineTotal[] {
  const isInSight = saturday + 1 < days && (saturday >= 0 || (saturday === -1 && past.length > 0));
  if (!isInSight) return [];
  return [
    {
      ruleId,
      firstDay: Math.max(0, saturday),
      lastDay: saturday + 1,
      start: saturday === -1 ? worked(past, -1) : 0,
      kind: "both",
      weightOn: (_, duty) => (duty === 0 ? 0 : 1),
      saturdays: new Set(),
      minimum: -Infinity,
      maximum: 0,
      step: 1,
      below: 0,
      above: price,
    },
  ];
}

/** After a day; `weight` is the duty's on that day. */
export function addedToTotal(
  total: LineTotal,
  value: number,
  day: number,
  isOff: boolean,
  weight: number,
): number {
  if (total.kind !== "weekends") return value + weight;
  // The flag says that the weekend is counted already.
  if (total.saturdays.has(day)) return isOff ? value : value + 3;
  if (!total.saturdays.has(day - 1)) return value;
  if ((value & 1) === 1) return value - 1;
  return isOff ? value : value + 2;
}

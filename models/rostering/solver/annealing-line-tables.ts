import type { DutySet, LineRule, Price, SolverPerson, SolverProblem } from "./solver-problem";
import { weightOf } from "./solver-score";

// Everybody's own rules in flat arrays. A price has two parts: points, and steps by which a hard rule is
// broken. Duty `duties.length` stands for a day of which nothing is known: it is in no set.

/** Points and hard steps of one step of being broken. */
interface Prices {
  points: Float64Array;
  hard: Float64Array;
}

export interface PairTables extends Prices {
  /** Where the person's table of (duty, next duty) begins. */
  at: Int32Array;
}

export interface PatternTables extends Prices {
  /** Patterns of a person are `start[person]` until `start[person + 1]`. */
  start: Int32Array;
  length: Int32Array;
  /** Where the pattern's sets begin: one row of duties for each of its days. */
  setsAt: Int32Array;
  sets: Uint8Array;
}

export interface RunTables {
  start: Int32Array;
  /** One row of duties for each rule. */
  sets: Uint8Array;
  minimum: Float64Array;
  maximum: Float64Array;
  below: Prices;
  above: Prices;
}

export interface SumTables {
  start: Int32Array;
  minimum: Float64Array;
  maximum: Float64Array;
  step: Float64Array;
  below: Prices;
  above: Prices;
  /** What the past and the offset give. */
  base: Float64Array;
  /** Entries of (person, day, duty), in rising order of rule; weights of 0 have none. */
  entryStart: Int32Array;
  entryRule: Int32Array;
  entryWeight: Float64Array;
}

export interface WeekendTables {
  maximum: Float64Array;
  price: Prices;
  start: Int32Array;
  saturdays: readonly (readonly number[])[];
  offset: Float64Array;
  /** Entries of (person, day). */
  entryStart: Int32Array;
  entryRule: Int32Array;
  /** To the other day of the weekend: 1 or -1. */
  entryOther: Int8Array;
  wholeStart: Int32Array;
  wholeOther: Int8Array;
  whole: Prices;
}

type RuleOf<Kind extends LineRule["kind"]> = Extract<LineRule, { kind: Kind }>;

const rulesOf = <Kind extends LineRule["kind"]>(
  { people }: SolverProblem,
  kind: Kind,
): RuleOf<Kind>[][] =>
  people.map(({ rules }) => rules.filter((rule): rule is RuleOf<Kind> => rule.kind === kind));

const startsOf = (lists: readonly (readonly unknown[])[]): Int32Array => {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => (start[index + 1] = (start[index] ?? 0) + list.length));
  return start;
};

/** `hardUnit`: hard steps that one step is counted as. */
const pricesOf = (prices: readonly Price[], hardUnit?: readonly number[]): Prices => ({
  points: Float64Array.from(prices, (price) => (price === "hard" ? 0 : price)),
  hard: Float64Array.from(prices, (price, index) =>
    price === "hard" ? (hardUnit?.[index] ?? 1) : 0,
  ),
});

const setRow = (duties: DutySet, width: number): number[] =>
  Array.from({ length: width }, (_, duty) => (duties[duty] ? 1 : 0));

/** People with the same successions share a table. */
export function pairTables(problem: SolverProblem): PairTables {
  const width = problem.duties.length + 1;
  const known = new Map<string, number>();
  const points: number[] = [];
  const hard: number[] = [];
  const at = rulesOf(problem, "succession").map((rules) => {
    const key = JSON.stringify(rules.map(({ first, next, price }) => [first, next, price]));
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, points.length);
    for (let cell = 0; cell < width * width; cell += 1) {
      const broken = rules.filter(
        ({ first, next }) => first[Math.floor(cell / width)] && next[cell % width],
      );
      points.push(broken.reduce((sum, { price }) => sum + (price === "hard" ? 0 : price), 0));
      hard.push(broken.filter(({ price }) => price === "hard").length);
    }
    return points.length - width * width;
  });
  return {
    at: Int32Array.from(at),
    points: Float64Array.from(points),
    hard: Float64Array.from(hard),
  };
}

export function patternTables(problem: SolverProblem): PatternTables {
  const width = problem.duties.length + 1;
  const lists = rulesOf(problem, "pattern");
  const rules = lists.flat();
  let rows = 0;
  return {
    start: startsOf(lists),
    length: Int32Array.from(rules, ({ sets }) => sets.length),
    setsAt: Int32Array.from(rules, ({ sets }) => (rows += sets.length) - sets.length).map(
      (row) => row * width,
    ),
    sets: Uint8Array.from(rules.flatMap(({ sets }) => sets.flatMap((set) => setRow(set, width)))),
    ...pricesOf(rules.map(({ price }) => price)),
  };
}

export function runTables(problem: SolverProblem): RunTables {
  const width = problem.duties.length + 1;
  const lists = rulesOf(problem, "run");
  const rules = lists.flat();
  return {
    start: startsOf(lists),
    sets: Uint8Array.from(rules.flatMap(({ duties }) => setRow(duties, width))),
    minimum: Float64Array.from(rules, ({ minimum }) => minimum ?? 0),
    maximum: Float64Array.from(rules, ({ maximum }) => maximum ?? Infinity),
    below: pricesOf(rules.map(({ below }) => below)),
    above: pricesOf(rules.map(({ above }) => above)),
  };
}

export function sumTables(problem: SolverProblem): SumTables {
  const { days, duties, people } = problem;
  const lists = rulesOf(problem, "sum");
  const rules = lists.flat();
  const start = startsOf(lists);
  const entryStart = new Int32Array(people.length * days * duties.length + 1);
  const entryRule: number[] = [];
  const entryWeight: number[] = [];
  lists.forEach((list, person) => {
    for (let day = 0; day < days; day += 1) {
      for (let duty = 0; duty < duties.length; duty += 1) {
        list.forEach((rule, index) => {
          if (day < rule.fromDay || day >= rule.toDay) return;
          const weight = weightOf(problem, rule.weights, duty, day);
          if (weight === 0) return;
          entryRule.push((start[person] ?? 0) + index);
          entryWeight.push(weight);
        });
        entryStart[(person * days + day) * duties.length + duty + 1] = entryRule.length;
      }
    }
  });
  const units = rules.map((rule) => hardUnit(problem, rule));
  return {
    start,
    minimum: Float64Array.from(rules, ({ minimum }) => minimum ?? -Infinity),
    maximum: Float64Array.from(rules, ({ maximum }) => maximum ?? Infinity),
    step: Float64Array.from(rules, ({ step }) => step),
    below: pricesOf(
      rules.map(({ below }) => below),
      units,
    ),
    above: pricesOf(
      rules.map(({ above }) => above),
      units,
    ),
    base: Float64Array.from(
      lists.flatMap((list, person) =>
        list.map((rule) => rule.offset + pastSum(problem, people[person], rule)),
      ),
    ),
    entryStart,
    entryRule: Int32Array.from(entryRule),
    entryWeight: Float64Array.from(entryWeight),
  };
}

function pastSum(
  problem: SolverProblem,
  person: SolverPerson | undefined,
  { fromDay, toDay, weights }: RuleOf<"sum">,
): number {
  const past = person?.past ?? [];
  return past.reduce((sum, duty, index) => {
    const day = index - past.length;
    return day >= fromDay && day < toDay ? sum + weightOf(problem, weights, duty, day) : sum;
  }, 0);
}

/** One duty too many weighs about 1 whatever the step. A power of two, so that increments never drift. */
function hardUnit(problem: SolverProblem, { step, weights }: RuleOf<"sum">): number {
  const most = problem.duties.reduce(
    (largest, _, duty) => Math.max(largest, Math.abs(weightOf(problem, weights, duty, 0))),
    0,
  );
  return most > step ? 2 ** Math.round(Math.log2(step / most)) : 1;
}

export function weekendTables(problem: SolverProblem): WeekendTables {
  const { days, people } = problem;
  const lists = rulesOf(problem, "weekends");
  const rules = lists.flat();
  const start = startsOf(lists);
  const wholes = rulesOf(problem, "whole-weekend");
  const entryStart = new Int32Array(people.length * days + 1);
  const wholeStart = new Int32Array(people.length * days + 1);
  const entries: { rule: number; other: number }[] = [];
  const wholeEntries: { other: number; price: Price }[] = [];
  people.forEach((_, person) => {
    for (let day = 0; day < days; day += 1) {
      for (const [saturday, other] of [
        [day, 1],
        [day - 1, -1],
      ] as const) {
        lists[person]?.forEach(({ saturdays }, index) => {
          if (saturdays.includes(saturday)) {
            entries.push({ rule: (start[person] ?? 0) + index, other });
          }
        });
        wholes[person]?.forEach((rule) => {
          if (rule.saturday === saturday) wholeEntries.push({ other, price: rule.price });
        });
      }
      entryStart[person * days + day + 1] = entries.length;
      wholeStart[person * days + day + 1] = wholeEntries.length;
    }
  });
  return {
    start,
    maximum: Float64Array.from(rules, ({ maximum }) => maximum),
    price: pricesOf(rules.map(({ price }) => price)),
    saturdays: rules.map(({ saturdays }) => saturdays),
    offset: Float64Array.from(rules, ({ offset }) => offset),
    entryStart,
    entryRule: Int32Array.from(entries, ({ rule }) => rule),
    entryOther: Int8Array.from(entries, ({ other }) => other),
    wholeStart,
    wholeOther: Int8Array.from(wholeEntries, ({ other }) => other),
    whole: pricesOf(wholeEntries.map(({ price }) => price)),
  };
}

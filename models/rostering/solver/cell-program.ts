import { type Linear, negative, type ProgramBuilder, sumOf } from "./program-builder";
import type {
  DutySet,
  LineRule,
  Lines,
  Price,
  SolverPerson,
  SolverProblem,
} from "./solver-problem";
import { weightOf } from "./solver-score";

/** A roster of which some cells are free: what they may become is one column for each duty. */
export interface FreeCells {
  problem: SolverProblem;
  lines: Lines;
  /** By person and day: the column of each duty; undefined: the cell stays. */
  columns: readonly (readonly (ReadonlyMap<number, number> | undefined)[])[];
  /** Points that a broken hard rule is priced at, so that there is always an answer. */
  hardPrice: number;
}

/** Columns for the cells that are free, with what their duties cost; each takes one. */
export function freeCells(
  builder: ProgramBuilder,
  problem: SolverProblem,
  lines: Lines,
  isFree: (person: number, day: number) => boolean,
): FreeCells {
  const columns = problem.people.map((person, index) =>
    Array.from({ length: problem.days }, (_, day) => {
      const allowed = person.allowed[day] ?? [];
      if (!isFree(index, day) || allowed.length === 0) return undefined;
      const ofDuty = new Map(
        allowed.map((duty) => [duty, builder.column(person.costs[day]?.[duty] ?? 0, 1, true)]),
      );
      const terms = Array.from(ofDuty.values(), (column) => ({ column, factor: 1 }));
      builder.row({ constant: 0, terms }, 1, 1);
      return ofDuty;
    }),
  );
  return { problem, lines, columns, hardPrice: hardPriceOf(problem) };
}

/** Far above what all else that one cell can do might save. */
export function hardPriceOf({ people, covers }: SolverProblem): number {
  const prices = [
    ...people.flatMap(({ rules }) => rules.flatMap(pricesOf)),
    ...covers.flatMap(({ below, above }) => [...below, ...above].map(({ slope }) => slope)),
  ];
  return Math.max(1_000, 20 * prices.reduce((most, price) => Math.max(most, price), 0));
}

function pricesOf(rule: LineRule): number[] {
  const prices: Price[] =
    rule.kind === "run" || rule.kind === "sum" ? [rule.below, rule.above] : [rule.price];
  return prices.filter((price) => price !== "hard");
}

/** Adds everybody's own rules, as far as free cells are in them. */
export function addLineRules(builder: ProgramBuilder, cells: FreeCells): void {
  cells.problem.people.forEach((person, index) => {
    const freeDays = (cells.columns[index] ?? []).flatMap((columns, day) => (columns ? [day] : []));
    if (freeDays.length === 0) return;
    const line = new FreeLine(cells, index, person, freeDays);
    for (const rule of person.rules) addRule(builder, line, rule, cells.hardPrice);
  });
}

/** One person's line: each day is known, free, or out of sight. */
class FreeLine {
  readonly first: number;
  readonly days: number;

  constructor(
    readonly cells: FreeCells,
    readonly index: number,
    readonly person: SolverPerson,
    readonly freeDays: readonly number[],
  ) {
    this.first = -person.past.length;
    this.days = cells.problem.days;
  }

  known(day: number): number | undefined {
    const { past } = this.person;
    return day < 0 ? past[past.length + day] : this.cells.lines[this.index]?.[day];
  }

  isFree(day: number): boolean {
    return this.cells.columns[this.index]?.[day] !== undefined;
  }

  hasFree(from: number, until: number): boolean {
    return this.freeDays.some((day) => day >= from && day < until);
  }

  /** The weight of a day's duty; of a day out of sight, 0. */
  weight(day: number, weightOfDuty: (duty: number) => number): Linear {
    const columns = this.cells.columns[this.index]?.[day];
    if (columns === undefined) {
      const duty = this.known(day);
      return { constant: duty === undefined ? 0 : weightOfDuty(duty), terms: [] };
    }
    return {
      constant: 0,
      terms: Array.from(columns, ([duty, column]) => ({ column, factor: weightOfDuty(duty) })),
    };
  }

  isIn(day: number, set: DutySet): Linear {
    return this.weight(day, (duty) => (set[duty] ? 1 : 0));
  }

  works(day: number): Linear {
    return this.weight(day, (duty) => (duty === 0 ? 0 : 1));
  }
}

function addRule(builder: ProgramBuilder, line: FreeLine, rule: LineRule, hard: number): void {
  const points = (price: Price) => (price === "hard" ? hard : price);
  switch (rule.kind) {
    case "succession":
    case "pattern": {
      const sets = rule.kind === "pattern" ? rule.sets : [rule.first, rule.next];
      for (let last = 0; last < line.days; last += 1) {
        addSequence(builder, line, last - sets.length + 1, sets, points(rule.price));
      }
      return;
    }
    case "run":
      return addRuns(builder, line, rule, points);
    case "sum":
      return addSum(builder, line, rule, points);
    case "weekends":
      return addWeekends(builder, line, rule, points(rule.price));
    case "whole-weekend": {
      const { saturday } = rule;
      if (!line.hasFree(saturday, saturday + 2)) return;
      if (line.known(saturday) === undefined || line.known(saturday + 1) === undefined) return;
      const [one, other] = [line.works(saturday), line.works(saturday + 1)];
      builder.limitAbove(sumOf([one, negative(other)]), 0, points(rule.price));
      builder.limitAbove(sumOf([other, negative(one)]), 0, points(rule.price));
    }
  }
}

/** Days in a row that are each in its set: at a price. */
function addSequence(
  builder: ProgramBuilder,
  line: FreeLine,
  first: number,
  sets: readonly DutySet[],
  price: number,
): void {
  if (!line.hasFree(first, first + sets.length)) return;
  const parts = sets.map((set, index) => line.isIn(first + index, set));
  const cannotBe = parts.some(
    ({ constant, terms }) => constant === 0 && terms.every(({ factor }) => factor === 0),
  );
  if (!cannotBe) builder.limitAbove(sumOf(parts), sets.length - 1, price);
}

/** Too long: each day beyond is the last of a stretch of one more than the maximum. Too short: each length of its own. */
function addRuns(
  builder: ProgramBuilder,
  line: FreeLine,
  { duties, minimum = 0, maximum, below, above }: Extract<LineRule, { kind: "run" }>,
  points: (price: Price) => number,
): void {
  for (let last = 0; maximum !== undefined && last < line.days; last += 1) {
    const sets = new Array<DutySet>(maximum + 1).fill(duties);
    addSequence(builder, line, last - maximum, sets, points(above));
  }
  const others = duties.map((isIn) => !isIn);
  for (let length = 1; length < minimum; length += 1) {
    const run = new Array<DutySet>(length).fill(duties);
    const price = points(below) * (minimum - length);
    for (let stop = 0; stop < line.days; stop += 1) {
      const start = stop - length;
      if (start < line.first) continue;
      if (start > line.first) {
        addSequence(builder, line, start - 1, [others, ...run, others], price);
      } else if (line.first < 0) {
        addSequence(builder, line, start, [...run, others], price);
      }
    }
  }
}

function addSum(
  builder: ProgramBuilder,
  line: FreeLine,
  rule: Extract<LineRule, { kind: "sum" }>,
  points: (price: Price) => number,
): void {
  const { fromDay, toDay, weights, minimum, maximum, step } = rule;
  if (!line.hasFree(fromDay, toDay)) return;
  const { problem } = line.cells;
  const parts = Array.from({ length: toDay - fromDay }, (_, index) => {
    const day = fromDay + index;
    return line.weight(day, (duty) => weightOf(problem, weights, duty, day));
  });
  const sum = sumOf([{ constant: rule.offset, terms: [] }, ...parts]);
  if (sum.terms.every(({ factor }) => factor === 0)) return;
  const isWhole =
    step === 1 &&
    Number.isInteger(sum.constant) &&
    sum.terms.every(({ factor }) => Number.isInteger(factor));
  const most = sum.terms.reduce((largest, { factor }) => Math.max(largest, Math.abs(factor)), 0);
  // A hard sum counted in minutes: one shift too many weighs as much as any other broken rule.
  const priceOf = (price: Price) =>
    price === "hard" ? points(price) * Math.min(1, (3 * step) / most) : price;
  const size = isWhole ? undefined : step;
  if (maximum !== undefined) builder.limitAbove(sum, maximum, priceOf(rule.above), size);
  if (minimum !== undefined) builder.limitAbove(negative(sum), -minimum, priceOf(rule.below), size);
}

function addWeekends(
  builder: ProgramBuilder,
  line: FreeLine,
  { saturdays, offset, maximum }: Extract<LineRule, { kind: "weekends" }>,
  price: number,
): void {
  if (!saturdays.some((saturday) => line.hasFree(saturday, saturday + 2))) return;
  const worked = saturdays.map((saturday): Linear => {
    const days = [line.works(saturday), line.works(saturday + 1)];
    const isKnown = days.some(({ constant }) => constant === 1);
    if (isKnown || days.every(({ terms }) => terms.length === 0)) {
      return { constant: isKnown ? 1 : 0, terms: [] };
    }
    const column = builder.column(0, 1, false);
    for (const { constant, terms } of days) {
      builder.row({ constant, terms: [...terms, { column, factor: -1 }] }, -1e30, 0);
    }
    return { constant: 0, terms: [{ column, factor: 1 }] };
  });
  builder.limitAbove(sumOf([{ constant: offset, terms: [] }, ...worked]), maximum, price);
}

/** Adds the covers that free cells count in. */
export function addCovers(builder: ProgramBuilder, cells: FreeCells): void {
  for (const cover of cells.problem.covers) {
    const parts = cells.problem.people.map((_, person): Linear => {
      const weight = (duty: number) =>
        cover.members.find(
          ({ people, duties }) => duties.includes(duty) && (people?.includes(person) ?? true),
        )?.weight ?? 0;
      const columns = cells.columns[person]?.[cover.day];
      if (columns === undefined) {
        return { constant: weight(cells.lines[person]?.[cover.day] ?? 0), terms: [] };
      }
      const terms = Array.from(columns, ([duty, column]) => ({ column, factor: weight(duty) }));
      return { constant: 0, terms: terms.filter(({ factor }) => factor !== 0) };
    });
    const sum = sumOf(parts);
    if (sum.terms.length === 0) continue;
    const missing = negative(sum);
    for (const { limit, slope } of cover.below) builder.limitAbove(missing, -limit, slope);
    for (const { limit, slope } of cover.above) builder.limitAbove(sum, limit, slope);
    const { hardMinimum, hardMaximum } = cover;
    if (hardMinimum !== undefined) builder.limitAbove(missing, -hardMinimum, cells.hardPrice);
    if (hardMaximum !== undefined) builder.limitAbove(sum, hardMaximum, cells.hardPrice);
  }
}

import type { Highs } from "highs";
import { MasterProgram, type MasterSolution } from "../solver/master-program";
import type { Pattern, WeekLine, WeekLines } from "./inrc2-week-lines";

const TOLERANCE = 1e-6;
/** How far new prices are drawn back to those of the best bound. */
const SMOOTHING = 0.5;
/** Further lines of everybody in each round of the first program. */
const DEVIATIONS = 2;

export interface GenerationLimits {
  rounds: number;
  /** Ends when the bound is within this share of the cost. */
  gap: number;
  isOver: () => boolean;
}

/** Lines of a person with their shares, which add up to 1. */
export type Mixture = readonly { line: WeekLine; share: number }[];

/** The linear program over whole lines of some people, what the others bring being given. */
export class WeekGeneration {
  readonly #lines: WeekLines;
  readonly #people: readonly number[];
  readonly #sums: Float64Array;
  readonly #random: () => number;
  readonly #master: MasterProgram;
  readonly #known: WeekLine[] = [];
  /** First weeks that are settled, by person. */
  readonly #settled = new Map<number, Pattern>();
  #solution: MasterSolution | undefined;
  #areBoundsNew = false;
  #centre: Float64Array | undefined;
  bound = -Infinity;

  constructor(
    highs: Highs,
    lines: WeekLines,
    {
      people,
      sums,
      random,
    }: { people: readonly number[]; sums: Float64Array; random: () => number },
  ) {
    this.#lines = lines;
    this.#people = people;
    this.#sums = sums;
    this.#random = random;
    this.#master = new MasterProgram(highs, { table: lines.table, people, sums });
  }

  get objective(): number {
    return this.#solution?.objective ?? Infinity;
  }

  get prices(): Float64Array {
    return this.#centre ?? new Float64Array(this.#sums.length);
  }

  get unsettled(): number[] {
    return this.#people.filter((person) => !this.#settled.has(person));
  }

  add(lines: readonly WeekLine[]): number {
    const before = this.#master.lines.length;
    const added = this.#master.addLines(lines);
    // The program leaves out what it has: it keeps the order of the others.
    for (let index = before; index < this.#master.lines.length; index += 1) {
      const line = lines.find((one) => one === this.#master.lines[index]);
      if (line) this.#known.push(line);
    }
    return added;
  }

  /** Lines that cost at most `beyond` more than what the program pays for them. */
  nearLines(beyond: number): WeekLine[] {
    return this.#known.filter((line) => this.#reduced(line) < beyond);
  }

  settle(patterns: ReadonlyMap<number, Pattern>): void {
    for (const [person, pattern] of patterns) this.#settled.set(person, pattern);
    const numbers = new Map(
      Array.from(this.#settled, ([person, one]) => [person, this.#lines.numberOf(one)]),
    );
    this.#master.allow((_, index) => {
      const line = this.#known[index];
      const number = line && numbers.get(line.person);
      return number === undefined || number === line?.pattern;
    });
    this.#areBoundsNew = true;
  }

  /** Nobody's first week is settled any more. */
  release(): void {
    this.#settled.clear();
    this.#master.allow(() => true);
  }

  /** Shares of first weeks among those who are not settled, the greatest first. */
  leanings(): { person: number; pattern: Pattern; share: number }[] {
    const found = new Map<string, { person: number; pattern: Pattern; share: number }>();
    this.#shares((line, share) => {
      if (this.#settled.has(line.person)) return;
      const key = `${line.person} ${line.pattern}`;
      const known = found.get(key);
      if (known) known.share += share;
      else {
        found.set(key, { person: line.person, pattern: this.#lines.patternOf(line.line), share });
      }
    });
    return [...found.values()].sort((one, other) => other.share - one.share);
  }

  mixtures(): Map<number, Mixture> {
    const found = new Map<number, { line: WeekLine; share: number }[]>();
    this.#shares((line, share) => {
      found.set(line.person, [...(found.get(line.person) ?? []), { line, share }]);
    });
    return found;
  }

  /** Adds the lines that bring the most, round by round. */
  run({ rounds, gap, isOver }: GenerationLimits): void {
    for (let round = 0; ; round += 1) {
      this.#solution = this.#master.solve(this.#areBoundsNew);
      this.#areBoundsNew = false;
      if (round >= rounds || isOver()) return;
      if (this.objective - this.bound <= gap * Math.abs(this.bound)) return;
      if (!this.#addBetter(this.#solution)) return;
    }
  }

  /** From prices of a like program: its lines, and the centre that prices are drawn to. */
  beginFrom(prices: Float64Array): void {
    this.add(this.#priceAll(prices.slice()));
  }

  dispose(): void {
    this.#master.dispose();
  }

  #shares(visit: (line: WeekLine, share: number) => void): void {
    this.#known.forEach((line, index) => {
      const share = this.#solution?.values[index] ?? 0;
      if (share > 1e-9) visit(line, share);
    });
  }

  #reduced(line: WeekLine): number {
    const row = this.#people.indexOf(line.person);
    const { personDuals, coverDuals } = this.#solution ?? {};
    if (!personDuals || !coverDuals) return -Infinity;
    return line.cost - (personDuals[row] ?? 0) - this.#lines.pay(line, coverDuals);
  }

  #addBetter(solution: MasterSolution): boolean {
    let smoothing = this.#centre && this.#settled.size === 0 ? SMOOTHING : 0;
    for (;;) {
      const centre = this.#centre;
      const prices = solution.coverDuals.map((dual, cover) =>
        smoothing > 0 ? smoothing * (centre?.[cover] ?? 0) + (1 - smoothing) * dual : dual,
      );
      const better = this.#priceAll(prices).filter((line) => this.#reduced(line) < -TOLERANCE);
      if (this.add(better) > 0) return true;
      if (smoothing === 0) return false;
      smoothing = smoothing < 0.2 ? 0 : smoothing / 2;
    }
  }

  /** Lagrange's bound at these prices, which are cut to what the covers' curves can pay, and the lines. */
  #priceAll(prices: Float64Array): WeekLine[] {
    let bound = 0;
    this.#lines.table.curves.forEach(({ breakpoints, slopes, cheapest }, cover) => {
      const highest = -(slopes[0] ?? 0);
      const lowest = -(slopes.at(-1) ?? 0);
      const price = Math.min(highest, Math.max(lowest, prices[cover] ?? 0));
      prices[cover] = price;
      bound += price * (cheapest - (this.#sums[cover] ?? 0));
      slopes.forEach((slope, stretch) => {
        const to = breakpoints[stretch] ?? Infinity;
        const from = breakpoints[stretch - 1] ?? -Infinity;
        const reduced = to <= cheapest ? -slope - price : slope + price;
        if (reduced < -1e-12) bound += reduced * (to - from);
      });
    });
    const { days } = this.#lines.problem;
    const isFree = this.#settled.size === 0;
    const lines = this.#people.flatMap((person) => {
      const deviations = isFree
        ? Array.from({ length: DEVIATIONS }, () => Math.floor(this.#random() * days))
        : [];
      const pattern = this.#settled.get(person);
      const { least, lines: own } = this.#lines.cheapest(person, prices, pattern, deviations);
      bound += least;
      return own;
    });
    if (isFree && bound > this.bound) {
      this.bound = bound;
      this.#centre = prices;
    }
    return lines;
  }
}

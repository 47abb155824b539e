import type { Highs } from "highs";
import type { PricedLine } from "./line-pricing";
import { MasterProgram, type MasterSolution } from "./master-program";
import type { RosterLines } from "./roster-lines";

/** How far new prices are drawn back to those of the best bound; the study behind it measured 0.5. */
const SMOOTHING = 0.5;
const TOLERANCE = 1e-6;

export interface GenerationLimits {
  isOver: () => boolean;
  /** Ends when no roster of these people can cost less than this. */
  cutoff: number;
  maximumRounds?: number;
  bounded?: (bound: number) => void;
}

export interface Generated {
  solution: MasterSolution;
  /** No choice of lines for these people costs less; -Infinity before anything is known. */
  bound: number;
  /** Prices of the covers that gave the bound. */
  prices: Float64Array;
  isComplete: boolean;
}

/** The linear program over all lines of some people, while the others' stay as they are. */
export class ColumnGeneration {
  readonly master: MasterProgram;
  private bound = -Infinity;
  private prices: Float64Array | undefined;
  private isAfterBounds = false;
  /** The best bound before any line was barred, and the slack above it that lines still have. */
  private whole: { bound: number; prices: Float64Array; slack: number } | undefined;
  private isRestarted = false;
  /** People who have their line: they bring no new ones. */
  readonly settled = new Set<number>();

  constructor(
    highs: Highs,
    public roster: RosterLines,
    readonly people: readonly number[],
    private readonly otherSums: Float64Array,
  ) {
    const { table } = roster;
    this.master = new MasterProgram(highs, { table, people, sums: otherSums });
    this.master.spare(10 * table.hardPoints);
  }

  /** Leaves out lines that nothing cheaper than the cutoff can have, by the best bound of all lines so far. */
  narrow(cutoff: number): void {
    const { roster, people, whole } = this;
    if (!whole) return;
    const slack = cutoff - roster.unit - whole.bound + TOLERANCE;
    if (slack === Infinity || slack > whole.slack - TOLERANCE) return;
    whole.slack = slack;
    this.roster = roster.narrowed(whole.prices, slack, people);
  }

  /** Adds the lines that bring the most, round by round, until none is missing. */
  run({ isOver, cutoff, maximumRounds = Infinity, bounded }: GenerationLimits): Generated {
    const { master, roster } = this;
    for (let round = 0; ; round += 1) {
      const solution = master.solve(this.isAfterBounds);
      this.isAfterBounds = false;
      const done = (isComplete: boolean): Generated => ({
        solution,
        bound: this.bound,
        prices: this.prices ?? solution.coverDuals,
        isComplete,
      });
      const isClosed = () =>
        solution.objective - this.bound < TOLERANCE * Math.abs(this.bound) + TOLERANCE;
      if (isClosed() || roster.roundUp(this.bound) >= cutoff - TOLERANCE) return done(true);
      if (round >= maximumRounds || isOver()) return done(false);
      let smoothing = this.prices && this.settled.size === 0 ? SMOOTHING : 0;
      for (;;) {
        const { prices: centre } = this;
        const prices = solution.coverDuals.map((dual, cover) =>
          centre ? smoothing * (centre[cover] ?? 0) + (1 - smoothing) * dual : dual,
        );
        const { bound, lines } = this.priceAll(prices);
        if (bound > this.bound && this.settled.size === 0) {
          this.raise(bound, prices);
          bounded?.(bound);
        }
        const better = this.improving(lines, solution);
        if (master.addLines(better) > 0) break;
        if (smoothing === 0) return done(true);
        smoothing = smoothing < 0.2 ? 0 : smoothing / 2;
      }
    }
  }

  /** Forgets the bound when lines are barred or allowed again; prices are still drawn to those of before. */
  restart(): void {
    this.isRestarted = true;
    this.bound = -Infinity;
    this.isAfterBounds = true;
  }

  /** Begins from prices of a like problem: its lines, its bound, and the centre that prices are drawn to. */
  beginFrom(prices: Float64Array): void {
    const own = prices.slice();
    const { bound, lines } = this.priceAll(own);
    this.raise(bound, own);
    this.master.addLines(lines);
  }

  private raise(bound: number, prices: Float64Array): void {
    this.bound = bound;
    this.prices = prices;
    if (!this.isRestarted) this.whole = { bound, prices, slack: Infinity };
  }

  /** Lagrange's bound at these prices, which are cut to what the covers' curves can pay. */
  priceAll(prices: Float64Array): { bound: number; lines: PricedLine[] } {
    const { roster } = this;
    let bound = 0;
    roster.table.curves.forEach(({ breakpoints, slopes, cheapest }, cover) => {
      const price = Math.min(
        -(slopes[0] ?? 0),
        Math.max(-(slopes.at(-1) ?? 0), prices[cover] ?? 0),
      );
      prices[cover] = price;
      bound += price * (cheapest - (this.otherSums[cover] ?? 0));
      slopes.forEach((slope, stretch) => {
        const to = breakpoints[stretch] ?? Infinity;
        const from = breakpoints[stretch - 1] ?? -Infinity;
        const reduced = to <= cheapest ? -slope - price : slope + price;
        if (reduced < -1e-12) bound += reduced * (to - from);
      });
    });
    roster.setPrices(prices);
    const lines: PricedLine[] = [];
    for (const person of this.people) {
      if (this.settled.has(person)) continue;
      const pricing = roster.pricing(person);
      bound += pricing.price(roster.payFor(person));
      const line = pricing.bestLine();
      if (line) lines.push(line);
    }
    return { bound, lines };
  }

  private improving(lines: readonly PricedLine[], solution: MasterSolution): PricedLine[] {
    const { roster, people } = this;
    roster.setPrices(solution.coverDuals);
    const dualOf = new Map(people.map((person, row) => [person, solution.personDuals[row] ?? 0]));
    return lines.filter(({ person, line, cost }) => {
      const pay = roster.payFor(person);
      let reduced = cost - (dualOf.get(person) ?? 0);
      line.forEach((duty, day) => {
        reduced -= pay[day * roster.duties + duty] ?? 0;
      });
      return reduced < -TOLERANCE;
    });
  }

  dispose(): void {
    this.master.dispose();
  }
}

import type { Highs } from "highs";
import { ColumnGeneration } from "./column-generation";
import type { DayWindow, PricedLine } from "./line-pricing";
import { type LineSearchRun, searchLines } from "./line-search";
import { RosterTree } from "./branch-and-price";
import type { RosterLines, WholeRoster } from "./roster-lines";
import type { Lines } from "./solver-problem";

/** Rounds of pricing between two fixings of a dive. */
const ROUNDS_OF_DIVE = 4;
/** Points that sums of prices may be off. */
const SLACK_TOLERANCE = 1e-6;

/** What is re-solved together: these people's lines, on all days or on some. */
export interface Neighbourhood {
  people: readonly number[];
  window?: DayWindow;
}

/** How long a re-solving may take; by nodes alone the same effort gives the same answer anywhere. */
export interface Effort {
  milliseconds: number;
  nodes: number;
}

export type Improvement = "better" | "none" | "open";

/** Lines of one person that are kept to begin with. */
const POOL_OF_EACH = 60;

/** A whole roster that gets better, and how the ways of improving it are told to stop. */
export interface SearchRun {
  random: () => number;
  /** Milliseconds on any clock. */
  now: () => number;
  isOver: () => boolean;
  improved: (roster: WholeRoster) => void;
  bounded: (bound: number) => void;
}

/** The best roster in hand, and the ways that make it better by re-solving part of it. */
export class RosterSearch {
  best: WholeRoster | undefined;
  lowerBound = -Infinity;
  /** Prices of the covers, and the bound that they give. */
  prices: Float64Array | undefined;
  private pricesBound = -Infinity;
  private narrowed: { roster: RosterLines; slack: number } | undefined;
  private readonly everybody: readonly number[];
  /** Lines of each person that were in the linear program's answers: where re-solving begins. */
  private readonly pool = new Map<number, PricedLine[]>();

  constructor(
    private readonly highs: Highs,
    private readonly roster: RosterLines,
    private readonly run: SearchRun,
  ) {
    this.everybody = roster.problem.people.map((_, person) => person);
  }

  get isProved(): boolean {
    const { best, lowerBound } = this;
    return best?.isLegal === true && this.roster.roundUp(lowerBound) >= best.cost - 1e-6;
  }

  /**
   * Points that something better is below. Infinity until a roster is legal: one that is not may cost less
   * than every legal one, which is still to be found.
   */
  get legalCost(): number {
    return this.best?.isLegal ? this.best.cost : Infinity;
  }

  /** Of the slopes and prices, as far as they can be paid. */
  get dearest(): number {
    return this.roster.table.dearest;
  }

  /** Lines that something cheaper than the best can have; all of them while too little is known. */
  get near(): RosterLines {
    const { roster, legalCost, prices, pricesBound, narrowed } = this;
    if (legalCost === Infinity || !prices) return roster;
    const slack = legalCost - roster.unit - pricesBound + SLACK_TOLERANCE;
    if (!narrowed || slack < narrowed.slack - SLACK_TOLERANCE) {
      const from = narrowed?.roster ?? roster;
      this.narrowed = {
        slack,
        roster: from.narrowed(prices, slack, this.everybody),
      };
    }
    return this.narrowed?.roster ?? roster;
  }

  offer(lines: Lines): boolean {
    const whole = this.roster.whole(lines);
    if (this.best && !isBetterRoster(whole, this.best)) return false;
    this.best = whole;
    this.run.improved(whole);
    return true;
  }

  /** Each person in turn takes the cheapest line there is, in an order by chance. */
  greedy(): void {
    const { roster } = this;
    const { everybody: people } = this;
    const sums = new Float64Array(roster.problem.covers.length);
    const lines: Uint8Array[] = people.map(() => new Uint8Array(roster.problem.days));
    for (const person of this.shuffled(people)) {
      const answer = roster.bestAnswer(person, sums);
      if (!answer) continue;
      lines[person] = answer.line;
      roster.count(sums, person, answer.line, 1);
    }
    this.offer(lines);
  }

  /** Anneals whole lines, beginning with the best roster. */
  respond(schedule: Pick<LineSearchRun, "progress" | "hot" | "cold">): void {
    const { roster, run, best } = this;
    if (!best) return;
    searchLines(roster, roster.whole(best.lines), {
      ...schedule,
      random: run.random,
      isOver: run.isOver,
      improved: ({ lines, cost }) => {
        if (cost < (this.best?.cost ?? Infinity) - 1e-6) this.offer(lines);
      },
    });
  }

  /** The linear program over everybody: the bound, and the lines that the whole is made of. */
  root(isLate: () => boolean): ColumnGeneration {
    const { roster, run } = this;
    const { everybody: people } = this;
    const sums = new Float64Array(roster.problem.covers.length);
    const generation = new ColumnGeneration(this.highs, roster, people, sums);
    generation.master.addLines(this.linesOf(people));
    const { bound, prices, solution } = generation.run({
      isOver: () => run.isOver() || isLate() || this.isProved,
      cutoff: this.legalCost,
      bounded: (found) => this.raise(found),
    });
    this.raise(bound);
    this.prices = prices;
    this.pricesBound = bound;
    this.takeWhole(generation, solution.values);
    return generation;
  }

  private raise(bound: number): void {
    if (bound <= this.lowerBound) return;
    this.lowerBound = bound;
    this.run.bounded(this.roster.roundUp(bound));
  }

  /** Settles lines one after the other by the linear program's values, with new lines in between. */
  dive(generation: ColumnGeneration, isLate: () => boolean = () => false): boolean {
    const { run } = this;
    const { master, people } = generation;
    const chosen = new Map<number, number>();
    const cutoff = this.best?.isLegal ? this.cutoffFor(people) : Infinity;
    try {
      for (;;) {
        const { solution } = generation.run({
          isOver: run.isOver,
          cutoff: Infinity,
          maximumRounds: ROUNDS_OF_DIVE,
        });
        if (run.isOver() || isLate() || solution.objective > cutoff - 1e-6) return false;
        if (this.takeWhole(generation, solution.values)) return true;
        const open = master.lines
          .map(({ person }, index) => ({ person, index, value: solution.values[index] ?? 0 }))
          .filter(({ person, value }) => value > 1e-6 && !chosen.has(person))
          .map((one) => ({ ...one, rank: one.value + 0.15 * run.random() }))
          .sort((one, other) => other.rank - one.rank);
        if (open.length === 0) return false;
        const settled = firstOfEach(open).filter(({ value }, at) => at === 0 || value > 0.95);
        for (const { person, index } of settled) {
          chosen.set(person, index);
          master.fix(index, true);
          generation.settled.add(person);
        }
      }
    } finally {
      for (const index of chosen.values()) master.fix(index, false);
      generation.settled.clear();
    }
  }

  /**
   * Re-solves some people's lines while the others keep theirs. `none`: proved that there is nothing better,
   * `open`: the effort was not enough to know.
   */
  improve({ people, window }: Neighbourhood, effort: Effort): Improvement {
    const { near, run, best } = this;
    if (!best) return "open";
    const roster = window ? near.within(best.lines, people, window) : near;
    const sums = best.sums.slice();
    for (const person of people) roster.count(sums, person, best.lines[person] ?? EMPTY, -1);
    const generation = new ColumnGeneration(this.highs, roster, people, sums);
    try {
      generation.master.addLines(this.linesOf(people));
      if (!window) {
        generation.master.addLines(people.flatMap((person) => this.pool.get(person) ?? []));
      }
      if (this.prices) generation.beginFrom(this.prices);
      const cutoff = this.cutoffFor(people);
      const lateAt = run.now() + effort.milliseconds;
      const isOver = () => run.isOver() || run.now() >= lateAt;
      const { bound, solution, isComplete } = generation.run({ isOver, cutoff });
      if (!isComplete) return "open";
      if (roster.roundUp(bound) >= cutoff - 1e-6) return "none";
      if (this.takeWhole(generation, solution.values)) return "better";
      const tree = new RosterTree(generation);
      let isBetter = false;
      tree.grow({
        isOver: () => tree.nodes >= effort.nodes || isOver(),
        cutoff: () => this.cutoffFor(people),
        improved: (lines) => {
          isBetter = this.take(lines) || isBetter;
        },
      });
      if (isBetter) return "better";
      return tree.bound === Infinity ? "none" : "open";
    } finally {
      generation.dispose();
    }
  }

  /** Grows the tree of all rosters for some time; the bound rises with it. */
  branch(tree: RosterTree, isLate: () => boolean): void {
    const { run } = this;
    tree.grow({
      isOver: () => run.isOver() || isLate(),
      cutoff: () => this.legalCost,
      improved: (lines) => void this.take(lines),
    });
    const bound = Math.min(tree.bound, this.legalCost);
    if (bound < Infinity) this.raise(bound);
  }

  /** This part of the people, by chance, on some days next to each other. */
  daysTogether(days: number, part = 1): Neighbourhood {
    const { everybody: all, roster } = this;
    const people = part < 1 ? this.shuffled(all).slice(0, Math.ceil(part * all.length)) : all;
    const firstDay = Math.floor(this.run.random() * (roster.problem.days - days + 1));
    return { people, window: { firstDay, lastDay: firstDay + days - 1 } };
  }

  /** Some people on all days: half of the times by chance, else those whose lines the prices call dear. */
  peopleTogether(size: number): Neighbourhood {
    const { near: roster, everybody: people, best, prices } = this;
    const { random } = this.run;
    if (size >= people.length) return { people };
    if (!best || !prices || random() < 0.5) return { people: this.shuffled(people).slice(0, size) };
    roster.setPrices(prices);
    const chosen = people
      .map((person) => {
        const pay = roster.payFor(person);
        let reduced = best.lineCosts[person] ?? 0;
        best.lines[person]?.forEach((duty, day) => {
          reduced -= pay[day * roster.duties + duty] ?? 0;
        });
        const excess = Math.max(0, reduced - roster.pricing(person).price(pay));
        return { person, key: Math.log(random()) / (excess + 0.1 * Math.max(1, roster.unit)) };
      })
      .sort((one, other) => other.key - one.key)
      .slice(0, size)
      .map(({ person }) => person);
    return { people: chosen };
  }

  /** What these people's lines and all covers cost now. */
  private cutoffFor(people: readonly number[]): number {
    const { best } = this;
    if (!best) return Infinity;
    const among = new Set(people);
    return best.lineCosts.reduce(
      (cost, one, person) => (among.has(person) ? cost : cost - one),
      best.cost,
    );
  }

  private linesOf(people: readonly number[]): PricedLine[] {
    const { best } = this;
    if (!best) return [];
    return people.map((person) => ({
      person,
      line: best.lines[person] ?? EMPTY,
      cost: best.lineCosts[person] ?? 0,
    }));
  }

  private takeWhole({ master }: ColumnGeneration, values: Float64Array): boolean {
    master.lines.forEach((line, index) => {
      if ((values[index] ?? 0) > 1e-6) this.keep(line);
    });
    const isWhole = values.every((value) => value < 1e-6 || value > 1 - 1e-6);
    return isWhole && this.take(master.lines.filter((_, index) => (values[index] ?? 0) > 0.5));
  }

  /** The newest that many. */
  private keep(line: PricedLine): void {
    const known = this.pool.get(line.person) ?? [];
    this.pool.set(line.person, known);
    if (known.includes(line)) return;
    known.push(line);
    if (known.length > POOL_OF_EACH) known.shift();
  }

  private take(lines: readonly PricedLine[]): boolean {
    const { days, people } = this.roster.problem;
    const all = this.best?.lines.slice() ?? people.map(() => new Uint8Array(days));
    for (const { person, line } of lines) all[person] = line;
    return this.offer(all);
  }

  shuffled(people: readonly number[]): number[] {
    return people
      .map((person) => ({ person, key: this.run.random() }))
      .sort((one, other) => one.key - other.key)
      .map(({ person }) => person);
  }
}

const EMPTY = new Uint8Array(0);

/** A legal roster before a cheap one. */
const isBetterRoster = (one: WholeRoster, other: WholeRoster): boolean =>
  one.isLegal === other.isLegal ? one.cost < other.cost - 1e-6 : one.isLegal;

/** The first of each person. */
function firstOfEach<T extends { person: number }>(list: readonly T[]): T[] {
  const seen = new Set<number>();
  return list.filter(({ person }) => !seen.has(person) && seen.add(person));
}

import type { ColumnGeneration } from "./column-generation";
import type { PricedLine } from "./line-pricing";
import type { RosterLines } from "./roster-lines";

/** Cells that are tried before one is branched on. */
const CANDIDATES = 10;
/** A cell's shares this near to 0 or 1 are no shares. */
const WHOLE = 1e-5;

/** That a person has a duty on a day, or has it not. */
interface Decision {
  person: number;
  day: number;
  duty: number;
  isTaken: boolean;
}

interface OpenNode {
  decisions: readonly Decision[];
  /** No roster within these decisions costs less. */
  bound: number;
}

export interface TreeRun {
  isOver: () => boolean;
  /** Points that something better has to be below. */
  cutoff: () => number;
  improved: (lines: readonly PricedLine[]) => void;
}

/**
 * All rosters that can be better, by halves: a person has a duty on a day or has it not, until the linear
 * program's answer is whole or none of a half can be better. Goes on where it stopped when it is asked again.
 */
export class RosterTree {
  readonly #open: OpenNode[] = [{ decisions: [], bound: -Infinity }];
  #applied: readonly Decision[] = [];
  /** Of halves given up where lines are not all the graph's: something cheaper may be left in them. */
  #unproved = Infinity;
  nodes = 0;

  /** The generation has come to its end before, and is this one's alone from here on. */
  constructor(private readonly generation: ColumnGeneration) {}

  /** No roster that this has not seen costs less; Infinity when it has seen all. */
  get bound(): number {
    return this.#open.reduce((least, { bound }) => Math.min(least, bound), this.#unproved);
  }

  /** There is no half left to look at. */
  get isSeen(): boolean {
    return this.#open.length === 0;
  }

  /** Looks at one node after the other, the deepest of a half first and the one of the least bound after it. */
  grow({ isOver, cutoff, improved }: TreeRun): void {
    this.#apply([]);
    this.generation.narrow(cutoff());
    let next = this.#takeLeast();
    while (next && !isOver()) {
      const node: OpenNode = next;
      next = undefined;
      const isBeyond = (bound: number) => this.#roster.roundUp(bound) >= cutoff() - 1e-6;
      if (!isBeyond(node.bound)) {
        const found = this.#look(node, { isOver, cutoff, improved });
        if (found === "open") {
          this.#open.push(node);
          break;
        }
        const [first, second] = found;
        if (second) this.#open.push(second);
        next = first;
      }
      next ??= this.#takeLeast();
    }
    if (next) this.#open.push(next);
    this.#apply([]);
  }

  get #roster(): RosterLines {
    return this.generation.roster;
  }

  /** Its halves, the more promising first; none when nothing in it is better. */
  #look(node: OpenNode, { isOver, cutoff, improved }: TreeRun): OpenNode[] | "open" {
    const { generation } = this;
    this.nodes += 1;
    this.#apply(node.decisions);
    generation.restart();
    const { bound, solution, isComplete } = generation.run({ isOver, cutoff: cutoff() });
    if (this.#roster.roundUp(bound) >= cutoff() - 1e-6) return [];
    if (!isComplete) return "open";
    const shares = this.#shares(solution.values);
    if (shares.length === 0) {
      const { lines } = generation.master;
      improved(lines.filter((_, index) => (solution.values[index] ?? 0) > 0.5));
      // The bound decides, not that the answer is whole: it may have been closed a little too soon.
      const limit = cutoff();
      const isRelative = this.#roster.unit === 0 && Number.isFinite(limit);
      const near = 1e-6 * (isRelative ? Math.max(1, Math.abs(limit)) : 1);
      if (this.#roster.roundUp(bound) < limit - near) {
        this.#unproved = Math.min(this.#unproved, bound);
      }
      return [];
    }
    const least = Math.max(bound, node.bound);
    const halves = this.#choose(shares, node.decisions, solution.objective);
    return halves.map((decision) => ({
      decisions: [...node.decisions, decision],
      bound: least,
    }));
  }

  /** Cells that the answer gives to a person in part, with how far they are from being decided. */
  #shares(values: Float64Array): { cell: Omit<Decision, "isTaken">; share: number }[] {
    const { days } = this.#roster.problem;
    const { duties } = this.#roster;
    const sums = new Map<number, number>();
    this.generation.master.lines.forEach(({ person, line }, index) => {
      const value = values[index] ?? 0;
      if (value < WHOLE) return;
      for (let day = 0; day < days; day += 1) {
        const key = (person * days + day) * duties + (line[day] ?? 0);
        sums.set(key, (sums.get(key) ?? 0) + value);
      }
    });
    return [...sums]
      .filter(([, share]) => share > WHOLE && share < 1 - WHOLE)
      .map(([key, share]) => ({
        share,
        cell: {
          duty: key % duties,
          day: Math.floor(key / duties) % days,
          person: Math.floor(key / duties / days),
        },
      }));
  }

  /** Of the cells nearest to a half, the one whose two sides both cost the most by the lines there are. */
  #choose(
    shares: readonly { cell: Omit<Decision, "isTaken">; share: number }[],
    before: readonly Decision[],
    objective: number,
  ): Decision[] {
    const candidates = [...shares]
      .sort((one, other) => Math.abs(one.share - 0.5) - Math.abs(other.share - 0.5))
      .slice(0, CANDIDATES);
    let best: Decision[] = [];
    let bestRank = -Infinity;
    for (const { cell } of candidates) {
      const sides = [true, false].map((isTaken) => {
        const decision = { ...cell, isTaken };
        this.#allow([...before, decision]);
        const cost = this.generation.master.solve(true).objective - objective;
        return { decision, cost: Math.max(cost, 1e-3) };
      });
      const rank = sides.reduce((product, { cost }) => product * Math.min(cost, 100), 1);
      if (rank <= bestRank) continue;
      bestRank = rank;
      best = sides.sort((one, other) => one.cost - other.cost).map(({ decision }) => decision);
    }
    return best;
  }

  #takeLeast(): OpenNode | undefined {
    let least = -1;
    this.#open.forEach(({ bound }, index) => {
      if (least < 0 || bound < (this.#open[least]?.bound ?? Infinity)) least = index;
    });
    return least < 0 ? undefined : this.#open.splice(least, 1)[0];
  }

  #apply(decisions: readonly Decision[]): void {
    for (const { person } of this.#applied) this.#roster.pricing(person).banned.fill(0);
    for (const decision of decisions) this.#ban(decision);
    this.#applied = decisions;
    this.#allow(decisions);
  }

  #ban({ person, day, duty, isTaken }: Decision): void {
    const { banned } = this.#roster.pricing(person);
    const { duties } = this.#roster;
    for (let other = 0; other < duties; other += 1) {
      if ((other === duty) !== isTaken) banned[day * duties + other] = 1;
    }
  }

  #allow(decisions: readonly Decision[]): void {
    const byPerson = new Map<number, Decision[]>();
    for (const one of decisions) {
      const own = byPerson.get(one.person);
      if (own) own.push(one);
      else byPerson.set(one.person, [one]);
    }
    this.generation.master.allow(({ person, line }) =>
      (byPerson.get(person) ?? []).every(
        ({ day, duty, isTaken }) => (line[day] === duty) === isTaken,
      ),
    );
  }
}

import type { Highs } from "highs";
import { RosterTree } from "./branch-and-price";
import { RosterLines } from "./roster-lines";
import { type Improvement, RosterSearch } from "./roster-search";
import type { Lines, SolverProblem } from "./solver-problem";
import { type CoverCharge, coverCharges, lineCharges } from "./solver-score";
import type { SolverSolution } from "./solver-run";
import { linesIn, type RosterWindow, windowProblem, withWindow } from "./window-problem";

/** Whole weeks: most rules have their measure. */
const WINDOW_DAYS = [7, 14, 21, 28, 42];
/** The same of windows of two parts, between which work moves; how far apart they are. */
const PART_DAYS = [7, 14];
const FEWEST_DAYS_BETWEEN = 14;
const MOST_DAYS_BETWEEN = 63;
const FEWEST_PEOPLE = 3;
const MOST_PEOPLE = 60;
/** Where the number of people begins, in days of all of them together. */
const PERSON_DAYS = 500;
/** How long one window may take; the tree of its rosters has a part of it. */
const WINDOW_MS = 6_000;
const TREE_MS = 500;
/** Nodes of that tree, where there is no clock. */
const NODES_BY_ITERATIONS = 20;
/** More people when there is nothing left to be found, fewer when the effort was not enough to know. */
const LEARNED = { none: 1.08, better: 1, open: 0.9 } as const;
/** How much the newest counts in what a length is worth, and how often it is any of them. */
const NEWS = 0.15;
const CHANCE = 0.3;
/** Windows around a day with too few or too many people rather than any. */
const CHARGED_SHARE = 0.6;

export interface WindowRun {
  random: () => number;
  /** Milliseconds on any clock. */
  now: () => number;
  isOver: () => boolean;
  /** Windows end by their work alone: a run of so many iterations. */
  isTimed: boolean;
}

/** A length of windows, and how many people they have. */
interface WindowSize {
  /** Of each part. */
  days: number;
  parts: 1 | 2;
  people: number;
  /** Points for each millisecond, newer ones counting more. */
  worth: number;
}

/**
 * Makes a roster better by some people's weeks at a time, all else staying as it is: each window is a problem
 * of its own, solved by column generation over all lines that it leaves possible. How many people are taken is
 * learned for each length: as many as can just be solved to the end.
 */
export class WindowSearch {
  readonly #sizes: WindowSize[];
  /** Of each person: duties that are possible on any day. */
  readonly #able: readonly ReadonlySet<number>[];

  constructor(
    private readonly highs: Highs,
    private readonly problem: SolverProblem,
    private readonly run: WindowRun,
  ) {
    const fitting = WINDOW_DAYS.filter((days) => days < problem.days);
    const twice = PART_DAYS.filter((days) => 2 * days + FEWEST_DAYS_BETWEEN <= problem.days);
    const sizeOf = (parts: 1 | 2) => (days: number) => ({
      days,
      parts,
      people: Math.max(FEWEST_PEOPLE, PERSON_DAYS / days / parts),
      worth: Infinity,
    });
    this.#sizes = [
      ...(fitting.length > 0 ? fitting : [problem.days]).map(sizeOf(1)),
      ...twice.map(sizeOf(2)),
    ];
    this.#able = problem.people.map(({ allowed }) => new Set(allowed.flat()));
  }

  /** Solves one window; the lines of a better roster, to be counted in the whole, or undefined. */
  improve(best: SolverSolution): Uint8Array[] | undefined {
    const { problem, run } = this;
    const size = this.#nextSize();
    const window = this.#choose(best, size);
    const from = run.now();
    const outcome = this.#solve(best.lines, window);
    const gained = outcome.gained / Math.max(1, run.now() - from);
    // By the clock the choice would not be the same twice.
    if (!run.isTimed) size.worth = 0;
    else size.worth = size.worth === Infinity ? gained : size.worth + NEWS * (gained - size.worth);
    const learned = size.people * LEARNED[outcome.effort];
    const most = Math.min(MOST_PEOPLE, problem.people.length);
    size.people = Math.min(most, Math.max(Math.min(FEWEST_PEOPLE, most), learned));
    return outcome.lines;
  }

  /** What was not tried yet, else mostly what has lately gained the most for its time. */
  #nextSize(): WindowSize {
    const some = this.#sizes[this.#below(this.#sizes.length)];
    const isChance = this.run.random() < CHANCE || !this.run.isTimed;
    const size = isChance ? some : this.#sizes.reduce((a, b) => (b.worth > a.worth ? b : a));
    if (!size) throw new Error("A roster has days");
    return size;
  }

  #solve(
    lines: Lines,
    window: RosterWindow,
  ): { effort: Improvement; gained: number; lines?: Uint8Array[] } {
    const { run } = this;
    const inside = windowProblem(this.problem, lines, window);
    const lateAt = run.now() + WINDOW_MS;
    const isLate = () => run.isTimed && run.now() >= lateAt;
    const search = new RosterSearch(this.highs, new RosterLines(inside), {
      random: run.random,
      now: run.now,
      isOver: () => run.isOver() || isLate(),
      improved: () => undefined,
      bounded: () => undefined,
    });
    search.offer(linesIn(lines, window, inside.days));
    const before = search.best?.cost ?? Infinity;
    const generation = search.root(isLate);
    let effort: Improvement = "none";
    try {
      if (!search.isProved) search.dive(generation);
      if (!search.isProved) {
        const tree = new RosterTree(generation);
        const treeLateAt = run.now() + TREE_MS;
        search.branch(tree, () =>
          run.isTimed ? run.now() >= treeLateAt : tree.nodes >= NODES_BY_ITERATIONS,
        );
        effort = search.isProved ? "none" : "open";
      }
    } finally {
      generation.dispose();
    }
    const { best } = search;
    const isBetter = best !== undefined && best.cost < before - 1e-6;
    return {
      effort: search.isProved ? "none" : effort,
      gained: isBetter ? before - best.cost : 0,
      ...(isBetter && { lines: withWindow(lines, window, best.lines) }),
    };
  }

  /** Around a broken hard rule if there is one, else mostly around a cover that costs something. */
  #choose(best: SolverSolution, size: WindowSize): RosterWindow {
    const { problem } = this;
    const days = Math.min(size.days, problem.days);
    const chosen = new Set<number>();
    let centre = this.#below(problem.days);
    const broken = best.hardViolations > 0 ? this.#brokenLine(best.lines) : undefined;
    const charge = this.run.random() < CHARGED_SHARE ? this.#chargedCover(best.lines) : undefined;
    if (broken) {
      chosen.add(broken.person);
      centre = broken.day;
    } else if (charge) {
      centre = charge.fromDay;
      // Half of the people are such as count in it.
      const duties = problem.covers[charge.cover]?.members.flatMap((member) => member.duties) ?? [];
      const able = this.#shuffled().filter((person) =>
        duties.some((duty) => this.#able[person]?.has(duty)),
      );
      for (const person of able.slice(0, Math.ceil(size.people / 2))) chosen.add(person);
    }
    const people = Math.min(Math.round(size.people), problem.people.length);
    for (const person of this.#shuffled()) {
      if (chosen.size >= people) break;
      chosen.add(person);
    }
    const part = this.#partAround(centre, days);
    if (size.parts === 1) return { people: [...chosen], ...part };
    const most = Math.min(MOST_DAYS_BETWEEN, problem.days - 2 * days);
    const between = FEWEST_DAYS_BETWEEN + this.#below(most - FEWEST_DAYS_BETWEEN + 1);
    const isLater = part.toDay + between + days <= problem.days;
    // Near the beginning the other part comes later, near the end earlier, else one or the other.
    const isEarlier = part.fromDay - between - days >= 0;
    const other =
      isLater && (!isEarlier || this.run.random() < 0.5)
        ? part.toDay + between
        : Math.max(0, part.fromDay - between - days);
    const [first, second] = other > part.fromDay ? [part.fromDay, other] : [other, part.fromDay];
    return {
      people: [...chosen],
      fromDay: first,
      toDay: second + days,
      ...(second > first + days && { fixed: { fromDay: first + days, toDay: second } }),
    };
  }

  #partAround(centre: number, days: number): { fromDay: number; toDay: number } {
    const fromDay = Math.max(0, Math.min(this.problem.days - days, centre - this.#below(days)));
    return { fromDay, toDay: fromDay + days };
  }

  #brokenLine(lines: Lines): { person: number; day: number } | undefined {
    const { problem } = this;
    const broken = problem.people.flatMap((own, person) =>
      lineCharges(problem, own, lines[person] ?? new Uint8Array(problem.days))
        .filter(({ isHard }) => isHard)
        .map(({ fromDay, toDay }) => ({ person, fromDay: Math.max(0, fromDay), toDay })),
    );
    const one = broken[this.#below(broken.length)];
    if (!one) return undefined;
    const { person, fromDay, toDay } = one;
    return { person, day: fromDay + this.#below(Math.max(1, toDay - fromDay)) };
  }

  #chargedCover(lines: Lines): CoverCharge | undefined {
    const first = this.#below(this.problem.days);
    // One day's covers: all of a year's would take longer to count than a window to solve.
    const covers = this.problem.covers.map((cover, index) => ({ cover, index }));
    const ofDay = covers.filter(({ cover }) => cover.day === first);
    const charges = coverCharges(
      { ...this.problem, covers: ofDay.map(({ cover }) => cover) },
      lines,
    );
    const charge = charges[this.#below(charges.length)];
    return charge && { ...charge, cover: ofDay[charge.cover]?.index ?? 0 };
  }

  #below(limit: number): number {
    return Math.floor(this.run.random() * limit);
  }

  #shuffled(): number[] {
    return this.problem.people
      .map((_, person) => ({ person, key: this.run.random() }))
      .sort((one, other) => one.key - other.key)
      .map(({ person }) => person);
  }
}

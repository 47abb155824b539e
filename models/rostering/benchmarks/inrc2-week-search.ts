import type { Highs } from "highs";
import { type Mixture, WeekGeneration } from "./inrc2-week-generation";
import type { Pattern, WeekLine, WeekLines } from "./inrc2-week-lines";

/** What one more person is worth before anything is known, in points: what an assignment too many costs. */
const FIRST_PRICE = 20;
/** Lines that are this near to being of use are kept when the first program is solved, in points. */
const NEAR = 40;
/** A program is solved well enough for settling at this share between its cost and bound. */
const ROOT_GAP = 0.004;
const PART_GAP = 0.0005;
const PART_ROUNDS = 12;
/** New lines are sought so often after each settling, and after the last. */
const SETTLE_ROUNDS = 1;
const LAST_ROUNDS = 3;
/** What is settled at once beyond what is whole, as a share of those who are left. */
const AT_ONCE = 0.12;
const WHOLE = 0.999;
/** How much chance counts against shares when people are settled anew. */
const NOISE = 0.2;
/** How many people are settled anew together. */
const SMALLEST_PART = 6;
const FIRST_PART = 10;
const LARGEST_PART = 16;
/** Gains below this are the arithmetic's, in points. */
const LEAST_GAIN = 0.01;
/** Costs of whole lines are multiples of it. */
const UNIT = 5;

/** First weeks with what is likely to follow, as plain data; and what both cost. */
export interface DecidedWeek {
  cost: number;
  /** By person. */
  mixtures: readonly Mixture[];
}

export interface WeekSearchTools {
  highs: Highs;
  random: () => number;
  isOver: () => boolean;
}

/**
 * Decides the first week of a horizon. The linear program over whole lines is solved by column generation;
 * then first weeks are settled, some people at a time, while all that follows stays divisible, as nobody will
 * ever work it; then some people's weeks are settled anew again and again.
 */
export class WeekSearch {
  readonly #lines: WeekLines;
  readonly #tools: WeekSearchTools;
  readonly #isLast: boolean;
  #pool: WeekLine[] = [];
  #prices: Float64Array;
  #size = FIRST_PART;
  #decided: DecidedWeek | undefined;
  /** No first weeks with a divisible continuation cost less. */
  bound = -Infinity;

  constructor(lines: WeekLines, tools: WeekSearchTools) {
    this.#lines = lines;
    this.#tools = tools;
    const { covers, days } = lines.problem;
    this.#prices = new Float64Array(covers.length).fill(FIRST_PRICE);
    this.#isLast = days === 7;
  }

  get decided(): DecidedWeek {
    if (!this.#decided) throw new Error("Nothing is decided before the first search");
    return this.#decided;
  }

  /** By person. */
  get patterns(): Pattern[] {
    return this.#lines.people.map((person) => this.#patternOf(person));
  }

  /** Only of a last week, which has nothing divisible after it. */
  get isProved(): boolean {
    return this.#isLast && this.bound > this.decided.cost - UNIT + LEAST_GAIN;
  }

  /** The first decision. However short the time is, there is one. */
  first(): void {
    const { isOver } = this.#tools;
    const { people } = this.#lines;
    const sums = new Float64Array(this.#lines.table.curves.length);
    const root = this.#generation(people, sums);
    root.beginFrom(this.#prices);
    root.run({ rounds: Infinity, gap: this.#isLast ? 0 : ROOT_GAP, isOver });
    this.bound = root.bound;
    this.#prices = root.prices;
    this.#pool = root.nearLines(NEAR);
    root.dispose();
    // The program of fewer lines is solved several times faster, and there are many to solve.
    const whole = this.#generation(people, sums);
    whole.add(this.#pool);
    whole.run({ rounds: 0, gap: 0, isOver });
    this.#settleAll(whole, { noise: 0, cutoff: Infinity, isOver: () => false });
    this.#take(whole.mixtures(), whole.objective);
    whole.dispose();
  }

  /** A decision of somebody else on the same week. */
  offer(week: DecidedWeek): void {
    if (week.cost < this.decided.cost - LEAST_GAIN) this.#decided = week;
  }

  /** Settles the first weeks of some people anew; says whether that was better. */
  improve(): boolean {
    const { isOver } = this.#tools;
    const people = this.#part();
    const isIn = new Set(people);
    const part = this.#generation(people, this.#sumsWithout(isIn));
    try {
      const present = people.flatMap((person) => this.#mixtureOf(person).map(({ line }) => line));
      part.add(present);
      part.settle(new Map(people.map((person) => [person, this.#patternOf(person)])));
      part.run({ rounds: 0, gap: 0, isOver });
      const before = part.objective;
      part.release();
      part.add(this.#pool.filter(({ person }) => isIn.has(person)));
      part.beginFrom(this.#prices);
      part.run({ rounds: PART_ROUNDS, gap: PART_GAP, isOver });
      if (part.objective > before - LEAST_GAIN) {
        this.#size = Math.min(LARGEST_PART, this.#size + 0.5);
        return false;
      }
      this.#settleAll(part, { noise: NOISE, cutoff: before, isOver });
      if (part.unsettled.length > 0 || part.objective > before - LEAST_GAIN) {
        this.#size = Math.max(SMALLEST_PART, this.#size - 0.25);
        return false;
      }
      this.#take(part.mixtures(), this.decided.cost - before + part.objective);
      return true;
    } finally {
      part.dispose();
    }
  }

  #generation(people: readonly number[], sums: Float64Array): WeekGeneration {
    const { highs, random } = this.#tools;
    return new WeekGeneration(highs, this.#lines, { people, sums, random });
  }

  #take(mixtures: ReadonlyMap<number, Mixture>, cost: number): void {
    this.#decided = {
      cost,
      mixtures: this.#lines.people.map((person) => mixtures.get(person) ?? this.#mixtureOf(person)),
    };
  }

  #mixtureOf(person: number): Mixture {
    return this.decided.mixtures[person] ?? [];
  }

  #patternOf(person: number): Pattern {
    const [first] = this.#mixtureOf(person);
    if (!first) throw new Error("Nobody's week is left open");
    return this.#lines.patternOf(first.line.line);
  }

  /** What the others bring to each cover. */
  #sumsWithout(isIn: ReadonlySet<number>): Float64Array {
    const sums = new Float64Array(this.#lines.table.curves.length);
    this.decided.mixtures.forEach((mixture, person) => {
      if (isIn.has(person)) return;
      for (const { line, share } of mixture) {
        this.#lines.eachCover(line, (cover) => (sums[cover] = (sums[cover] ?? 0) + share));
      }
    });
    return sums;
  }

  /** Ends early, with some left, when the time is over or it costs `cutoff` or more. */
  #settleAll(
    part: WeekGeneration,
    { noise, cutoff, isOver }: { noise: number; cutoff: number; isOver: () => boolean },
  ): void {
    const limits = { gap: 0, isOver };
    while (part.unsettled.length > 0) {
      if (isOver() || part.objective > cutoff - LEAST_GAIN) return;
      part.settle(this.#choice(part, noise));
      part.run({ ...limits, rounds: SETTLE_ROUNDS });
    }
    part.run({ ...limits, rounds: LAST_ROUNDS });
  }

  /** Who is settled next: whose week is whole, and those who lean most to one. */
  #choice(part: WeekGeneration, noise: number): Map<number, Pattern> {
    let places = Math.max(1, Math.ceil(AT_ONCE * part.unsettled.length));
    const ranked = part
      .leanings()
      .map((one) => ({ ...one, rank: one.share + noise * this.#tools.random() }))
      .sort((one, other) => other.rank - one.rank);
    const settled = new Map<number, Pattern>();
    for (const { person, pattern, share } of ranked) {
      if (settled.has(person)) continue;
      if (share < WHOLE) {
        if (places === 0) continue;
        places -= 1;
      }
      settled.set(person, pattern);
    }
    return settled;
  }

  /** Somebody, and mostly people who share a skill with them: they can take each other's work. */
  #part(): number[] {
    const { random } = this.#tools;
    const { people } = this.#lines;
    const first = people[Math.floor(random() * people.length)] ?? 0;
    return people
      .map((person) => {
        const distance = this.#lines.shareSkill(person, first) ? 0 : 0.8;
        return { person, rank: person === first ? -1 : random() + distance };
      })
      .sort((one, other) => one.rank - other.rank)
      .slice(0, Math.round(this.#size))
      .map(({ person }) => person);
  }
}

import { countLine, coverCost, type CoverTable, coverTable, payGains } from "./cover-table";
import { LineBeam } from "./line-beam";
import { personTables, sharedAutomata } from "./line-paces";
import type { Lines, SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";

export interface LegalLinesRun {
  random: () => number;
  isOver: () => boolean;
}

/**
 * A roster of whole lines, each of which keeps its person's hard rules, for periods that are too long for
 * graphs of all lines: people one after another take a cheap line to the covers as they then are.
 */
export class LegalLines {
  lines: Uint8Array[] = [];
  readonly table: CoverTable;
  private sums = new Float64Array(0);
  private readonly pay: Float64Array;
  /** Laid out when first asked for. */
  private readonly beams: (LineBeam | undefined)[];
  /** Points of duties, rules and broken hard rules of each line. */
  private lineCosts = new Float64Array(0);
  private readonly automatonOf;

  constructor(
    private readonly problem: SolverProblem,
    start: Lines,
  ) {
    this.table = coverTable(problem);
    this.pay = new Float64Array(problem.days * problem.duties.length);
    this.automatonOf = sharedAutomata(problem);
    this.beams = problem.people.map(() => undefined);
    this.begin(start);
  }

  /** Goes on from these lines; whoever has none is free on all days. */
  begin(start: Lines): void {
    const { problem } = this;
    this.sums = new Float64Array(problem.covers.length);
    this.lines = problem.people.map(
      (_, person) => start[person]?.slice() ?? new Uint8Array(problem.days),
    );
    this.lineCosts = Float64Array.from(this.lines, (line, person) => this.lineCost(person, line));
    this.lines.forEach((line, person) => this.count(person, line, 1));
  }

  get cost(): number {
    return this.lineCosts.reduce((sum, one) => sum + one, 0) + coverCost(this.table, this.sums);
  }

  /** Nobody has a line, and each takes one in an order by chance; those for whom none is found stay free. */
  build(run: LegalLinesRun): void {
    this.begin([]);
    this.pass(run);
  }

  /** These people, or everybody, in an order by chance: a new line where it is better. Points gained. */
  pass({ random, isOver }: LegalLinesRun, people = this.lines.map((_, person) => person)): number {
    const before = this.cost;
    const order = people
      .map((person) => ({ person, key: random() }))
      .sort((one, other) => one.key - other.key);
    for (const { person } of order) {
      if (isOver()) break;
      this.answer(person);
    }
    return before - this.cost;
  }

  /** What is laid out of each person takes a megabyte or two of a year. */
  forget(): void {
    this.beams.fill(undefined);
  }

  /** People whose lines break hard rules. */
  get illegal(): number[] {
    return this.lines.flatMap((line, person) =>
      this.alone(person, line).hardViolations > 0 ? [person] : [],
    );
  }

  private answer(person: number): void {
    const { problem, table, sums, pay } = this;
    const old = this.lines[person];
    if (!old) return;
    this.count(person, old, -1);
    payGains(table, person, sums, pay);
    const found = this.beam(person).line(pay);
    const paid = (line: Uint8Array) =>
      line.reduce((sum, duty, day) => sum + (pay[day * problem.duties.length + duty] ?? 0), 0);
    const before = (this.lineCosts[person] ?? 0) - paid(old);
    if (found && found.cost < before - 1e-6) {
      this.lines[person] = found.line;
      this.lineCosts[person] = found.cost + paid(found.line);
    }
    this.count(person, this.lines[person] ?? old, 1);
  }

  private beam(person: number): LineBeam {
    const { problem, table } = this;
    const own = problem.people[person];
    if (!own) throw new Error("There is no such person");
    const dearest = table.hardPoints / 10;
    const beam =
      this.beams[person] ??
      new LineBeam(problem, own, personTables(problem, own, this.automatonOf, dearest), dearest);
    this.beams[person] = beam;
    return beam;
  }

  private lineCost(person: number, line: Uint8Array): number {
    const { cost, hardViolations } = this.alone(person, line);
    return cost + hardViolations * this.table.hardPoints;
  }

  private alone(person: number, line: Uint8Array) {
    const own = this.problem.people[person];
    if (!own) throw new Error("There is no such person");
    return costOf({ ...this.problem, people: [own], covers: [] }, [line]);
  }

  private count(person: number, line: Uint8Array, sign: 1 | -1): void {
    countLine(this.table, this.problem.duties.length, { sums: this.sums, person, line, sign });
  }
}

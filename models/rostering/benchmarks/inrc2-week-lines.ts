import { type CoverCells, type CoverTable, coverTable } from "../solver/cover-table";
import type { PricedLine } from "../solver/line-pricing";
import type { SolverPerson, SolverProblem } from "../solver/solver-problem";
import type { Inrc2History, Inrc2Scenario } from "./inrc2-files";
import { LinePricing } from "./inrc2-line-pricing";
import { type LineStates, lineStates } from "./inrc2-line-states";

const WEEK = 7;

/** A first week: the shift of each day from 1, 0 for off. */
export type Pattern = Uint8Array;

/** A line as duties, with the number of its first week: equal for equal shifts. */
export interface WeekLine extends PricedLine {
  pattern: number;
}

/** The cheapest lines of everybody at given prices of the covers. */
export class WeekLines {
  readonly table: CoverTable;
  readonly #people: readonly { own: SolverPerson; pricing: LinePricing; skills: number[] }[];
  readonly #skillCount: number;
  readonly #choices: number;
  readonly #cells: Float64Array;
  readonly #dutyOf: Uint8Array;

  /** `share` is the part of a limit, of which some is used, for the days that are planned. */
  constructor(
    scenario: Inrc2Scenario,
    history: Inrc2History,
    readonly problem: SolverProblem,
    share: (limit: number, used: number) => number,
  ) {
    const { days } = problem;
    this.table = coverTable(problem);
    this.#skillCount = scenario.skills.length;
    this.#choices = scenario.shifts.length + 1;
    this.#cells = new Float64Array(days * this.#choices);
    this.#dutyOf = new Uint8Array(days * this.#choices);
    const statesOf = new Map<string, LineStates>();
    for (const { contract } of scenario.nurses) {
      statesOf.set(contract.contractId, lineStates(scenario, contract, WEEK * scenario.weeks));
    }
    const sizes = Array.from(statesOf.values(), (states) => LinePricing.size(states, days));
    const values = new Float64Array(Math.max(...sizes));
    this.#people = scenario.nurses.flatMap(({ nurseId, contract, skills }, person) => {
      const states = statesOf.get(contract.contractId);
      const past = history.nurses.get(nurseId);
      const own = problem.people[person];
      if (!states || !past || !own) throw new RangeError(`the history has nothing of ${nurseId}`);
      const frame = {
        states,
        first: states.after(past),
        fewest: share(contract.assignments.minimum, past.assignments),
        most: share(contract.assignments.maximum, past.assignments),
        weekends: share(contract.maximumWeekends, past.weekends),
        wholeWeekends: contract.completeWeekends,
      };
      return {
        own,
        pricing: new LinePricing(frame, days, values),
        skills: skills.map((skill) => scenario.skills.indexOf(skill)),
      };
    });
  }

  get people(): number[] {
    return this.#people.map((_, person) => person);
  }

  /**
   * The cheapest line of a person, which begins with `pattern` if there is one, and its price; and for each of
   * `deviations` (days) the cheapest that leaves that line there.
   */
  cheapest(
    person: number,
    prices: Float64Array,
    pattern: Pattern | undefined,
    deviations: readonly number[] = [],
  ): { least: number; lines: WeekLine[] } {
    const found = this.#people[person];
    if (!found) throw new RangeError("There is no such person");
    const { own, pricing } = found;
    this.#price(person, prices);
    const prefix = pattern ?? new Uint8Array();
    const least = pricing.price(this.#cells, prefix);
    const lines = [undefined, ...deviations].flatMap((deviation) => {
      const choices = new Uint8Array(this.problem.days);
      choices.set(prefix);
      if (!pricing.follow(choices, deviation)) return [];
      const line = choices.map((choice, day) => this.#dutyOf[day * this.#choices + choice] ?? 0);
      let cost = pricing.costOf(choices);
      line.forEach((duty, day) => (cost += own.costs[day]?.[duty] ?? 0));
      return [{ person, line, cost, pattern: this.#numberOf(choices) }];
    });
    return { least, lines };
  }

  shareSkill(one: number, other: number): boolean {
    const skills = this.#people[other]?.skills;
    return this.#people[one]?.skills.some((skill) => skills?.includes(skill)) ?? false;
  }

  /** What the covers pay for a line. */
  pay(line: PricedLine, prices: Float64Array): number {
    let sum = 0;
    this.eachCover(line, (cover) => (sum += prices[cover] ?? 0));
    return sum;
  }

  eachCover({ person, line }: PricedLine, visit: (cover: number) => void): void {
    const { duties } = this.problem;
    const { start, cover } = this.#cellsOf(person);
    for (let day = 0; day < line.length; day += 1) {
      const cell = day * duties.length + (line[day] ?? 0);
      const to = start[cell + 1] ?? 0;
      for (let at = start[cell] ?? 0; at < to; at += 1) visit(cover[at] ?? 0);
    }
  }

  #cellsOf(person: number): CoverCells {
    const cells = this.table.cells[person];
    if (!cells) throw new RangeError("There is no such person");
    return cells;
  }

  patternOf(line: Uint8Array): Pattern {
    return line
      .subarray(0, WEEK)
      .map((duty) => (duty === 0 ? 0 : Math.floor((duty - 1) / this.#skillCount) + 1));
  }

  #numberOf(choices: Uint8Array): number {
    let number = 0;
    for (let day = 0; day < WEEK; day += 1) number = number * this.#choices + (choices[day] ?? 0);
    return number;
  }

  numberOf(pattern: Pattern): number {
    return this.#numberOf(pattern);
  }

  /** Each shift with the skill that pays most; a day off is paid too where somebody must be ready for the next. */
  #price(person: number, prices: Float64Array): void {
    const { days, duties } = this.problem;
    const { own, skills } = this.#people[person] ?? {};
    const { start, cover } = this.#cellsOf(person);
    const costOf = (day: number, duty: number): number => {
      const cell = day * duties.length + duty;
      let cost = own?.costs[day]?.[duty] ?? 0;
      const to = start[cell + 1] ?? 0;
      for (let at = start[cell] ?? 0; at < to; at += 1) cost -= prices[cover[at] ?? 0] ?? 0;
      return cost;
    };
    for (let day = 0; day < days; day += 1) {
      this.#cells[day * this.#choices] = costOf(day, 0);
      for (let shift = 1; shift < this.#choices; shift += 1) {
        let least = Infinity;
        for (const skill of skills ?? []) {
          const duty = (shift - 1) * this.#skillCount + skill + 1;
          const cost = costOf(day, duty);
          if (cost >= least) continue;
          least = cost;
          this.#dutyOf[day * this.#choices + shift] = duty;
        }
        this.#cells[day * this.#choices + shift] = least;
      }
    }
  }
}

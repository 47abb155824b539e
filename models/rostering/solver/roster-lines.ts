import {
  type CoverCells,
  type CoverTable,
  countLine,
  coverCost,
  coverTable,
  payGains,
} from "./cover-table";
import { type DayWindow, LinePricing, type PricedLine } from "./line-pricing";
import { type LineGraph, lineGraph, settledDays } from "./line-graph";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

/** Nodes before merging of all graphs together, about 100 bytes each; and of one, while it is built. */
const NODES_OF_ALL = 6_000_000;
const NODES_OF_ONE = 1_500_000;

/** A roster in hand, with what its lines and covers cost. */
export interface WholeRoster {
  lines: Uint8Array[];
  /** Of each person: duties and rules. */
  lineCosts: Float64Array;
  /** Of each cover: what all lines bring. */
  sums: Float64Array;
  /** Points of everything, broken hard limits at their price. */
  cost: number;
  /** No hard rule or limit is broken. */
  isLegal: boolean;
}

/** What column generation and its searches work on: each person's lines as a graph, and the covers. */
export class RosterLines {
  readonly table: CoverTable;
  readonly pricings: readonly LinePricing[];
  readonly duties: number;
  /** All costs are multiples of it, those of broken hard rules too; 0 when they are not whole. */
  readonly unit: number;
  /** Every graph has all the rules, so that the least of its lines is the person's least. */
  readonly isExact: boolean;
  /** For each way of being counted, what cells are paid; written over by each call. */
  private readonly payOf = new Map<CoverCells, Float64Array>();

  constructor(
    readonly problem: SolverProblem,
    known?: Pick<RosterLines, "table" | "pricings" | "unit" | "isExact">,
  ) {
    this.table = known?.table ?? coverTable(problem);
    this.duties = problem.duties.length;
    for (const cells of this.table.cells) {
      this.payOf.set(cells, new Float64Array(problem.days * this.duties));
    }
    this.unit = known?.unit ?? unitOf(problem, this.table.hardPoints);
    if (known) {
      this.pricings = known.pricings;
      this.isExact = known.isExact;
      return;
    }
    const graphs = new Map<string, LineGraph>();
    const keys = problem.people.map((person) =>
      JSON.stringify([person.rules, person.past, settledDays(person)]),
    );
    const maximumNodes = Math.min(NODES_OF_ONE, Math.ceil(NODES_OF_ALL / new Set(keys).size));
    this.pricings = problem.people.map((person, index) => {
      const key = keys[index] ?? "";
      const graph = graphs.get(key) ?? graphOf(problem, index, maximumNodes, this.table.hardPoints);
      graphs.set(key, graph);
      return new LinePricing(problem, index, person, graph);
    });
    this.isExact = [...graphs.values()].every(({ relaxed }) => relaxed.length === 0);
  }

  /**
   * The same with those lines alone that a roster can have whose cost is at most `slack` above the bound that
   * these prices give: no line of these people costs them more than that above the least.
   */
  narrowed(prices: Float64Array, slack: number, people: readonly number[]): RosterLines {
    this.setPrices(prices);
    return this.with(people, (pricing) => {
      pricing.price(this.payFor(pricing.person));
      return pricing.narrowed(slack);
    });
  }

  /** The same with those lines alone that are as these on all days but the window's. */
  within(lines: Lines, people: readonly number[], window: DayWindow): RosterLines {
    return this.with(people, (pricing) => {
      const line = lines[pricing.person];
      return line ? pricing.within(line, window) : pricing;
    });
  }

  private with(people: readonly number[], change: (pricing: LinePricing) => LinePricing) {
    const pricings = [...this.pricings];
    for (const person of people) pricings[person] = change(this.pricing(person));
    const { table, unit, isExact } = this;
    return new RosterLines(this.problem, { table, unit, isExact, pricings });
  }

  /** What each cell brings at these prices of one more of each cover; ask `payFor` a person then. */
  setPrices(coverDuals: Float64Array): void {
    for (const [{ start, cover, weight }, pay] of this.payOf) {
      for (let cell = 0; cell < pay.length; cell += 1) {
        let sum = 0;
        for (let at = start[cell] ?? 0; at < (start[cell + 1] ?? 0); at += 1) {
          sum += (coverDuals[cover[at] ?? 0] ?? 0) * (weight[at] ?? 0);
        }
        pay[cell] = sum;
      }
    }
  }

  payFor(person: number): Float64Array {
    const cells = this.table.cells[person];
    const pay = cells && this.payOf.get(cells);
    if (!pay) throw new Error("There is no such person");
    return pay;
  }

  /** Adds what a line counts for to the covers' sums; a `sign` of -1 takes it away. */
  count(sums: Float64Array, person: number, line: Uint8Array, sign: 1 | -1): void {
    countLine(this.table, this.duties, { sums, person, line, sign });
  }

  coverCost(sums: Float64Array): number {
    return coverCost(this.table, sums);
  }

  /** Everything counted anew. */
  whole(lines: Lines): WholeRoster {
    const sums = new Float64Array(this.problem.covers.length);
    const lineCosts = new Float64Array(lines.length);
    let isLegal = true;
    lines.forEach((line, person) => {
      this.count(sums, person, line, 1);
      const { cost, hardViolations } = this.lineCost(person, line);
      lineCosts[person] = cost + hardViolations * this.table.hardPoints;
      isLegal &&= hardViolations === 0;
    });
    isLegal &&= this.problem.covers.every(
      ({ hardMinimum = -Infinity, hardMaximum = Infinity }, cover) => {
        const sum = sums[cover] ?? 0;
        return sum >= hardMinimum && sum <= hardMaximum;
      },
    );
    const cost = lineCosts.reduce((sum, one) => sum + one, 0) + this.coverCost(sums);
    return { lines: lines.map((line) => line.slice()), lineCosts, sums, cost, isLegal };
  }

  /** By the reference, so that a rule the graph leaves out is counted. */
  private lineCost(person: number, line: Uint8Array): SolverSolution {
    const own = this.problem.people[person];
    if (!own) throw new Error("There is no such person");
    return costOf({ ...this.problem, people: [own], covers: [] }, [line]);
  }

  /** No whole roster can lie between a bound and this. */
  roundUp(bound: number): number {
    const { unit } = this;
    return unit > 0 ? unit * Math.ceil(bound / unit - 1e-5) : bound;
  }

  pricing(person: number): LinePricing {
    const found = this.pricings[person];
    if (!found) throw new Error("There is no such person");
    return found;
  }

  /**
   * The cheapest line for a person when the covers are as the others leave them; with `noise`, what one cell
   * brings is wrong by up to so many points.
   */
  bestAnswer(person: number, sums: Float64Array, noise?: () => number): PricedLine | undefined {
    const pricing = this.pricing(person);
    const pay = this.payFor(person);
    payGains(this.table, person, sums, pay);
    if (noise) pay.forEach((gain, cell) => (pay[cell] = gain + noise()));
    pricing.price(pay);
    return pricing.bestLine();
  }
}

/** Rules that contradict each other are priced instead, so that there is a line to show what is wrong. */
function graphOf(
  problem: SolverProblem,
  index: number,
  maximumNodes: number,
  hardPoints: number,
): LineGraph {
  const person = problem.people[index];
  if (!person) throw new Error("There is no such person");
  const graph = lineGraph(problem, person, { maximumNodes });
  if (graph.arcTarget.length > 0) return graph;
  return lineGraph(problem, person, { maximumNodes, hardAs: hardPoints });
}

/** The greatest number that all costs are multiples of, if they are whole. */
function unitOf({ people, covers }: SolverProblem, hardPoints: number): number {
  let unit = 0;
  const take = (cost: number | "hard"): boolean => {
    if (cost === "hard") return true;
    if (!Number.isSafeInteger(cost)) return false;
    let [high, low] = [Math.abs(cost), unit];
    while (low > 0) [high, low] = [low, high % low];
    unit = high;
    return true;
  };
  const isWhole =
    people.every(
      ({ costs, allowed, rules }) =>
        allowed.every((duties, day) => duties.every((duty) => take(costs[day]?.[duty] ?? 0))) &&
        rules.every((rule) =>
          "price" in rule ? take(rule.price) : take(rule.below) && take(rule.above),
        ),
    ) &&
    take(hardPoints) &&
    covers.every(
      ({ below, above, members, hardMinimum = 0, hardMaximum = 0 }) =>
        [...below, ...above].every(
          ({ limit, slope }) => Number.isSafeInteger(limit) && take(slope),
        ) &&
        members.every(({ weight }) => Number.isSafeInteger(weight)) &&
        Number.isSafeInteger(hardMinimum + hardMaximum),
    );
  return isWhole ? unit : 0;
}

import type { LineGraph } from "./line-graph";
import { narrowGraph } from "./narrow-graph";
import { type LineTotal, addedToTotal, priceOfTotal } from "./line-totals";
import type { SolverPerson, SolverProblem } from "./solver-problem";

/** A line and what it costs its person: duties and rules, covers not included. */
export interface PricedLine {
  person: number;
  line: Uint8Array;
  cost: number;
}

/** Days that may change, both included. */
export interface DayWindow {
  firstDay: number;
  lastDay: number;
}

/** Beginnings of lines that are kept of each day where the graph leaves rules out. */
const BEGINNINGS = 60;

interface Beginning {
  node: number;
  cost: number;
  /** With the least that the days to come cost. */
  ahead: number;
  totals: readonly number[];
  duty: number;
  before: Beginning | undefined;
}

/** Where weights are below 0 this gives up too soon: a line is missed, never a wrong one offered. */
function isTooMuch(total: LineTotal, value: number): boolean {
  const sum = total.kind === "weekends" ? value >> 1 : value;
  return total.kind !== "both" && total.above === "hard" && sum > total.maximum;
}

/**
 * Shortest paths in one person's graph for whatever the covers pay for each cell. One sweep over the arcs
 * from the last day to the first; nothing is allocated in it.
 */
export class LinePricing {
  /** Of each node: the least that the days from there on cost. */
  readonly toGo: Float64Array;
  /** By day and group. */
  private readonly cellCost: Float64Array;
  private readonly cellDuty: Uint8Array;
  private readonly ownCost: Float64Array;
  /** What was paid at the last price. */
  private readonly paid: Float64Array;
  private readonly duties: number;
  /** Cells that may not be, beside those the person's problem forbids: a search fixes and frees them. */
  readonly banned: Uint8Array;

  constructor(
    private readonly problem: SolverProblem,
    readonly person: number,
    private readonly own: SolverPerson,
    readonly graph: LineGraph,
  ) {
    this.duties = problem.duties.length;
    const cells = graph.days * graph.groups.length;
    this.toGo = new Float64Array(graph.arcStart.length - 1);
    this.cellCost = new Float64Array(cells);
    this.cellDuty = new Uint8Array(cells);
    this.paid = new Float64Array(graph.days * this.duties);
    this.banned = new Uint8Array(graph.days * this.duties);
    this.ownCost = new Float64Array(graph.days * this.duties).fill(Infinity);
    own.allowed.forEach((allowed, day) => {
      for (const duty of allowed) {
        this.ownCost[day * this.duties + duty] = own.costs[day]?.[duty] ?? 0;
      }
    });
  }

  /** Least cost of a line when each cell is paid `cellPay`, by day times duties plus duty. */
  price(cellPay: Float64Array): number {
    const { graph, cellCost, cellDuty, ownCost, banned, duties } = this;
    const width = graph.groups.length;
    this.paid.set(cellPay);
    for (let day = 0; day < graph.days; day += 1) {
      for (let group = 0; group < width; group += 1) {
        let best = Infinity;
        let bestDuty = 0;
        for (const duty of graph.groups[group] ?? []) {
          const at = day * duties + duty;
          if (banned[at] === 1) continue;
          const cost = (ownCost[at] ?? Infinity) - (cellPay[at] ?? 0);
          if (cost < best) {
            best = cost;
            bestDuty = duty;
          }
        }
        cellCost[day * width + group] = best;
        cellDuty[day * width + group] = bestDuty;
      }
    }
    this.sweep();
    return this.toGo[0] ?? Infinity;
  }

  /** The same person with those lines alone that cost at most so much more than the least at the last prices. */
  narrowed(slack: number): LinePricing {
    const { problem, person, own, graph, cellCost, toGo } = this;
    const limit = (toGo[0] ?? Infinity) + slack;
    return new LinePricing(problem, person, own, narrowGraph({ graph, cellCost, toGo }, limit));
  }

  /** The same person with those lines alone that are as this one on all days but these. */
  within(line: Uint8Array, { firstDay, lastDay }: DayWindow): LinePricing {
    const { problem, person, own, graph } = this;
    const isOpen = (day: number) => day >= firstDay && day <= lastDay;
    const allowed = own.allowed.map((duties, day) => (isOpen(day) ? duties : [line[day] ?? 0]));
    const held = new LinePricing(problem, person, { ...own, allowed }, graph);
    held.price(new Float64Array(graph.days * problem.duties.length));
    return held.narrowed(Number.MAX_VALUE);
  }

  private sweep(): void {
    const { graph, toGo, cellCost } = this;
    const { dayStart, arcStart, arcTarget, arcGroup, arcPoints, days } = graph;
    const width = graph.groups.length;
    // The last node is where all lines end, or the only one of a graph without lines.
    toGo.fill(0, dayStart[days], dayStart[days + 1]);
    if (dayStart[days] === 0) toGo.fill(Infinity);
    for (let day = days - 1; day >= 0; day -= 1) {
      const base = day * width;
      const end = dayStart[day + 1] ?? 0;
      let arc = arcStart[dayStart[day] ?? 0] ?? 0;
      for (let node = dayStart[day] ?? 0; node < end; node += 1) {
        const stop = arcStart[node + 1] ?? 0;
        let best = Infinity;
        for (; arc < stop; arc += 1) {
          const cost =
            (cellCost[base + (arcGroup[arc] ?? 0)] ?? 0) +
            (arcPoints[arc] ?? 0) +
            (toGo[arcTarget[arc] ?? 0] ?? 0);
          if (cost < best) best = cost;
        }
        toGo[node] = best;
      }
    }
  }

  /**
   * The line of the last price; undefined when there is none. The cheapest, unless the graph leaves rules out:
   * then one that keeps them, cheap but perhaps not the cheapest.
   */
  bestLine(): PricedLine | undefined {
    return this.graph.relaxed.length === 0 ? this.shortest() : this.bestKept();
  }

  /** Of the lines that keep what the graph leaves out, by the most promising beginnings of each day. */
  private bestKept(): PricedLine | undefined {
    const { graph, toGo, cellCost, cellDuty } = this;
    const width = graph.groups.length;
    const { relaxed } = graph;
    let beginnings: Beginning[] = [
      {
        node: 0,
        cost: 0,
        ahead: toGo[0] ?? Infinity,
        totals: relaxed.map(({ start }) => start),
        duty: 0,
        before: undefined,
      },
    ];
    for (let day = 0; day < graph.days; day += 1) {
      const next: Beginning[] = [];
      for (const before of beginnings) {
        const end = graph.arcStart[before.node + 1] ?? 0;
        for (let arc = graph.arcStart[before.node] ?? 0; arc < end; arc += 1) {
          const cell = day * width + (graph.arcGroup[arc] ?? 0);
          const node = graph.arcTarget[arc] ?? 0;
          const duty = cellDuty[cell] ?? 0;
          let cost = before.cost + (cellCost[cell] ?? 0) + (graph.arcPoints[arc] ?? 0);
          if (cost + (toGo[node] ?? Infinity) === Infinity) continue;
          const totals = relaxed.map((total, index) => {
            const value = before.totals[index] ?? 0;
            if (day < total.firstDay || day > total.lastDay) return value;
            const weight = total.weightOn(day, duty);
            const after = addedToTotal(total, value, day, duty === 0, weight);
            if (day === total.lastDay) cost += priceOfTotal(total, after);
            else if (isTooMuch(total, after)) cost = Infinity;
            return after;
          });
          if (cost === Infinity) continue;
          next.push({ node, cost, ahead: cost + (toGo[node] ?? 0), totals, duty, before });
        }
      }
      next.sort((one, other) => one.ahead - other.ahead);
      beginnings = next.slice(0, BEGINNINGS);
    }
    const best = beginnings[0];
    if (!best) return undefined;
    const line = new Uint8Array(graph.days);
    let paid = 0;
    let at: Beginning | undefined = best;
    for (let day = graph.days - 1; day >= 0 && at; day -= 1) {
      line[day] = at.duty;
      paid += this.paid[day * this.duties + at.duty] ?? 0;
      at = at.before;
    }
    return { person: this.person, line, cost: best.cost + paid };
  }

  private shortest(): PricedLine | undefined {
    const { graph, toGo, cellCost, cellDuty } = this;
    if ((toGo[0] ?? Infinity) === Infinity) return undefined;
    const width = graph.groups.length;
    const line = new Uint8Array(graph.days);
    let points = 0;
    let node = 0;
    for (let day = 0; day < graph.days; day += 1) {
      let best = Infinity;
      let chosen = graph.arcStart[node] ?? 0;
      for (let arc = chosen; arc < (graph.arcStart[node + 1] ?? 0); arc += 1) {
        const cost =
          (cellCost[day * width + (graph.arcGroup[arc] ?? 0)] ?? 0) +
          (graph.arcPoints[arc] ?? 0) +
          (toGo[graph.arcTarget[arc] ?? 0] ?? 0);
        if (cost < best) {
          best = cost;
          chosen = arc;
        }
      }
      const duty = cellDuty[day * width + (graph.arcGroup[chosen] ?? 0)] ?? 0;
      line[day] = duty;
      points += (graph.arcPoints[chosen] ?? 0) + (this.ownCost[day * this.duties + duty] ?? 0);
      node = graph.arcTarget[chosen] ?? 0;
    }
    return { person: this.person, line, cost: points };
  }
}

import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { type LineGraph, lineGraph } from "./line-graph";
import { LinePricing } from "./line-pricing";
import { madeUpProblem } from "./made-up-problem";
import type { SolverPerson, SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);
const WHOLE = { maximumNodes: 1_000_000 };

/** The first days of a problem, with at most two duties on each: few enough lines to look at all of them. */
function shortened(problem: SolverProblem, days: number): SolverProblem {
  return {
    ...problem,
    days,
    duties: problem.duties.map((duty) => ({ ...duty, minutes: duty.minutes.slice(0, days) })),
    people: problem.people.map((person) => ({
      ...person,
      allowed: person.allowed.slice(0, days).map((duties) => duties.slice(0, 2)),
    })),
    covers: problem.covers.filter(({ day }) => day < days),
  };
}

function everyLine(person: SolverPerson): Uint8Array[] {
  let lines: number[][] = [[]];
  for (const duties of person.allowed) {
    lines = lines.flatMap((line) => duties.map((duty) => [...line, duty]));
  }
  return lines.map((line) => Uint8Array.from(line));
}

const alone = (problem: SolverProblem, person: SolverPerson): SolverProblem => ({
  ...problem,
  people: [person],
  covers: [],
});

/** What the arcs along a line cost; Infinity where there is none. */
function pathCost(graph: LineGraph, person: SolverPerson, line: Uint8Array): number {
  let node = 0;
  let cost = 0;
  line.forEach((duty, day) => {
    let arc = graph.arcStart[node]!;
    const isIn = () => graph.groups[graph.arcGroup[arc]!]!.includes(duty);
    while (arc < graph.arcStart[node + 1]! && !isIn()) arc += 1;
    if (arc === graph.arcStart[node + 1]!) {
      cost = Infinity;
      return;
    }
    cost += graph.arcPoints[arc]! + person.costs[day]![duty]!;
    node = graph.arcTarget[arc]!;
  });
  return cost;
}

describe("the graph of a person's lines", () => {
  it("has exactly the lines that break no hard rule, each at its cost", () => {
    let lines = 0;
    let forbidden = 0;
    for (const seed of SEEDS) {
      const problem = shortened(madeUpProblem(seededRandom(seed)), 8);
      const person = problem.people[0]!;
      const graph = lineGraph(problem, person, WHOLE);
      for (const line of everyLine(person)) {
        const { cost, hardViolations } = costOf(alone(problem, person), [line]);
        const expected = hardViolations > 0 ? Infinity : cost;
        expect(pathCost(graph, person, line)).toBeCloseTo(expected, 6);
        lines += 1;
        forbidden += hardViolations > 0 ? 1 : 0;
      }
    }
    expect(lines - forbidden).toBeGreaterThan(500);
    expect(forbidden).toBeGreaterThan(500);
  });

  it("prices broken hard rules when they are to be seen", () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const problem = shortened(madeUpProblem(seededRandom(seed)), 7);
      const person = problem.people[0]!;
      const graph = lineGraph(problem, person, { ...WHOLE, hardAs: 1_000 });
      for (const line of everyLine(person)) {
        const { cost, hardViolations } = costOf(alone(problem, person), [line]);
        expect(pathCost(graph, person, line)).toBeCloseTo(cost + 1_000 * hardViolations, 6);
      }
    }
  });

  it("never says more of a line than it costs when rules had to be left out", () => {
    let relaxed = 0;
    for (const seed of SEEDS) {
      const problem = shortened(madeUpProblem(seededRandom(seed)), 8);
      const person = problem.people[0]!;
      const graph = lineGraph(problem, person, { maximumNodes: 60 });
      relaxed += graph.relaxed.length > 0 ? 1 : 0;
      for (const line of everyLine(person)) {
        const { cost, hardViolations } = costOf(alone(problem, person), [line]);
        if (hardViolations > 0) continue;
        expect(pathCost(graph, person, line)).toBeLessThanOrEqual(cost + 1e-6);
      }
    }
    expect(relaxed).toBeGreaterThan(5);
  });
});

describe("pricing", () => {
  it("finds the cheapest line, and keeps every line near it when it is narrowed", () => {
    let found = 0;
    let arcs = 0;
    let arcsLeft = 0;
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const problem = shortened(madeUpProblem(random), 8);
      const person = problem.people[0]!;
      const duties = problem.duties.length;
      const pay = Float64Array.from({ length: problem.days * duties }, () => 20 * random());
      const costs = everyLine(person).flatMap((line) => {
        const { cost, hardViolations } = costOf(alone(problem, person), [line]);
        const paid = line.reduce((sum, duty, day) => sum + pay[day * duties + duty]!, 0);
        return hardViolations > 0 ? [] : [{ line: line.join(), cost: cost - paid }];
      });
      const least = Math.min(Infinity, ...costs.map(({ cost }) => cost));
      const pricing = new LinePricing(problem, 0, person, lineGraph(problem, person, WHOLE));

      expect(pricing.price(pay)).toBeCloseTo(least, 6);
      const best = pricing.bestLine();
      expect(best?.line.join()).toBe(costs.find(({ cost }) => cost <= least + 1e-6)?.line);
      const { graph } = pricing.narrowed(15);
      for (const { line, cost } of costs.filter(({ cost }) => cost <= least + 15)) {
        const own = Uint8Array.from(line.split(","), Number);
        const paid = own.reduce((sum, duty, day) => sum + pay[day * duties + duty]!, 0);
        expect(pathCost(graph, person, own)).toBeCloseTo(cost + paid, 6);
        found += 1;
      }
      arcs += pricing.graph.arcTarget.length;
      arcsLeft += graph.arcTarget.length;
    }
    expect(arcsLeft).toBeLessThan(arcs / 2);
    expect(found).toBeGreaterThan(100);
  });
});

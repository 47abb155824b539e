import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { parseCurtoisQu } from "../benchmarks/curtois-qu-instance";
import { curtoisQuProblem, writeCurtoisQuRoster } from "../benchmarks/curtois-qu-problem";
import { judgeCurtoisQuRoster, parseCurtoisQuRoster } from "../benchmarks/curtois-qu-validation";
import { madeUpCurtoisQu } from "../benchmarks/made-up-curtois-qu";
import { LegalLines } from "./legal-lines";
import { LineBeam } from "./line-beam";
import { lineGraph } from "./line-graph";
import { personTables, sharedAutomata } from "./line-paces";
import { LinePricing } from "./line-pricing";
import { madeUpProblem } from "./made-up-problem";
import { costOf } from "./solver-score";

const run = () => ({ random: seededRandom(1), isOver: () => false });

function madeUp(size: { days: number; staff: number; shifts: number; seed: number }) {
  const parsed = parseCurtoisQu(madeUpCurtoisQu(size));
  if (!parsed.ok) throw new Error(parsed.error);
  return { instance: parsed.value, problem: curtoisQuProblem(parsed.value) };
}

describe("whole lines of a year", () => {
  const { instance, problem } = madeUp({ days: 364, staff: 6, shifts: 5, seed: 5 });

  it("keep every hard rule from the first on, and get better by rounds", () => {
    const legal = new LegalLines(problem, []);
    expect(legal.illegal).toHaveLength(6);

    legal.build(run());
    const written = parseCurtoisQuRoster(writeCurtoisQuRoster(instance, legal.lines));
    const first = legal.cost;
    expect(legal.illegal).toEqual([]);
    expect(written.ok && judgeCurtoisQuRoster(instance, written.value)).toEqual({
      cost: first,
      hardViolations: [],
    });

    expect(legal.pass(run())).toBeCloseTo(first - legal.cost);
    expect(legal.cost).toBeLessThan(first);
    expect(costOf(problem, legal.lines)).toMatchObject({ cost: legal.cost, hardViolations: 0 });
  });

  it("are the same again, and begin from what is there", () => {
    const [one, other] = [new LegalLines(problem, []), new LegalLines(problem, [])];
    one.build(run());
    other.build(run());
    expect(other.lines).toEqual(one.lines);

    const [spoilt = new Uint8Array(0), ...rest] = one.lines;
    other.begin([new Uint8Array(spoilt.length).fill(1), ...rest]);
    expect(other.illegal).toEqual([0]);
    other.pass(run(), other.illegal);
    expect(other.illegal).toEqual([]);
    expect(other.lines.slice(1)).toEqual(rest);
  });
});

describe("one person's line", () => {
  it("costs what the reference says, keeps every hard rule, and is mostly the cheapest of a short period", () => {
    let lines = 0;
    let cheapest = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seededRandom(seed);
      const problem = madeUpProblem(random);
      const [person] = problem.people;
      if (!person) continue;
      const pay = Float64Array.from({ length: problem.days * problem.duties.length }, () =>
        Math.floor(random() * 60),
      );
      const tables = personTables(problem, person, sharedAutomata(problem), 100);
      const found = new LineBeam(problem, person, tables, 100).line(pay);
      const graph = lineGraph(problem, person, { maximumNodes: 1_000_000 });
      const least = new LinePricing(problem, 0, person, graph).price(pay);
      if (least === Infinity) expect(found).toBeUndefined();
      if (!found) continue;
      const alone = costOf({ ...problem, people: [person], covers: [] }, [found.line]);
      const paid = found.line.reduce(
        (sum, duty, day) => sum + (pay[day * problem.duties.length + duty] ?? 0),
        0,
      );
      expect(alone.hardViolations).toBe(0);
      expect(found.cost).toBeCloseTo(alone.cost - paid);
      expect(found.cost).toBeGreaterThan(least - 1e-6);
      lines += 1;
      if (found.cost < least + 1e-6) cheapest += 1;
    }
    expect(lines).toBeGreaterThan(4);
    expect(cheapest / lines).toBeGreaterThan(0.5);
  });
});

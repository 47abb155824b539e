import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { parseCurtoisQu } from "../benchmarks/curtois-qu-instance";
import { curtoisQuProblem, writeCurtoisQuRoster } from "../benchmarks/curtois-qu-problem";
import { judgeCurtoisQuRoster, parseCurtoisQuRoster } from "../benchmarks/curtois-qu-validation";
import { madeUpCurtoisQu } from "../benchmarks/made-up-curtois-qu";
import { anneal } from "./annealing";
import { linearEngine } from "./master-program";
import { mergedRosters, nearestRoster } from "./merge-rosters";
import { isLargeRoster, solveLargeRoster } from "./solve-large-roster";
import { costOf } from "./solver-score";
import { WindowSearch } from "./window-search";

function madeUp(size: { days: number; staff: number; shifts: number; seed: number }) {
  const parsed = parseCurtoisQu(madeUpCurtoisQu(size));
  if (!parsed.ok) throw new Error(parsed.error);
  return { instance: parsed.value, problem: curtoisQuProblem(parsed.value) };
}

const run = {
  seed: 1,
  now: () => 0,
  deadlineAt: 1,
  isCancelled: () => false,
  progressed: () => undefined,
};

describe("a large roster", () => {
  const { instance, problem } = madeUp({ days: 42, staff: 5, shifts: 2, seed: 3 });

  it("is solved by windows, and costs what the benchmark's own rules say", async () => {
    const { best, iterations } = await solveLargeRoster(problem, { ...run, maximumIterations: 3 });

    expect(iterations).toBe(3);
    const written = parseCurtoisQuRoster(writeCurtoisQuRoster(instance, best?.lines ?? []));
    const verdict = written.ok ? judgeCurtoisQuRoster(instance, written.value) : undefined;
    expect(verdict).toEqual({ cost: best?.cost, hardViolations: [] });
  });

  it("gets better window by window, of one part and of two, by what the whole is counted", async () => {
    const windows = new WindowSearch(await linearEngine(), problem, {
      random: seededRandom(7),
      now: () => 0,
      isOver: () => false,
      isTimed: false,
    });
    const start = anneal(problem, { ...run, maximumIterations: 20_000 }).best;
    if (!start) throw new Error("Annealing always has a roster");
    let best = start;
    let better = 0;
    for (let step = 0; step < 12; step += 1) {
      const lines = windows.improve(best);
      if (!lines) continue;
      const found = costOf(problem, lines);
      expect(found.hardViolations).toBeLessThanOrEqual(best.hardViolations);
      if (found.hardViolations === best.hardViolations) expect(found.cost).toBeLessThan(best.cost);
      best = found;
      better += 1;
    }
    expect(better).toBeGreaterThan(0);
    expect(best.hardViolations).toBe(0);
  });

  it("takes what another search has found together with its own", async () => {
    const start = anneal(problem, { ...run, maximumIterations: 20_000 }).best;
    let told = start?.lines;
    const { best } = await solveLargeRoster(problem, {
      ...run,
      maximumIterations: 1,
      elsewhere: () => {
        const lines = told;
        told = undefined;
        return lines;
      },
    });

    expect(best?.hardViolations).toBe(0);
    expect(best?.cost).toBeLessThanOrEqual(start?.cost ?? 0);
  });

  it("is one of many weeks or very many people", () => {
    const isLarge = (days: number, staff: number) =>
      isLargeRoster(madeUp({ days, staff, shifts: 1, seed: 1 }).problem);

    expect(isLarge(28, 60)).toBe(false);
    expect(isLarge(56, 40)).toBe(false);
    expect(isLarge(84, 22)).toBe(true);
    expect(isLarge(182, 50)).toBe(true);
    expect(isLarge(364, 22)).toBe(true);
  });
});

describe("two searches from one roster", () => {
  const lines = (...rows: number[][]) => rows.map((row) => Uint8Array.from(row));

  it("keep what each has changed", () => {
    const base = lines([0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]);
    const ours = lines([1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]);
    const theirs = lines([0, 1, 1, 1], [1, 0, 0, 1], [0, 0, 1, 1]);

    expect(mergedRosters(base, ours, theirs)).toEqual(
      lines([1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 1, 1]),
    );
  });

  it("are set against the roster that the other has gone on from", () => {
    const had = [lines([0, 0, 0, 0]), lines([0, 1, 1, 0]), lines([1, 1, 1, 1])];

    expect(nearestRoster(had, lines([0, 1, 1, 2]))).toBe(had[1]);
    expect(nearestRoster([], lines([0]))).toBeUndefined();
  });
});

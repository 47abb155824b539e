import { expect, it } from "vitest";
import type { SolverJobOnWire } from "#models/realtime/roster";
import { RosterId, SolverJobId } from "#models/rostering/roster-ids";
import { addProgress, progressPaths } from "./solver-progress";

const job = (elapsedMs: number, rest: Partial<SolverJobOnWire> = {}): SolverJobOnWire => ({
  jobId: SolverJobId.parse("00000000-0000-4000-8000-000000000001"),
  rosterId: RosterId.parse("00000000-0000-4000-8000-000000000002"),
  ...{ startedBy: "A planner", startedAt: 0, seconds: 10, seed: 1, workers: 1, status: "running" },
  ...{
    elapsedMs,
    score: 100,
    bound: null,
    gap: null,
    hardViolations: 0,
    isProved: false,
    says: null,
  },
  ...rest,
});

it("keeps the run in order, and begins anew with another", () => {
  const first = addProgress([], null, job(500, { score: 120 }));
  const second = addProgress(first, job(500), job(900));
  expect(second.map(({ score }) => score)).toEqual([120, 100]);
  expect(addProgress(second, job(900), job(700))).toEqual(second);
  const other = SolverJobId.parse("00000000-0000-4000-8000-000000000009");
  expect(addProgress(second, job(900), job(100, { jobId: other }))).toHaveLength(1);
});

it("draws nothing before there is a roster", () => {
  expect(
    progressPaths([{ elapsedMs: 100, score: null, bound: 5 }], {
      width: 100,
      height: 40,
      seconds: 10,
    }),
  ).toBeUndefined();
});

it("draws the score falling towards the bound, within the frame", () => {
  const points = [
    { elapsedMs: 1_000, score: 900, bound: null },
    { elapsedMs: 2_000, score: 120, bound: 90 },
    { elapsedMs: 9_000, score: 100, bound: 95 },
  ];
  const paths = progressPaths(points, { width: 100, height: 40, seconds: 10 });
  expect(paths?.score).toMatch(/^M10\.0 /);
  const heights = [...(paths?.score ?? "").matchAll(/[ V](\d+\.\d)/g)].map(([, y]) => Number(y));
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...heights)).toBeLessThanOrEqual(40);
});

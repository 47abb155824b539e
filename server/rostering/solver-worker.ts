import { parentPort, workerData } from "node:worker_threads";
import { type CompiledProblem, compileProblem } from "#models/rostering/compile-problem";
import { explainInfeasible } from "#models/rostering/explain-infeasible";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import type { Lines } from "#models/rostering/solver/solver-problem";
import type { SolverProgress, SolverSolution } from "#models/rostering/solver/solver-run";
import {
  type FromSolver,
  type RosterLines,
  type SolverReport,
  SolverSettings,
} from "./solver-protocol";
import { lastOf } from "./solver-partner";

const { problem, start, seed, milliseconds, cancelled } = SolverSettings.parse(workerData);
const flag = new Int32Array(cancelled);
const REPORT_EVERY_MS = 300;
/** Less than a thread is waited for beyond its time. */
const EXPLAIN_WITHIN_MS = 4_000;

const tell = (message: FromSolver): void => parentPort?.postMessage(message);

const compiled = compileProblem(problem);
let told: SolverSolution | undefined;
let toldBound = -Infinity;
let toldAtMs = -Infinity;

function linesOf({ rosterOf }: CompiledProblem, { lines }: SolverSolution): RosterLines {
  const roster = rosterOf(lines);
  return [...roster].map(([personId, days]) => ({ personId, days }));
}

/** Lines are sent when they are better than those that were sent last. */
function reportOf({ best, lowerBound, elapsedMs }: SolverProgress): SolverReport {
  const isBetter = best !== undefined && best !== told;
  const report: SolverReport = {
    elapsedMs,
    ...(best && { cost: best.cost, hardViolations: best.hardViolations }),
    ...(isBetter && { lines: linesOf(compiled, best) }),
    ...(Number.isFinite(lowerBound) && { lowerBound }),
  };
  told = best;
  toldBound = lowerBound;
  toldAtMs = elapsedMs;
  return report;
}

function progressed(progress: SolverProgress): void {
  const isNews = progress.best !== told || progress.lowerBound > toldBound;
  if (!isNews || progress.elapsedMs - toldAtMs < REPORT_EVERY_MS) return;
  tell({ type: "progress", report: reportOf(progress) });
}

const linesIn = (lines: RosterLines): Lines =>
  compiled.linesOf(new Map(lines.map(({ personId, days }) => [personId, days])));

/** What another thread has found since this was asked last. */
function elsewhere(): Lines | undefined {
  const lines = parentPort ? lastOf<RosterLines>(parentPort) : undefined;
  return lines && linesIn(lines);
}

const startedAt = performance.now();
const result = await solveRoster(compiled.solver, {
  seed,
  now: () => performance.now(),
  deadlineAt: startedAt + milliseconds,
  start: linesIn(start),
  isCancelled: () => Atomics.load(flag, 0) !== 0,
  progressed,
  elsewhere,
});
tell({
  type: "finished",
  report: reportOf(result),
  isProved: result.isProved,
  ...(result.best?.hardViolations !== 0 && (await contradiction())),
});

/** Why hard rules stay broken: only looked for where they do, and not for long. */
async function contradiction(): Promise<{ says?: string }> {
  const explanation = await explainInfeasible(problem, {
    now: () => performance.now(),
    deadlineAt: performance.now() + EXPLAIN_WITHIN_MS,
    isCancelled: () => false,
  });
  if (explanation.kind !== "conflict") return {};
  const { text, remedies } = explanation.conflict;
  return { says: [text, ...remedies.slice(0, 1)].join(" ") };
}

import { readFile } from "node:fs/promises";
import type { SolverProgress } from "#models/rostering/solver/solver-run";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import { ROSTER_FORMATS } from "./solver-formats";

export interface BenchmarkRequest {
  format: string;
  file: string;
  seconds: number;
  seed: number;
}

export interface BenchmarkOutcome {
  /** By the benchmark's own rules, from the roster as it is written. */
  cost: number;
  lowerBound: number | null;
  proved: boolean;
  hardViolations: number;
  seconds: number;
  cpuSeconds: number;
  peakRssMb: number;
  roster: string;
}

/** Solves the instance in a file. Throws with a reason when it cannot be read. */
export async function solveRosterFile(
  { format, file, seconds, seed }: BenchmarkRequest,
  progressed: (progress: SolverProgress) => void,
): Promise<BenchmarkOutcome> {
  const benchmark = ROSTER_FORMATS[format]?.(await readFile(file, "utf8"));
  if (!benchmark) throw new Error(`The format ${format} is not known`);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const result = await solveRoster(benchmark.problem, {
    seed,
    now: () => performance.now(),
    deadlineAt: startedAt + seconds * 1_000,
    isCancelled: () => false,
    progressed,
  });
  if (!result.best) throw new Error("No roster was found in this time");
  const { user, system } = process.cpuUsage(cpu);
  const roster = benchmark.write(result.best.lines);
  const verdict = benchmark.judge(roster);
  if (verdict.hardViolations === 0 && Math.abs(verdict.cost - result.best.cost) > 1e-6) {
    throw new Error(`The solver counted ${result.best.cost}, the benchmark ${verdict.cost}`);
  }
  return {
    ...verdict,
    lowerBound: Number.isFinite(result.lowerBound) ? result.lowerBound : null,
    proved: result.isProved && verdict.hardViolations === 0,
    seconds: Math.round(performance.now() - startedAt) / 1_000,
    cpuSeconds: Math.round((user + system) / 1e3) / 1_000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    roster,
  };
}

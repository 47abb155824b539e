import {
  type CurtoisQuInstance,
  parseCurtoisQu,
} from "#models/rostering/benchmarks/curtois-qu-instance";
import {
  curtoisQuProblem,
  writeCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-problem";
import {
  judgeCurtoisQuRoster,
  parseCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-validation";
import type { Lines } from "#models/rostering/solver/solver-problem";
import type { SolverProgress } from "#models/rostering/solver/solver-run";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import { startPartner } from "./solver-partner";

const PARTNER = new URL("./solver-partner-entry.mjs", import.meta.url);

export interface CurtoisQuRequest {
  /** Of an instance file. */
  text: string;
  seconds: number;
  seed: number;
  /** Counts seconds of one core and not of the wall: on a machine that others use too. */
  byProcessorTime: boolean;
}

export interface CurtoisQuOutcome {
  /** By the benchmark's own rules, from the roster as it is written. */
  cost: number;
  lowerBound: number | null;
  proved: boolean;
  hardViolations: number;
  seconds: number;
  cpuSeconds: number;
  peakRssMb: number;
  /** The roster's file. */
  roster: string;
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Solves an instance. Throws with a reason when it cannot be read, or when the two counts of a cost differ. */
export async function solveCurtoisQu(
  { text, seconds, seed, byProcessorTime }: CurtoisQuRequest,
  progressed: (progress: SolverProgress) => void,
): Promise<CurtoisQuOutcome> {
  const instance: CurtoisQuInstance = accepted(parseCurtoisQu(text));
  const startedAt = performance.now();
  const startedCpuMs = processorMs();
  const now = byProcessorTime ? processorMs : () => performance.now();
  const problem = curtoisQuProblem(instance);
  // Processor time is of both threads together, so by that clock there is only one.
  const milliseconds = seconds * 1_000;
  const partner = byProcessorTime
    ? undefined
    : startPartner<Lines>(PARTNER, { problem, seed: seed + 1, milliseconds });
  let toldCost = Infinity;
  const result = await solveRoster(problem, {
    seed,
    now,
    deadlineAt: now() + milliseconds,
    isCancelled: () => false,
    ...(partner ? { elsewhere: partner.elsewhere } : {}),
    progressed: (progress) => {
      const { best } = progress;
      if (best && best.hardViolations === 0 && best.cost < toldCost) {
        toldCost = best.cost;
        partner?.tell(best.lines);
      }
      progressed(progress);
    },
  });
  await partner?.stop();
  if (!result.best) throw new Error("No roster was found in this time: give it more --seconds");
  const roster = writeCurtoisQuRoster(instance, result.best.lines);
  const verdict = judgeCurtoisQuRoster(instance, accepted(parseCurtoisQuRoster(roster)));
  const isLegal = verdict.hardViolations.length === 0;
  if (isLegal && Math.abs(verdict.cost - result.best.cost) > 1e-6) {
    throw new Error(`The solver counted ${result.best.cost}, the benchmark ${verdict.cost}`);
  }
  return {
    cost: verdict.cost,
    lowerBound: Number.isFinite(result.lowerBound) ? result.lowerBound : null,
    proved: result.isProved && isLegal,
    hardViolations: verdict.hardViolations.length,
    seconds: Math.round(performance.now() - startedAt) / 1_000,
    cpuSeconds: Math.round(processorMs() - startedCpuMs) / 1_000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    roster,
  };
}

function accepted<T>(parsed: { ok: true; value: T } | { ok: false; error: string }): T {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error);
}

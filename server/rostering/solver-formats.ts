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
import type { Lines, SolverProblem } from "#models/rostering/solver/solver-problem";

/** A benchmark's problem, and how a roster of it is written and judged by the benchmark's own rules. */
export interface BenchmarkProblem {
  problem: SolverProblem;
  write: (lines: Lines) => string;
  judge: (roster: string) => { cost: number; hardViolations: number };
}

export const ROSTER_FORMATS: Readonly<Record<string, (text: string) => BenchmarkProblem>> = {
  "curtois-qu": (text) => curtoisQu(accepted(parseCurtoisQu(text))),
};

export const isRosterFormat = (name: string): boolean => Object.hasOwn(ROSTER_FORMATS, name);

function curtoisQu(instance: CurtoisQuInstance): BenchmarkProblem {
  return {
    problem: curtoisQuProblem(instance),
    write: (lines) => writeCurtoisQuRoster(instance, lines),
    judge: (roster) => {
      const verdict = judgeCurtoisQuRoster(instance, accepted(parseCurtoisQuRoster(roster)));
      return { cost: verdict.cost, hardViolations: verdict.hardViolations.length };
    },
  };
}

function accepted<T>(parsed: { ok: true; value: T } | { ok: false; error: string }): T {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error);
}

import type { Lines } from "./solver-problem";

/** What a solver is given beside the problem. Time is a value, so that a run with the same seed can be repeated. */
export interface SolverRun {
  /** The same problem, seed and number of iterations give the same roster. */
  seed: number;
  /** Milliseconds on any clock. */
  now: () => number;
  /** On the same clock: stops soon after. */
  deadlineAt: number;
  /** Stops after so many rounds, whatever the clock says. */
  maximumIterations?: number;
  /** Begins from here; what is allowed in it is kept. */
  start?: Lines;
  /** Asked often: the roster so far is the answer. */
  isCancelled: () => boolean;
  /** A roster that another solver of the same problem has found since this was asked last. */
  elsewhere?: () => Lines | undefined;
  /** Called for each better roster, and for each better bound. */
  progressed: (progress: SolverProgress) => void;
}

export interface SolverProgress {
  /** The best so far; undefined before the first. */
  best: SolverSolution | undefined;
  /** No roster can cost less; -Infinity before anything is known. True bounds only. */
  lowerBound: number;
  elapsedMs: number;
}

export interface SolverSolution {
  lines: Lines;
  cost: number;
  /** Steps by which hard rules are broken; 0 in whatever may be published. */
  hardViolations: number;
}

/** A legal roster before a cheap one. */
export const isBetterSolution = (one: SolverSolution, other: SolverSolution): boolean =>
  one.hardViolations !== other.hardViolations
    ? one.hardViolations < other.hardViolations
    : one.cost < other.cost - 1e-9;

export interface SolverResult extends SolverProgress {
  /** Nothing cheaper exists. */
  isProved: boolean;
  iterations: number;
}

import { Worker } from "node:worker_threads";
import type { RosterProblem } from "#models/rostering/roster-problem";
import type { FromSolver, RosterLines, SolverReport, SolverSettings } from "./solver-protocol";

/** A thread that does not stop by itself so long after it was asked to is stopped. */
const STOP_WITHIN_MS = 5_000;

/** What a run has come to so far, of all its threads. */
export interface RunState {
  /** The best roster of any thread; undefined before the first. */
  lines: RosterLines | undefined;
  cost: number | undefined;
  hardViolations: number | undefined;
  /** The best bound of any thread. */
  lowerBound: number | undefined;
  isProved: boolean;
  /** Why hard rules stay broken, as a thread found it; undefined where they hold or nobody knows. */
  contradiction: string | undefined;
  /** Of the threads that died or could not begin: the last one's word for the planner. */
  failure: string | undefined;
}

export interface SolverRunOptions {
  problem: RosterProblem;
  start: SolverSettings["start"];
  /** One thread each; they tell each other what is better. */
  seeds: readonly number[];
  milliseconds: number;
  onProgress: (state: RunState) => void;
  /** When the last thread has ended. What is best is kept, whatever became of them. */
  onEnd: (state: RunState) => void;
  /** The thread's code, when it is not ours: for tests. */
  entry?: URL | undefined;
}

export interface RunningSolver {
  /** Asks it to stop soon; it ends with what is best. */
  cancel(): void;
  /** Ends it at once. */
  stop(): Promise<void>;
}

/** Runs the solver in threads beside each other, and keeps the best of them. */
export function runSolver(options: SolverRunOptions): RunningSolver {
  const { problem, start, seeds, milliseconds, onProgress, onEnd, entry } = options;
  const cancelled = new SharedArrayBuffer(4);
  const state: RunState = {
    lines: undefined,
    cost: undefined,
    hardViolations: undefined,
    lowerBound: undefined,
    isProved: false,
    contradiction: undefined,
    failure: undefined,
  };
  let timer: NodeJS.Timeout | undefined;
  const workers = new Set<Worker>();

  /** Whether it has the best roster so far. */
  function take(report: SolverReport): boolean {
    const { cost, hardViolations, lines, lowerBound } = report;
    if (lowerBound !== undefined)
      state.lowerBound = Math.max(state.lowerBound ?? -Infinity, lowerBound);
    if (!lines || cost === undefined || hardViolations === undefined) return false;
    if (isWorse({ cost, hardViolations }, state)) return false;
    Object.assign(state, { lines, cost, hardViolations });
    return true;
  }

  function heard(from: Worker, message: FromSolver): void {
    if (message.type === "failed") {
      state.failure = message.says;
      return;
    }
    const { lines } = message.report;
    if (take(message.report) && lines) {
      for (const worker of workers) if (worker !== from) worker.postMessage(lines);
    }
    if (message.type === "finished") state.contradiction = message.says ?? state.contradiction;
    if (message.type === "finished" && message.isProved) {
      state.isProved = true;
      cancel();
    }
    onProgress(state);
  }

  function cancel(): void {
    Atomics.store(new Int32Array(cancelled), 0, 1);
    timer ??= setTimeout(() => void stop(), STOP_WITHIN_MS);
  }

  async function stop(): Promise<void> {
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }

  for (const seed of seeds) {
    const workerData: SolverSettings = { problem, start, seed, milliseconds, cancelled };
    const worker = new Worker(entry ?? new URL("./solver-entry.mjs", import.meta.url), {
      execArgv: [],
      workerData,
    });
    workers.add(worker);
    worker.on("message", (message: FromSolver) => heard(worker, message));
    worker.on("error", () => {
      state.failure =
        "A thread of the solver stopped unexpectedly. The best roster until then is kept.";
    });
    worker.on("exit", () => {
      workers.delete(worker);
      if (workers.size > 0) return;
      clearTimeout(timer);
      onEnd(state);
    });
  }
  // Whoever hangs beyond the time is stopped as one who was cancelled.
  const overdue = setTimeout(cancel, milliseconds + STOP_WITHIN_MS);
  overdue.unref();
  return { cancel, stop };
}

const isWorse = (
  { cost, hardViolations }: { cost: number; hardViolations: number },
  best: RunState,
): boolean =>
  best.cost !== undefined &&
  best.hardViolations !== undefined &&
  (hardViolations > best.hardViolations ||
    (hardViolations === best.hardViolations && cost >= best.cost));

import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Queryable } from "#db/pool";
import { dropOtherProposals, type ProposalToSave, saveProposal } from "#db/roster-proposals";
import type { RosterSolve, SolverJobOnWire } from "#models/realtime/roster";
import type { Roster } from "#models/rostering/roster";
import { type RosterId, SolverJobId } from "#models/rostering/roster-ids";
import type { RosterProblem } from "#models/rostering/roster-problem";
import { changedCells, withinScope } from "#models/rostering/solver-scope";
import { AppError } from "#models/shared/errors";
import type { UserId } from "#models/shared/ids";
import { MS_PER_SECOND } from "#models/shared/time-range";
import type { Logger } from "../logger";
import { RosterRefused } from "./roster-refused";
import { type RunningSolver, type RunState, runSolver } from "./solver-run";

/** The best so far is stored this often while the solver runs: what a restart loses at most. */
const SAVE_EVERY_MS = 5_000;
/** Of all rosters; who comes later is asked to wait, so that screens and alerts keep their share. */
const MOST_JOBS = 2;

export interface SolverJobOptions {
  /** Stores proposals, as a machine. */
  db: Queryable;
  log: Logger;
  now: () => Date;
  onProgress: (job: SolverJobOnWire) => void;
  /** The thread's code, when it is not ours: for tests. */
  entry?: URL | undefined;
}

/** What a job is to begin with, as the planner may read it. */
export interface SolverStart {
  request: RosterSolve;
  problem: RosterProblem;
  roster: Roster;
  version: number;
  by: { userId: UserId; name: string };
  /** The day that is today, from the roster's first: days until then stay when the past is kept. */
  today: number;
}

export interface SolverJobs {
  /** @throws RosterRefused when the solver works on the roster already. */
  start(start: SolverStart): SolverJobOnWire;
  /** @throws not-found when that job does not run. */
  cancel(rosterId: RosterId, jobId: SolverJobId): SolverJobOnWire;
  /** The job of the roster that runs, or ended last. */
  of(rosterId: RosterId): SolverJobOnWire | undefined;
  isRunning(rosterId: RosterId): boolean;
  stop(): Promise<void>;
}

interface Job {
  wire: SolverJobOnWire;
  before: Roster;
  fromVersion: number;
  startedBy: UserId;
  run: RunningSolver | undefined;
  isCancelled: boolean;
  savedAtMs: number;
  /** Writes one after the other: the last is the end. */
  saving: Promise<void>;
}

/** One core is left for everything else; a second thread only helps where there is a core for it. */
const threads = (): number => Math.min(2, Math.max(1, availableParallelism() - 1));

export function createSolverJobs({
  db,
  log,
  now,
  onProgress,
  entry,
}: SolverJobOptions): SolverJobs {
  const jobs = new Map<RosterId, Job>();
  const isRunning = (rosterId: RosterId) => jobs.get(rosterId)?.wire.status === "running";

  function save(job: Job, { lines, cost, hardViolations, lowerBound }: RunState): void {
    if (!lines || cost === undefined || hardViolations === undefined) return;
    const after: Roster = new Map(lines.map(({ personId, days }) => [personId, days]));
    const { rosterId, jobId, startedAt, status } = job.wire;
    const proposal: ProposalToSave = {
      ...{ rosterId, jobId, startedBy: job.startedBy, startedAt: new Date(startedAt) },
      ...{ fromVersion: job.fromVersion, isRunning: status === "running", savedAt: now() },
      ...{ score: cost, bound: lowerBound ?? null, hardViolations },
      cells: changedCells(job.before, after),
    };
    job.savedAtMs = now().getTime();
    job.saving = job.saving
      .then(() => saveProposal(db, proposal))
      .catch((cause: unknown) => {
        log.warn({ cause, rosterId }, "a proposal of the solver could not be stored");
      });
  }

  function tell(job: Job, state: RunState): void {
    const { cost = null, lowerBound: bound = null, hardViolations = null, isProved } = state;
    const score = cost;
    const gap = score === null || bound === null ? null : gapOf(score, bound);
    const elapsedMs = now().getTime() - job.wire.startedAt;
    job.wire = { ...job.wire, score, bound, gap, hardViolations, isProved, elapsedMs };
    onProgress(job.wire);
  }

  function ended(job: Job, state: RunState): void {
    const ending = job.isCancelled ? "cancelled" : "finished";
    const status = state.failure === undefined ? ending : "failed";
    job.wire = { ...job.wire, status, says: state.failure ?? contradictionOf(state) ?? null };
    save(job, state);
    // Screens are told of the end once what it came to can be taken.
    void job.saving.then(() => tell(job, state));
  }

  return {
    start({ request, problem, roster, version, by, today }) {
      const { rosterId, seconds, seed, keepsPast } = request;
      if (isRunning(rosterId)) throw new RosterRefused(rosterId, { reason: "already-solving" });
      if ([...jobs.keys()].filter(isRunning).length >= MOST_JOBS)
        throw new AppError("too-many-requests", "the solver works on other rosters", {
          says: "The solver works on other rosters now. Try again when one of them is done.",
        });
      const fromDay = Math.max(request.fromDay ?? 0, keepsPast ? today + 1 : 0);
      const scope = { personIds: request.personIds, fromDay, toDay: request.toDay };
      const seeds = Array.from({ length: threads() }, (_, index) => seed + index);
      const startedAt = now().getTime();
      const jobId = SolverJobId.parse(randomUUID());
      const job: Job = {
        wire: {
          ...{ jobId, rosterId, startedBy: by.name, startedAt, seconds, seed },
          ...{ workers: seeds.length, status: "running", elapsedMs: 0, score: null, bound: null },
          ...{ gap: null, hardViolations: null, isProved: false, says: null },
        },
        before: roster,
        fromVersion: version,
        startedBy: by.userId,
        run: undefined,
        isCancelled: false,
        savedAtMs: startedAt,
        saving: dropOtherProposals(db, rosterId, jobId).catch((cause: unknown) => {
          log.warn({ cause, rosterId }, "an earlier proposal could not be dropped");
        }),
      };
      jobs.set(rosterId, job);
      try {
        job.run = runSolver({
          problem: withinScope(problem, roster, scope),
          start: [...roster].map(([personId, days]) => ({ personId, days: [...days] })),
          seeds,
          milliseconds: seconds * MS_PER_SECOND,
          onProgress: (state) => {
            tell(job, state);
            if (now().getTime() - job.savedAtMs >= SAVE_EVERY_MS) save(job, state);
          },
          onEnd: (state) => ended(job, state),
          entry,
        });
      } catch (cause) {
        // What never began must not keep others from beginning.
        jobs.delete(rosterId);
        throw cause;
      }
      return job.wire;
    },
    cancel(rosterId, jobId) {
      const job = jobs.get(rosterId);
      if (job?.wire.jobId !== jobId || job.wire.status !== "running")
        throw new AppError("not-found", `solver job ${jobId}`);
      job.isCancelled = true;
      job.run?.cancel();
      return job.wire;
    },
    of: (rosterId) => jobs.get(rosterId)?.wire,
    isRunning,
    async stop() {
      const all = [...jobs.values()];
      for (const job of all) job.isCancelled = true;
      await Promise.all(all.map((job) => job.run?.stop()));
      await Promise.all(all.map((job) => job.saving));
    },
  };
}

/** Only while it stands: another thread may have found a roster that keeps all. */
const contradictionOf = ({ hardViolations, contradiction }: RunState): string | undefined =>
  hardViolations === 0 ? undefined : contradiction;

/** How far at most the best is from the cheapest there is: a share of its cost. */
const gapOf = (score: number, bound: number): number =>
  score <= 0 ? 0 : Math.max(0, (score - bound) / score);

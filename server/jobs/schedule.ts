import cron from "node-cron";
import type pg from "pg";
import type { Logger } from "../logger";
import type { Job, JobContext } from "./job";
import { runExclusively } from "./run-exclusively";

export interface ScheduledJobs {
  /** Starts no further run and waits for those in hand, which stop between two statements. */
  stop(): Promise<void>;
}

/**
 * Starts every job. A run that overlaps itself is skipped, here and on every other instance (but for jobs
 * that each instance runs for itself), and a failed run waits for the next.
 */
export function scheduleJobs(
  jobs: readonly Job[],
  { pool }: { pool: pg.Pool },
  { timeZone, log }: { timeZone: string; log: Logger },
): ScheduledJobs {
  const abort = new AbortController();
  const inHand = new Set<Promise<void>>();
  const context = (): JobContext => ({ pool, now: new Date(), signal: abort.signal });

  const tasks = jobs.map((job) =>
    cron.schedule(
      job.schedule,
      async () => {
        const run = runOnce(job, context(), log);
        inHand.add(run);
        await run;
        inHand.delete(run);
      },
      { name: job.name, timezone: timeZone, noOverlap: true },
    ),
  );
  return {
    stop: async () => {
      abort.abort();
      await Promise.all(tasks.map((task) => task.stop()));
      await Promise.all(inHand);
    },
  };
}

async function runOnce(job: Job, context: JobContext, log: Logger): Promise<void> {
  const start = performance.now();
  try {
    const done = await (job.isOwn ? job.run(context) : runExclusively(job, context));
    const tookMs = Math.round(performance.now() - start);
    if (done) log.info({ job: job.name, tookMs, ...done }, "job done");
  } catch (cause) {
    log.error({ job: job.name, cause }, "job failed");
  }
}

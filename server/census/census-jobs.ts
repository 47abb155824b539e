import type { Job, JobContext } from "../jobs/job";
import { forecastEscalationLevel } from "../escalation/forecast-level";
import { reviewEscalationOften } from "../escalation/review-escalation";
import {
  forecastHospitalFlu,
  type HospitalFluOptions,
} from "../hospital-flu/forecast-hospital-flu";
import { runExclusively } from "../jobs/run-exclusively";
import type { Logger } from "../logger";
import { issueNurseDemand } from "../nurse-demand/issue-nurse-demand";
import { countHours } from "./count-hours";
import { forecastArrivalsOften } from "./forecast-arrivals";
import { forecastCensusHourly } from "./forecast-census";
import { hindcastCensus } from "./hindcast-census";
import { learnFlow } from "./learn-flow";
import { scoreForecasts } from "./score-forecasts";

/** Count, forecast and score, in the order in which each needs the one before. All do nothing when nothing is due. */
export const censusJobs = (options: HospitalFluOptions): readonly Job[] => [
  countHours,
  forecastHospitalFlu(options),
  forecastArrivalsOften(options),
  forecastCensusHourly(options),
  forecastEscalationLevel,
  reviewEscalationOften,
  issueNurseDemand(options),
  scoreForecasts,
  learnFlow(options),
  hindcastCensus(options),
];

export interface CatchingUp {
  stop(): Promise<void>;
}

/**
 * Does at the start what fell due while nobody was there, one job after another and beside everything else. A
 * job that fails is logged, and tried again at its turn; pages show how old what they have is.
 */
export function catchUp(
  jobs: readonly Job[],
  { pool }: Pick<JobContext, "pool">,
  log: Logger,
): CatchingUp {
  const abort = new AbortController();
  const { signal } = abort;
  const run = async () => {
    for (const job of jobs) {
      if (signal.aborted) return;
      try {
        const done = await runExclusively(job, { pool, now: new Date(), signal });
        if (done) log.info({ job: job.name, ...done }, "job caught up");
      } catch (cause) {
        if (!signal.aborted) log.error({ job: job.name, cause }, "job failed at the start");
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}

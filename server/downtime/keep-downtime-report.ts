import type { UnitCensus } from "#models/downtime/unit-census";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { timeFormat } from "#models/shared/time-format";
import type { PartStatus } from "../http/health";
import type { Job } from "../jobs/job";
import type { Logger } from "../logger";
import { writeReport } from "./write-report";

/** A report that is older than this was due twice. */
const OVERDUE_MS = 31 * MS_PER_MINUTE;

export interface DowntimeReport {
  /** Makes one now, from memory. A failure is logged and told by `status`, never thrown. */
  make(): Promise<void>;
  /** Every quarter of an hour, on every instance: each keeps what it has in its own memory. */
  job: Job;
  status(): PartStatus;
}

export interface DowntimeReportOptions {
  folder: string;
  keepHours: number;
  timeZone: string;
  censuses: () => readonly UnitCensus[];
  log: Logger;
  now: () => Date;
}

/** The census on files outside the database, for the day nothing else is there. */
export function keepDowntimeReport(options: DowntimeReportOptions): DowntimeReport {
  const { folder, keepHours, censuses, log, now } = options;
  const time = timeFormat(options.timeZone);
  let madeAt: Date | undefined;
  let hasFailed = false;

  async function write(): Promise<{ units: number; bytes: number }> {
    const at = now();
    const units = censuses();
    const bytes = await writeReport(folder, { units, madeAt: at }, { keepHours, time });
    madeAt = at;
    hasFailed = false;
    return { units: units.length, bytes };
  }

  // One after the other: the last to be begun must be the last that the index leads to.
  let last: Promise<unknown> = Promise.resolve();
  function serially(): Promise<{ units: number; bytes: number }> {
    const result = last.then(write);
    last = result.catch(() => (hasFailed = true));
    return result;
  }

  return {
    async make() {
      await serially().then(
        (done) => log.info(done, "downtime report made"),
        (cause: unknown) => log.error({ cause }, "the downtime report could not be written"),
      );
    },
    job: {
      name: "downtime-report",
      schedule: "0 */15 * * * *",
      isOwn: true,
      run: serially,
    },
    status() {
      const last = madeAt ? `last made ${time.clock(madeAt)}` : "none made yet";
      const isOverdue = !madeAt || now().getTime() - madeAt.getTime() > OVERDUE_MS;
      return {
        status: hasFailed || isOverdue ? "degraded" : "up",
        detail: hasFailed ? `${last}; the last attempt failed` : last,
      };
    },
  };
}

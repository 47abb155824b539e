import "server-only";
import { alertCounts, answerTimes, occupiedBedTime } from "#db/alert-report";
import type { LiveSession } from "#db/sessions";
import type { AlertCount, AnswerTime, BedTime } from "#models/alerts/alert-report";
import type { UnitId } from "#models/shared/ids";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { type ReportWeeks, reportedWeeks } from "./report-query";

export interface AlertReport {
  /** Their Mondays, the oldest first; the last is the running one. */
  weeks: readonly string[];
  counts: readonly AlertCount[];
  bedTime: readonly BedTime[];
  answerTimes: readonly AnswerTime[];
}

/** What the alerts of these units came to. */
export async function readReport(
  session: LiveSession,
  { unitIds, weeks: count }: { unitIds: readonly UnitId[]; weeks: ReportWeeks },
): Promise<AlertReport> {
  const { timeZone } = hospitalTime();
  const { weeks, ...range } = reportedWeeks(new Date(), count, timeZone);
  const reported = { unitIds, timeZone, ...range };
  return asActor(session, async (db) => ({
    weeks,
    counts: await alertCounts(db, reported),
    bedTime: await occupiedBedTime(db, reported),
    answerTimes: await answerTimes(db, reported),
  }));
}

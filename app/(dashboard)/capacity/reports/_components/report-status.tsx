import type { ReportStanding } from "#db/respiratory-reports";
import { StatusLabel } from "@/_components/ui/status-label";
import { hospitalTime } from "@/_lib/hospital-time";

/** Whether a weekly report is begun, saved or locked, by whom and when. */
export function ReportStatus({ report }: Readonly<{ report: ReportStanding | undefined }>) {
  const time = hospitalTime();
  if (!report) return <StatusLabel tone="unknown">Nothing is saved yet</StatusLabel>;
  const { savedBy, savedAt, submittedBy, submittedAt } = report;
  return submittedAt ? (
    <StatusLabel tone="warned">
      Submitted by {submittedBy}, {time.dateAndClock(submittedAt)}; locked
    </StatusLabel>
  ) : (
    <StatusLabel tone="due">
      Draft, saved by {savedBy}, {time.dateAndClock(savedAt)}
    </StatusLabel>
  );
}

import type { ReviewedAccess } from "#db/emergency-reviews";
import type { TimeFormat } from "@/_lib/format-time";
import { duration } from "@/_lib/format-time";

/** `Sat 21 Nov, 14:05, for 12 min of 30`; of one that runs, until when. */
export function describeSpan(
  { beganAt, expiresAt, endedAt }: Pick<ReviewedAccess, "beganAt" | "expiresAt" | "endedAt">,
  time: TimeFormat,
): string {
  const secondsTo = (end: Date) => (end.getTime() - beganAt.getTime()) / 1_000;
  const began = time.dayAndClock(beganAt);
  if (!endedAt) return `${began}, until ${time.clock(expiresAt)} at the latest`;
  return `${began}, for ${duration(secondsTo(endedAt))} of ${duration(secondsTo(expiresAt))}`;
}

/** None is a finding of its own; not known is none at all. */
export function describeUse(recordsShown: number | undefined): string {
  if (recordsShown === undefined) return "Not known";
  if (recordsShown === 0) return "Nothing";
  return recordsShown === 1
    ? "1 record in the audit trail"
    : `${recordsShown} records in the audit trail`;
}

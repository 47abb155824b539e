import type { AuditTrailStatus } from "#db/audit-search";
import type { AuditVerification } from "#db/audit-verifications";
import { MS_PER_HOUR } from "#models/shared/time-range";

export interface TrailState {
  status: AuditTrailStatus | undefined;
  /** The newest first. */
  verifications: readonly AuditVerification[];
  now: Date;
}

/** An anchor is written every hour: later than this, one is missing. */
const ANCHOR_LATE_MS = 2 * MS_PER_HOUR;

/** Whether something of the trail is known to be wrong, which is more than not to be known. */
export function isTrailAtFault({ status, verifications, now }: Readonly<TrailState>): boolean {
  const finished = newestFinished(verifications);
  return (
    !status ||
    isAnchorLate(status, now) ||
    (finished !== undefined && finished.outcome !== "intact")
  );
}

export const newestFinished = (
  verifications: TrailState["verifications"],
): AuditVerification | undefined => verifications.find(({ finishedAt }) => finishedAt !== null);

export const isAnchorLate = (
  { anchoredAt }: Pick<AuditTrailStatus, "anchoredAt">,
  now: Date,
): boolean => anchoredAt !== null && now.getTime() - anchoredAt.getTime() > ANCHOR_LATE_MS;

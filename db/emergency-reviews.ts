import type {
  EmergencyAccessReview,
  EmergencyCategory,
  FindingKind,
} from "#models/access/emergency-access";
import type { EmergencyAccessId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import { type FieldCipher, SealBroken } from "./encryption/field-cipher";
import type { Queryable } from "./pool";

/** One access as its reviewer sees it: what was done and why, and no patient. */
export interface ReviewedAccess {
  emergencyAccessId: EmergencyAccessId;
  userId: UserId;
  openedBy: string;
  encounterId: EncounterId;
  unitId: UnitId;
  unitName: string;
  bedLabel: string;
  category: EmergencyCategory;
  /** Undefined when it does not open: it was changed, or its key is gone. */
  reason: string | undefined;
  beganAt: Date;
  expiresAt: Date;
  /** Undefined while it runs. */
  endedAt: Date | undefined;
  review: { kind: FindingKind; finding: string | undefined; by: string; at: Date } | undefined;
}

interface AccessRow extends Omit<ReviewedAccess, "reason" | "endedAt" | "review"> {
  reason: Buffer;
  endedAt: Date | null;
  findingKind: FindingKind | null;
  finding: Buffer | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
}

const ACCESSES = `
  select access.emergency_access_id as "emergencyAccessId",
         access.user_id as "userId",
         opener.name as "openedBy",
         access.encounter_id as "encounterId",
         access.unit_id as "unitId",
         unit.name as "unitName",
         access.bed_label as "bedLabel",
         access.category,
         access.reason,
         access.began_at as "beganAt",
         access.expires_at as "expiresAt",
         access.ended_at as "endedAt",
         access.finding_kind as "findingKind",
         access.finding,
         reviewer.name as "reviewedBy",
         access.reviewed_at as "reviewedAt"
    from emergency_accesses as access
    join units as unit on unit.unit_id = access.unit_id
    join users as opener on opener.user_id = access.user_id
    left join users as reviewer on reviewer.user_id = access.reviewed_by
`;

const OPEN_REVIEWS = `
  ${ACCESSES}
   where access.reviewed_at is null
   order by access.began_at
   limit $1
`;

/** Those nobody has reviewed, the oldest first; the running ones among them. */
export async function openReviews(
  db: Queryable,
  cipher: FieldCipher,
  limit: number,
): Promise<ReviewedAccess[]> {
  const { rows } = await db.query<AccessRow>(OPEN_REVIEWS, [limit]);
  return rows.map((row) => openRow(row, cipher));
}

const CLOSED_REVIEWS = `
  ${ACCESSES}
   where access.reviewed_at is not null
     and ($1::text is null or access.finding_kind = $1)
   order by access.reviewed_at desc
   limit $2
`;

/** Those that were reviewed, the newest review first; with one finding or with any. */
export async function closedReviews(
  db: Queryable,
  cipher: FieldCipher,
  { kind, limit }: { kind: FindingKind | undefined; limit: number },
): Promise<ReviewedAccess[]> {
  const { rows } = await db.query<AccessRow>(CLOSED_REVIEWS, [kind ?? null, limit]);
  return rows.map((row) => openRow(row, cipher));
}

/** The access behind a review; undefined when there is none, or not for the acting person. */
export async function findReviewedAccess(
  db: Queryable,
  emergencyAccessId: EmergencyAccessId,
  cipher: FieldCipher,
): Promise<ReviewedAccess | undefined> {
  const { rows } = await db.query<AccessRow>(`${ACCESSES} where access.emergency_access_id = $1`, [
    emergencyAccessId,
  ]);
  return rows[0] && openRow(rows[0], cipher);
}

const REVIEW = `
  update emergency_accesses
     set reviewed_at = now(),
         reviewed_by = $2,
         finding_kind = $3,
         finding = $4
   where emergency_access_id = $1
     and user_id <> $2
     and ended_at is not null
     and reviewed_at is null
`;

/** False when it is one's own, still runs, or somebody has reviewed it already. */
export async function reviewEmergencyAccess(
  db: Queryable,
  { emergencyAccessId, kind, finding, by }: EmergencyAccessReview & { by: UserId },
  cipher: FieldCipher,
): Promise<boolean> {
  const sealed = cipher.seal("emergency_accesses.finding", emergencyAccessId, finding);
  const { rowCount } = await db.query(REVIEW, [emergencyAccessId, by, kind, sealed]);
  return rowCount === 1;
}

function openRow(
  { reason, finding, findingKind, reviewedBy, reviewedAt, endedAt, ...access }: AccessRow,
  cipher: FieldCipher,
): ReviewedAccess {
  const { emergencyAccessId } = access;
  const open = (field: "reason" | "finding", sealed: Buffer) =>
    openOrNothing(() => cipher.open(`emergency_accesses.${field}`, emergencyAccessId, sealed));
  const isReviewed = findingKind && finding && reviewedBy && reviewedAt;
  return {
    ...access,
    reason: open("reason", reason),
    endedAt: endedAt ?? undefined,
    review: isReviewed
      ? { kind: findingKind, finding: open("finding", finding), by: reviewedBy, at: reviewedAt }
      : undefined,
  };
}

/** One text that does not open must not take the whole queue with it. */
function openOrNothing(open: () => string): string | undefined {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}

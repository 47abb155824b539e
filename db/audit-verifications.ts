import type { UserId } from "#models/shared/ids";
import type { ChainPoint } from "./audit-chain";
import type { Queryable } from "./pool";

export type VerificationOutcome = "intact" | "broken" | "failed";

export interface AuditVerification {
  verificationId: string;
  requestedAt: Date;
  requestedBy: UserId | null; // null: by the clock
  isWhole: boolean;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Records up to here were not looked at again. */
  afterSequence: number;
  /** How far it came. */
  lastSequence: number | null;
  outcome: VerificationOutcome | null; // null: waits, or is under way
  badSequence: number | null;
  finding: string | null;
}

const COLUMNS = `
         verification_id as "verificationId",
         requested_at as "requestedAt",
         requested_by as "requestedBy",
         is_whole as "isWhole",
         started_at as "startedAt",
         finished_at as "finishedAt",
         after_sequence::float8 as "afterSequence",
         last_sequence::float8 as "lastSequence",
         outcome,
         bad_sequence::float8 as "badSequence",
         finding
`;

const RECENT = `
  select ${COLUMNS}
    from audit_verifications
   order by requested_at desc, verification_id desc
   limit $1
`;

/** The newest first; the first may be waiting or under way. */
export async function recentVerifications(
  db: Queryable,
  limit: number,
): Promise<AuditVerification[]> {
  const { rows } = await db.query<AuditVerification>(RECENT, [limit]);
  return rows;
}

// One that waits already is as good as another.
const REQUEST = `
  insert into audit_verifications (requested_by, is_whole)
  values ($1, $2)
      on conflict do nothing
`;

/** Asks the server for a verification; null for one by the clock. */
export async function requestVerification(
  db: Queryable,
  { by, isWhole }: { by: UserId | null; isWhole: boolean },
): Promise<void> {
  await db.query(REQUEST, [by, isWhole]);
}

// One that has been silent for ten minutes died with its server, and begins anew.
const BEGIN = `
  update audit_verifications
     set started_at = $1::timestamptz,
         seen_at = $1::timestamptz,
         last_sequence = null
   where verification_id = (
         select verification_id
           from audit_verifications
          where finished_at is null
            and (seen_at is null or seen_at < $1::timestamptz - interval '10 minutes')
          order by requested_at
          limit 1
            for update skip locked)
  returning verification_id as "verificationId", is_whole as "isWhole"
`;

/** Takes up the oldest that waits; undefined when none does. */
export async function beginVerification(
  db: Queryable,
  now: Date,
): Promise<{ verificationId: string; isWhole: boolean } | undefined> {
  const { rows } = await db.query<{ verificationId: string; isWhole: boolean }>(BEGIN, [now]);
  return rows[0];
}

const LAST_INTACT = `
  select last_sequence::float8 as sequence,
         last_hash as hash
    from audit_verifications
   where outcome = 'intact'
     and last_hash is not null
   order by finished_at desc
   limit 1
`;

/** Where the next verification may go on; undefined when nothing has been proved yet. */
export async function lastIntactPoint(db: Queryable): Promise<ChainPoint | undefined> {
  const { rows } = await db.query<ChainPoint>(LAST_INTACT);
  return rows[0];
}

const PROGRESS = `
  update audit_verifications
     set last_sequence = $2,
         seen_at = now()
   where verification_id = $1
`;

export async function reportVerificationProgress(
  db: Queryable,
  verificationId: string,
  sequence: number,
): Promise<void> {
  await db.query(PROGRESS, [verificationId, sequence]);
}

const PUT_BACK = `
  update audit_verifications
     set started_at = null,
         seen_at = null
   where verification_id = $1
     and not exists (select from audit_verifications as other
                      where other.started_at is null
                        and other.is_whole = audit_verifications.is_whole)
`;

/** For the next start: this server stops before it is done. */
export async function putBackVerification(db: Queryable, verificationId: string): Promise<void> {
  await db.query(PUT_BACK, [verificationId]);
}

const FINISH = `
  update audit_verifications
     set finished_at = now(),
         outcome = $2,
         after_sequence = $3,
         last_sequence = $4,
         last_hash = $5,
         bad_sequence = $6,
         finding = $7
   where verification_id = $1
`;

export interface VerificationResult {
  outcome: VerificationOutcome;
  after: number;
  last: ChainPoint | undefined;
  badSequence: number | undefined;
  finding: string | undefined;
}

export async function finishVerification(
  db: Queryable,
  verificationId: string,
  { outcome, after, last, badSequence, finding }: VerificationResult,
): Promise<void> {
  await db.query(FINISH, [
    verificationId,
    outcome,
    after,
    last?.sequence ?? null,
    last?.hash ?? null,
    badSequence ?? null,
    finding ?? null,
  ]);
}

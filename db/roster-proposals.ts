import type { RosterCell } from "#models/rostering/roster";
import type { RosterId, SolverJobId } from "#models/rostering/roster-ids";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** The best roster of a run of the solver. */
export interface ProposalRow {
  rosterId: RosterId;
  jobId: SolverJobId;
  startedBy: UserId;
  startedByName: string;
  startedAt: Date;
  /** Of the roster that it was made from. */
  fromVersion: number;
  isRunning: boolean;
  savedAt: Date;
  score: number;
  bound: number | null;
  hardViolations: number;
  /** Those that differ from the roster that it was made from. */
  cells: readonly RosterCell[];
}

export type ProposalToSave = Omit<ProposalRow, "startedByName">;

const SAVE = `
  insert into roster_proposals as known
         (roster_id, job_id, started_by, started_at, from_version, is_running, saved_at, score, bound,
          hard_violations, cells)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
   where exists (select from rosters where rosters.roster_id = $1)
      on conflict (roster_id) do update
     set job_id = excluded.job_id,
         started_by = excluded.started_by,
         started_at = excluded.started_at,
         from_version = excluded.from_version,
         is_running = excluded.is_running,
         saved_at = excluded.saved_at,
         score = excluded.score,
         bound = excluded.bound,
         hard_violations = excluded.hard_violations,
         cells = excluded.cells
`;

/** By machines. Of a roster that was discarded meanwhile, nothing is kept. */
export async function saveProposal(db: Queryable, proposal: ProposalToSave): Promise<void> {
  const { rosterId, jobId, startedBy, startedAt, fromVersion, isRunning, savedAt } = proposal;
  const { score, bound, hardViolations, cells } = proposal;
  await db.query(SAVE, [
    ...[rosterId, jobId, startedBy, startedAt, fromVersion, isRunning, savedAt],
    ...[score, bound, hardViolations, JSON.stringify(cells)],
  ]);
}

const FIND = `
  select roster_id as "rosterId",
         job_id as "jobId",
         started_by as "startedBy",
         users.name as "startedByName",
         started_at as "startedAt",
         from_version as "fromVersion",
         is_running as "isRunning",
         saved_at as "savedAt",
         score,
         bound,
         hard_violations as "hardViolations",
         cells
    from roster_proposals
    join users on users.user_id = started_by
   where roster_id = $1
`;

/** For who plans, and for machines. */
export async function findProposal(
  db: Queryable,
  rosterId: RosterId,
): Promise<ProposalRow | undefined> {
  const { rows } = await db.query<ProposalRow>(FIND, [rosterId]);
  return rows[0];
}

const DROP = "delete from roster_proposals where roster_id = $1 and job_id = $2";

/** False when it is not there any more. */
export async function dropProposal(
  db: Queryable,
  rosterId: RosterId,
  jobId: SolverJobId,
): Promise<boolean> {
  const { rowCount } = await db.query(DROP, [rosterId, jobId]);
  return rowCount === 1;
}

const DROP_BEFORE = `
  delete from roster_proposals where roster_id = $1 and job_id <> $2
`;

/** A new run makes another one: what an earlier one proposed is gone. */
export async function dropOtherProposals(
  db: Queryable,
  rosterId: RosterId,
  jobId: SolverJobId,
): Promise<void> {
  await db.query(DROP_BEFORE, [rosterId, jobId]);
}

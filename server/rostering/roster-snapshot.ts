import { findProposal, type ProposalRow } from "#db/roster-proposals";
import { nextUndo, type NextUndo } from "#db/roster-history";
import { readRosterProblem } from "#db/roster-problem";
import {
  findRoster,
  rosterCells,
  type RosterDemandRow,
  rosterDemand,
  type RosterRow,
  rosterSettings,
} from "#db/rosters";
import type { Queryable } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import type {
  RosterDemandOnWire,
  RosterHead,
  RosterProposal,
  RosterSnapshot,
  UndoState,
} from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { rosterRightsOf } from "#models/rostering/roster-rights";

export const headOf = ({ publishedAt, lockedAt, ...row }: RosterRow): RosterHead => ({
  ...row,
  publishedAt: publishedAt?.getTime() ?? null,
  lockedAt: lockedAt?.getTime() ?? null,
});

export const demandOnWire = (row: RosterDemandRow | undefined): RosterDemandOnWire => ({
  planned: row?.planned ?? [],
  issuedAt: row?.issuedAt?.getTime() ?? null,
  drawnAt: row?.drawnAt.getTime() ?? null,
});

export const undoStateOf = ({ undo, redo }: NextUndo): UndoState => ({
  undo: undo?.kind ?? null,
  redo: redo?.kind ?? null,
});

export const proposalOnWire = (row: ProposalRow): RosterProposal => {
  const { jobId, fromVersion, score, bound, hardViolations, cells } = row;
  return { jobId, fromVersion, score, bound, hardViolations, cells };
};

/** What is of the database in a snapshot. Who plans, and what the solver does, is of the process. */
export type StoredSnapshot = Omit<RosterSnapshot, "planners" | "job" | "proposal"> & {
  proposal: ProposalRow | undefined;
};

/** The roster as the acting person may read it; undefined of one that is not theirs, or not there. */
export async function readSnapshot(
  db: Queryable,
  rosterId: RosterId,
  { session, at }: { session: LiveSession; at: Date },
): Promise<StoredSnapshot | undefined> {
  const row = await findRoster(db, rosterId);
  const settings = row && (await rosterSettings(db, rosterId));
  const problem = settings && (await readRosterProblem(db, rosterId));
  if (!problem) return undefined;
  return {
    sentAt: at.getTime(),
    head: headOf(row),
    settings,
    problem,
    demand: demandOnWire(await rosterDemand(db, rosterId)),
    cells: await rosterCells(db, rosterId),
    proposal: await findProposal(db, rosterId),
    undo: undoStateOf(await nextUndo(db, rosterId, session.userId)),
    rights: rosterRightsOf(session.role),
  };
}

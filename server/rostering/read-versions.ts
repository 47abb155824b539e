import type { z } from "zod";
import type { Queryable } from "#db/pool";
import { isSameAssignment } from "#db/roster-changes";
import { cellsOfChanges, rosterAtVersion, rosterHistory } from "#db/roster-history";
import { findRoster, type RosterCellRow } from "#db/rosters";
import {
  CHANGES_PER_ANSWER,
  type RosterChangeOnWire,
  type RosterCompareRequest,
  type RosterComparison,
  type RosterHistoryRequest,
  type RosterVersionRequest,
} from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { rosterConflictWords } from "#models/rostering/roster-conflict-words";
import { AppError } from "#models/shared/errors";

const CELLS_PER_CHANGE = 100;

/** What was done to the roster, newest first. */
export async function readHistory(
  db: Queryable,
  { rosterId, before }: z.infer<typeof RosterHistoryRequest>,
): Promise<RosterChangeOnWire[]> {
  const changes = await rosterHistory(db, rosterId, { before, most: CHANGES_PER_ANSWER });
  const ids = changes.map(({ changeId }) => changeId);
  const cells = await cellsOfChanges(db, ids, { most: CELLS_PER_CHANGE });
  return changes.map(({ changeId, userId: _, at, ...change }) => ({
    ...change,
    at: at.getTime(),
    cells: cells
      .filter((cell) => cell.changeId === changeId)
      .map(({ personId, day, before: was, after }) => ({
        ...{ personId, day, before: was.assignment, after: after.assignment },
        isPinned: after.isPinned,
      })),
  }));
}

/** @throws not-found of a roster that is not theirs, and of a version that it never had. */
async function requireVersion(
  db: Queryable,
  rosterId: RosterId,
  version: number | undefined,
): Promise<{ version: number; cells: RosterCellRow[] }> {
  const row = await findRoster(db, rosterId);
  const wanted = version ?? row?.version ?? 0;
  const cells =
    row && (await rosterAtVersion(db, rosterId, { version: wanted, current: row.version }));
  if (!cells)
    throw new AppError("not-found", `roster ${rosterId} version ${wanted}`, {
      says: rosterConflictWords("unknown-version"),
    });
  return { version: wanted, cells };
}

export async function readVersion(
  db: Queryable,
  { rosterId, version }: z.infer<typeof RosterVersionRequest>,
): Promise<RosterCellRow[]> {
  return (await requireVersion(db, rosterId, version)).cells;
}

/** Cells that are not the same in both. A version has the cells of all others: those it had not are free. */
export async function compareVersions(
  db: Queryable,
  { rosterId, from, to }: z.infer<typeof RosterCompareRequest>,
): Promise<RosterComparison> {
  const one = await requireVersion(db, rosterId, from);
  const other = await requireVersion(db, rosterId, to);
  const before = new Map(
    one.cells.map(({ personId, day, assignment }) => [`${personId} ${day}`, assignment]),
  );
  const cells = other.cells.flatMap(({ personId, day, assignment }) => {
    const was = before.get(`${personId} ${day}`) ?? null;
    return isSameAssignment(was, assignment) ? [] : [{ personId, day, from: was, to: assignment }];
  });
  return { from: one.version, to: other.version, cells };
}

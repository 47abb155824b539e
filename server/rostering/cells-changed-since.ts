import type { Queryable } from "#db/pool";
import { type HeldRoster, isSameAssignment } from "#db/roster-changes";
import { type CellChange, cellsOfChanges, rosterChangesAfter } from "#db/roster-history";
import { type CellWithChanger, cellsWithChanger } from "#db/rosters";
import type { RosterCell } from "#models/rostering/roster";

/** Of a change, or of a proposal that was made from `fromVersion`: the cells that are not what they were then. */
export async function cellsChangedSince(
  db: Queryable,
  { rosterId }: HeldRoster,
  cells: readonly (CellChange | RosterCell)[],
  fromVersion?: number,
): Promise<CellWithChanger[]> {
  const now = await cellsWithChanger(db, rosterId, cells);
  const known = new Map(now.map((cell) => [placeOf(cell), cell]));
  if (fromVersion === undefined)
    return cells.flatMap((cell) => {
      const present = known.get(placeOf(cell));
      return present && "after" in cell && !isAs(present, cell.after) ? [present] : [];
    });
  const later = await rosterChangesAfter(db, rosterId, fromVersion);
  const changed = await cellsOfChanges(
    db,
    later.map(({ changeId }) => changeId),
  );
  const places = new Set(changed.map(placeOf));
  return now.filter((cell) => places.has(placeOf(cell)));
}

const placeOf = ({ personId, day }: { personId: string; day: number }) => `${personId} ${day}`;

const isAs = (cell: CellWithChanger, after: CellChange["after"]): boolean =>
  cell.isPinned === after.isPinned && isSameAssignment(cell.assignment, after.assignment);

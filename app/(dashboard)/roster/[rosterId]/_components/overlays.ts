import type { RosterComparison, RosterProposal } from "#models/realtime/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import type { Overlay } from "./cell-view";
import { cellAt, isSameAssignment, type PlannedRows } from "./planned-rows";

export type OverlaidRow = ReadonlyMap<number, Overlay>;
export type Overlays = ReadonlyMap<PersonId, OverlaidRow>;

/** Where the solver would have it otherwise than it is now. */
export const overlayProposal = ({ cells }: RosterProposal, rows: PlannedRows): Overlays =>
  overlaid(
    cells.filter((cell) => !isSameAssignment(cell.assignment, cellAt(rows, cell).assignment)),
  );

/** Where an earlier version had it otherwise. */
export const overlayVersion = ({ cells }: RosterComparison): Overlays =>
  overlaid(cells.map(({ personId, day, from }) => ({ personId, day, assignment: from })));

function overlaid(cells: RosterProposal["cells"]): Overlays {
  const rows = new Map<PersonId, Map<number, Overlay>>();
  for (const { personId, day, assignment } of cells) {
    const row = rows.get(personId) ?? new Map<number, Overlay>();
    row.set(day, { assignment });
    rows.set(personId, row);
  }
  return rows;
}

export const countOverlaid = (overlays: Overlays): number =>
  [...overlays.values()].reduce((sum, row) => sum + row.size, 0);

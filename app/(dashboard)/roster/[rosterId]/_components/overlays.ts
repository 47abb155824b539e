import type { RosterComparison, RosterProposal } from "#models/realtime/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import type { Overlay } from "./cell-view";
import { cellAt, isSameAssignment, type PlannedRows, type PlannedSquare } from "./planned-rows";

export type OverlaidRow = ReadonlyMap<number, Overlay>;
export type Overlays = ReadonlyMap<PersonId, OverlaidRow>;

/** Where the solver would have it otherwise than it is now. */
export const overlayProposal = ({ cells }: RosterProposal, rows: PlannedRows): Overlays =>
  overlaid(
    cells.filter((cell) => !isSameAssignment(cell.assignment, cellAt(rows, cell).assignment)),
  );

/** Where an earlier version had it otherwise: than now, or than the later one that it is compared with. */
export const overlayVersion = ({ cells }: RosterComparison, isWithNow: boolean): Overlays =>
  overlaid(
    cells.map(({ personId, day, from, to }) => ({
      ...{ personId, day, assignment: from },
      ...(!isWithNow && { instead: to }),
    })),
  );

function overlaid(squares: readonly (PlannedSquare & Overlay)[]): Overlays {
  const rows = new Map<PersonId, Map<number, Overlay>>();
  for (const { personId, day, ...overlay } of squares) {
    const row = rows.get(personId) ?? new Map<number, Overlay>();
    row.set(day, overlay);
    rows.set(personId, row);
  }
  return rows;
}

export const countOverlaid = (overlays: Overlays): number =>
  [...overlays.values()].reduce((sum, row) => sum + row.size, 0);

import type { ConflictingCell, RosterCellOnWire } from "#models/realtime/roster";
import type { Assignment, Roster } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";

/** A person's day. */
export interface PlannedSquare {
  personId: PersonId;
  day: number;
}

/** One square of the grid, as this screen knows it. */
export interface PlannedCell {
  /** What is shown: one's own change that is not answered yet, else what is stored. */
  assignment: Assignment | null;
  isPinned: boolean;
  stored: Assignment | null;
  isStoredPinned: boolean;
  /** Of what is stored. */
  version: number;
  /** One's own change is on its way. */
  isWaiting: boolean;
  /** One's own change was not made. */
  conflict: CellConflict | undefined;
}

/** What one wanted, and why it is not so. */
export interface CellConflict {
  wanted: Assignment | null;
  /** Who was first; null when nobody knows, undefined when it is not known whether it was stored. */
  by: string | null | undefined;
  at: number | null;
}

/** A person's line. A new object whenever a square of it changes, and only then. */
export type PlannedRow = readonly PlannedCell[];
export type PlannedRows = ReadonlyMap<PersonId, PlannedRow>;

const UNTOUCHED: PlannedCell = {
  ...{ assignment: null, isPinned: false, stored: null, isStoredPinned: false, version: 0 },
  ...{ isWaiting: false, conflict: undefined },
};

export const emptyRow = (days: number): PlannedRow => new Array<PlannedCell>(days).fill(UNTOUCHED);

export const cellAt = (rows: PlannedRows, { personId, day }: PlannedSquare): PlannedCell =>
  rows.get(personId)?.[day] ?? UNTOUCHED;

/** The rows with these squares changed; rows that no square is of stay the same objects. */
export function withCells(
  rows: PlannedRows,
  squares: Iterable<PlannedSquare>,
  change: (cell: PlannedCell, square: PlannedSquare) => PlannedCell,
): PlannedRows {
  const changed = new Map<PersonId, PlannedCell[]>();
  for (const square of squares) {
    const row = rows.get(square.personId);
    const cell = row?.[square.day];
    if (!row || !cell) continue;
    const next = change(cell, square);
    if (next === cell) continue;
    const line = changed.get(square.personId) ?? [...row];
    line[square.day] = next;
    changed.set(square.personId, line);
  }
  return changed.size === 0 ? rows : new Map([...rows, ...changed]);
}

/** As the server told it. News and answers come in either order: the newer one stays. */
export const asStored =
  (told: RosterCellOnWire) =>
  (cell: PlannedCell): PlannedCell =>
    told.version < cell.version
      ? cell
      : {
          ...cell,
          ...{ stored: told.assignment, isStoredPinned: told.isPinned, version: told.version },
          // What one wanted has been done by somebody, or by oneself after all.
          conflict:
            cell.conflict && isSameAssignment(cell.conflict.wanted, told.assignment)
              ? undefined
              : cell.conflict,
        };

export const lostTo = (first: ConflictingCell, wanted: Assignment | null): CellConflict => ({
  wanted,
  by: first.by,
  at: first.at,
});

export const rosterOf = (rows: PlannedRows): Roster =>
  new Map([...rows].map(([personId, row]) => [personId, row.map(({ assignment }) => assignment)]));

export const isSameAssignment = (a: Assignment | null, b: Assignment | null): boolean =>
  a === b || (a !== null && b !== null && a.shiftId === b.shiftId && a.unitId === b.unitId);

import type { PersonId } from "#models/rostering/roster-ids";
import type { GridLine } from "./grid-lines";
import { type Block, blockBetween, type Square, squaresOf } from "./grid-moves";
import type { PlannedSquare } from "./planned-rows";

/** Where the focus is, and from where a selection was drawn to it. */
export interface Selection {
  at: Square;
  /** The other corner; the square itself when nothing more is selected. */
  from: Square;
}

export const selectOne = (at: Square): Selection => ({ at, from: at });

export const blockOf = ({ at, from }: Selection): Block => blockBetween(at, from);

/** The people's days in a block; heads of units are none. */
export function selectedSquares(lines: readonly GridLine[], block: Block): PlannedSquare[] {
  return [...squaresOf(block)].flatMap(({ row, day }) => {
    const line = lines[row];
    return line?.kind === "person" ? [{ personId: line.person.personId, day }] : [];
  });
}

export const personAt = (
  lines: readonly GridLine[],
  row: number,
): Extract<GridLine, { kind: "person" }>["person"] | undefined => {
  const line = lines[row];
  return line?.kind === "person" ? line.person : undefined;
};

/** The row of somebody, if they are shown. */
export const rowOf = (lines: readonly GridLine[], personId: PersonId): number | undefined => {
  const row = lines.findIndex(
    (line) => line.kind === "person" && line.person.personId === personId,
  );
  return row < 0 ? undefined : row;
};

/** The next row in that direction that has days: the head of a unit has none. */
export function nearestPersonRow(
  lines: readonly GridLine[],
  row: number,
  direction: 1 | -1,
): number | undefined {
  for (let next = row; next >= 0 && next < lines.length; next += direction)
    if (lines[next]?.kind === "person") return next;
  return undefined;
}

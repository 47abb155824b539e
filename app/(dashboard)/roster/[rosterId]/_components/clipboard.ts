import type { Assignment } from "#models/rostering/roster";
import type { RosterPerson } from "#models/rostering/roster-problem";
import type { Wish } from "./edit-steps";
import type { GridLine } from "./grid-lines";
import { type Block, squaresOf } from "./grid-moves";
import { cellAt, type PlannedRows } from "./planned-rows";
import { personAt } from "./grid-selection";

/** Shifts that were copied: by row, then by day. */
export type Copied = readonly (readonly (Assignment | null)[])[];

export function copyBlock(lines: readonly GridLine[], rows: PlannedRows, block: Block): Copied {
  const copied: (Assignment | null)[][] = [];
  for (const { row, day } of squaresOf(block)) {
    const person = personAt(lines, row);
    const line = (copied[row - block.fromRow] ??= []);
    line.push(person ? cellAt(rows, { personId: person.personId, day }).assignment : null);
  }
  return copied;
}

/**
 * What to set so that the block holds what was copied, which is repeated over a larger selection. Somebody
 * who does not work in a shift's unit takes it in their own.
 */
export function pasteInto(
  lines: readonly GridLine[],
  copied: Copied,
  { fromRow, toRow, fromDay, toDay }: Block,
  { days, adapt }: { days: number; adapt: Adapt },
): Wish[] {
  const height = copied.length;
  const width = copied[0]?.length ?? 0;
  if (height === 0 || width === 0) return [];
  const rows = Math.max(height, toRow - fromRow + 1);
  const columns = Math.max(width, toDay - fromDay + 1);
  const wishes: Wish[] = [];
  for (let down = 0; down < rows; down += 1) {
    const person = personAt(lines, fromRow + down);
    if (!person) continue;
    for (let along = 0; along < columns && fromDay + along < days; along += 1) {
      const assignment = copied[down % height]?.[along % width] ?? null;
      wishes.push({
        ...{ personId: person.personId, day: fromDay + along },
        assignment: assignment && adapt(person, assignment),
      });
    }
  }
  return wishes;
}

export type Adapt = (person: RosterPerson, assignment: Assignment) => Assignment;

/** As tabs and lines, so that it can be put into a spreadsheet. */
export const asText = (copied: Copied, codeOf: (assignment: Assignment) => string): string =>
  copied.map((line) => line.map((each) => (each ? codeOf(each) : "")).join("\t")).join("\n");

import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { BED_STATE_WORDS } from "./bed-words";

/** Beds told one by one; more are a number. */
const TOLD_ONE_BY_ONE = 3;

type Beds = ReadonlyMap<BedId, BedOnBoard>;

/** What became of beds between two looks at the board, as one sentence; empty when nothing did. Names no patient. */
export function describeChanges(
  { before, after }: { before: Beds; after: Beds },
  units: readonly UnitOnBoard[],
): string {
  if (before === after) return "";
  const changed = [...after.values()].filter((bed) => {
    const was = before.get(bed.bedId);
    return was !== undefined && was.state !== bed.state;
  });
  if (changed.length === 0) return "";
  const codes = new Map(units.map(({ unitId, code }) => [unitId, code]));
  const told = changed
    .slice(0, TOLD_ONE_BY_ONE)
    .map((bed) => `${codes.get(bed.unitId) ?? ""} ${bed.label}: ${BED_STATE_WORDS[bed.state]}`);
  const rest = changed.length - told.length;
  return `${told.join(". ")}.${rest > 0 ? ` ${rest} more beds changed.` : ""}`.trim();
}

import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";
import { type BedFilter, isFilteringBeds, matchesBed, matchesUnit } from "./bed-filter";
import type { BoardState } from "./board-state";

export interface ShownUnit {
  unit: UnitOnBoard;
  beds: readonly BedOnBoard[];
  /** Those that the filter lets through. */
  shown: readonly BedOnBoard[];
}

/** The units to draw, each with its beds; one of which the filter leaves no bed is not drawn. */
export function shownUnits({ units, beds }: BoardState, filter: BedFilter): ShownUnit[] {
  const byUnit = new Map<string, BedOnBoard[]>(units.map(({ unitId }) => [unitId, []]));
  for (const bed of beds.values()) byUnit.get(bed.unitId)?.push(bed);
  return units
    .filter((unit) => matchesUnit(filter, unit))
    .map((unit) => {
      const own = byUnit.get(unit.unitId) ?? [];
      return { unit, beds: own, shown: own.filter((bed) => matchesBed(filter, bed, unit)) };
    })
    .filter(({ shown }) => shown.length > 0 || !isFilteringBeds(filter));
}

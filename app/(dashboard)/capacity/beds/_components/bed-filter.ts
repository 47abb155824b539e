import type { BedStateName } from "#models/beds/bed-state";
import type { BedTag } from "#models/beds/bed-tag";
import type { UnitKind } from "#models/encounters/demographics";
import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";

export interface BedFilter {
  /** A bed or a unit, as people say it: "04", "MICU", "micu 04". */
  text: string;
  kind: UnitKind | undefined;
  siteName: string | undefined;
  states: readonly BedStateName[]; // none: every state
  /** The bed offers each of them. */
  tags: readonly BedTag[];
}

export const NO_FILTER: BedFilter = {
  text: "",
  kind: undefined,
  siteName: undefined,
  states: [],
  tags: [],
};

/** Whether beds are left out, not only units. */
export const isFilteringBeds = ({ text, states, tags }: BedFilter): boolean =>
  text.trim() !== "" || states.length > 0 || tags.length > 0;

export const isFiltering = (filter: BedFilter): boolean =>
  isFilteringBeds(filter) || filter.kind !== undefined || filter.siteName !== undefined;

export const matchesUnit = (
  { kind, siteName }: BedFilter,
  unit: Pick<UnitOnBoard, "kind" | "siteName">,
): boolean =>
  (kind === undefined || unit.kind === kind) &&
  (siteName === undefined || unit.siteName === siteName);

export function matchesBed(
  { text, states, tags }: BedFilter,
  bed: Pick<BedOnBoard, "label" | "state" | "tags">,
  unit: Pick<UnitOnBoard, "code" | "name">,
): boolean {
  if (states.length > 0 && !states.includes(bed.state)) return false;
  if (!tags.every((tag) => bed.tags.includes(tag))) return false;
  const place = `${unit.code} ${bed.label} ${unit.name}`.toLowerCase();
  return words(text).every((word) => place.includes(word));
}

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length > 0);

import { BED_TAGS, type BedTag, missingTags } from "#models/beds/bed-tag";
import { act, type BedRefusal, bedStateOf } from "#models/beds/bed-state";
import type { UnitKind } from "#models/encounters/demographics";
import type { BedOnBoard, BoardingPatient, UnitOnBoard } from "#models/realtime/bed-board";
import type { BedId, EncounterId } from "#models/shared/ids";
import { REFUSAL_WORDS, standingOf } from "./bed-standing";
import type { BoardState } from "./board-state";
import { mayManage, type Viewer } from "./viewer";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";

/** A patient for whom a bed is looked for. */
export interface Placement {
  type: "assign" | "transfer" | "swap";
  encounterId: EncounterId;
  /** Where the patient lies now. */
  from: BedId | undefined;
  needs: readonly BedTag[];
  /** What kind of unit was asked for; a transfer asks for none. */
  neededKind: UnitKind | undefined;
  /** The bed that is kept for the patient. */
  reservedBedId: BedId | undefined;
}

/**
 * How a bed fits: `suitable`; `doubtful`, possible though something is missing; `keepable`, not free yet
 * but can be kept for the patient; `impossible`. Why it is not suitable stands in `why`, the gravest first.
 */
export interface Fit {
  verdict: "suitable" | "doubtful" | "keepable" | "impossible";
  why: readonly string[];
}

export const placeBoarding = (patient: BoardingPatient): Placement => ({
  type: "assign",
  encounterId: patient.encounterId,
  from: patient.bedId ?? undefined,
  needs: patient.needs,
  neededKind: patient.neededKind,
  reservedBedId: patient.reservedBedId ?? undefined,
});

/** Undefined of a bed in which nobody lies. */
export function placeOccupant(
  type: "transfer" | "swap",
  { bedId, occupant }: BedOnBoard,
  reservedBedId: BedId | undefined,
): Placement | undefined {
  if (!occupant) return undefined;
  const { encounterId, needs } = occupant;
  return { type, encounterId, from: bedId, needs, neededKind: undefined, reservedBedId };
}

/** Whether this patient can have this bed, and why it is not the right one. */
export function fitOf(
  placement: Placement,
  { bed, unit, viewer }: { bed: BedOnBoard; unit: UnitOnBoard; viewer: Viewer },
): Fit {
  if (bed.bedId === placement.from) return impossible("already-there");
  if (!mayManage(viewer, bed.unitId)) return { verdict: "impossible", why: ["Not your unit"] };
  if (placement.type === "assign" && unit.kind === "emergency")
    return { verdict: "impossible", why: ["Emergency"] };

  const standing = standingOf(bed);
  const doubts = doubtsOf(placement, { bed, unit });
  const { encounterId } = placement;
  if (placement.type === "swap") {
    const exchange = act(standing, { type: "exchange", encounterId });
    return exchange.ok ? possible(doubts) : impossible(exchange.error);
  }

  const { reservedBedId } = placement;
  if (reservedBedId !== undefined && reservedBedId !== bed.bedId)
    return { verdict: "impossible", why: ["Another bed is kept"] };
  const moveIn = act(standing, { type: "move-in", encounterId });
  if (moveIn.ok) return possible(doubts);
  if (reservedBedId === bed.bedId) return { verdict: "impossible", why: [waitsFor(bed)] };
  const reserve = act(standing, { type: "reserve", encounterId });
  return reserve.ok
    ? { verdict: "keepable", why: [waitsFor(bed), ...doubts] }
    : impossible(moveIn.error);
}

const possible = (doubts: readonly string[]): Fit => ({
  verdict: doubts.length > 0 ? "doubtful" : "suitable",
  why: doubts,
});

const impossible = (refusal: BedRefusal): Fit => ({
  verdict: "impossible",
  why: [REFUSAL_WORDS[refusal]],
});

const waitsFor = (bed: BedOnBoard): string =>
  bedStateOf(standingOf(bed)) === "discharge-pending" ? "Being left" : "Being cleaned";

function doubtsOf(
  { needs, neededKind }: Placement,
  { bed, unit }: { bed: BedOnBoard; unit: UnitOnBoard },
): string[] {
  const missing = missingTags(bed.tags, needs).map((tag) => `No ${BED_TAGS[tag].toLowerCase()}`);
  const isOtherKind = neededKind !== undefined && unit.kind !== neededKind;
  return isOtherKind ? [`${UNIT_KIND_TITLES[neededKind]} asked for`, ...missing] : missing;
}

/** Whether there is nothing left to look for: the patient has got a bed, lies elsewhere, or has left. */
export function isPlacementOver(
  { type, encounterId, from }: Placement,
  { beds, boarding }: Pick<BoardState, "beds" | "boarding">,
): boolean {
  if (type === "assign") return !boarding.some((each) => each.encounterId === encounterId);
  return from === undefined || beds.get(from)?.occupant?.encounterId !== encounterId;
}

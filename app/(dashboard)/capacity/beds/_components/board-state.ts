import type {
  BedBoard,
  BedBoardFrame,
  BedOnBoard,
  BoardingPatient,
  UnitOnBoard,
} from "#models/realtime/bed-board";
import type { BedId, UnitId } from "#models/shared/ids";

/** What this tab knows of the hospital's beds; each change replaces only what it touches. */
export interface BoardState {
  /** Whether the server has told of any bed: until then "none" is not known. */
  isKnown: boolean;
  /** In the hospital's order. */
  units: readonly UnitOnBoard[];
  /** By unit and label. */
  beds: ReadonlyMap<BedId, BedOnBoard>;
  /** Who waits longest, first. */
  boarding: readonly BoardingPatient[];
  /** Beds of a command that is not answered yet: nothing is shown as done before the server says so. */
  pending: ReadonlySet<BedId>;
  /** When the newest frame of each unit was sent, epoch milliseconds on the server's clock. */
  framedAt: ReadonlyMap<UnitId, number>;
}

export type BoardAction =
  | { type: "board"; board: BedBoard }
  | { type: "frame"; frame: BedBoardFrame }
  | { type: "asked"; bedIds: readonly BedId[] }
  | { type: "answered"; bedIds: readonly BedId[]; beds: readonly BedOnBoard[] };

export const UNKNOWN_BOARD: BoardState = {
  isKnown: false,
  units: [],
  beds: new Map(),
  boarding: [],
  pending: new Set(),
  framedAt: new Map(),
};

export function reduceBoard(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case "board":
      return takeBoard(state, action.board);
    case "frame":
      return takeFrame(state, action.frame);
    case "asked":
      return { ...state, pending: new Set([...state.pending, ...action.bedIds]) };
    case "answered":
      return {
        ...state,
        beds: withBeds(state, action.beds),
        pending: new Set([...state.pending].filter((bedId) => !action.bedIds.includes(bedId))),
      };
  }
}

/**
 * The hospital as the server read it. News may have overtaken it on the way: a bed that is known in a
 * later version stays, and so does what a later frame has told of a unit.
 */
function takeBoard(state: BoardState, board: BedBoard): BoardState {
  const isOvertaken = (unitId: UnitId) => (state.framedAt.get(unitId) ?? 0) > board.sentAt;
  const known = new Map(state.units.map((unit) => [unit.unitId, unit]));
  const units = board.units.map(
    (unit) => (isOvertaken(unit.unitId) && known.get(unit.unitId)) || unit,
  );
  const beds = board.beds.map((bed) => newerOf(state.beds.get(bed.bedId), bed));
  const boarding = [
    ...board.boarding.filter(({ unitId }) => !isOvertaken(unitId)),
    ...state.boarding.filter(({ unitId }) => isOvertaken(unitId)),
  ];
  return {
    ...state,
    isKnown: true,
    units,
    beds: inOrder(beds, units),
    boarding: longestFirst(boarding),
  };
}

function takeFrame(state: BoardState, frame: BedBoardFrame): BoardState {
  const { unitId, sentAt, unit, beds = [], removedBedIds = [], boarding } = frame;
  const after = withBeds(state, beds);
  const remaining =
    removedBedIds.length === 0
      ? after
      : new Map([...after].filter(([bedId]) => !removedBedIds.includes(bedId)));
  return {
    ...state,
    units: unit ? withUnit(state.units, unit) : state.units,
    beds: remaining,
    boarding: boarding
      ? longestFirst([...state.boarding.filter((each) => each.unitId !== unitId), ...boarding])
      : state.boarding,
    framedAt: new Map(state.framedAt).set(unitId, sentAt),
  };
}

const withUnit = (units: readonly UnitOnBoard[], unit: UnitOnBoard): readonly UnitOnBoard[] =>
  units.some(({ unitId }) => unitId === unit.unitId)
    ? units.map((each) => (each.unitId === unit.unitId ? unit : each))
    : [...units, unit];

function withBeds({ beds, units }: BoardState, changed: readonly BedOnBoard[]): BoardState["beds"] {
  if (changed.length === 0) return beds;
  const after = new Map(beds);
  for (const bed of changed) after.set(bed.bedId, newerOf(beds.get(bed.bedId), bed));
  return after.size === beds.size ? after : inOrder([...after.values()], units);
}

/** An answer and the frame of the same change may come in either order. */
const newerOf = (known: BedOnBoard | undefined, told: BedOnBoard): BedOnBoard =>
  known && known.version > told.version ? known : told;

const LABELS = new Intl.Collator("en", { numeric: true });

function inOrder(
  beds: readonly BedOnBoard[],
  units: readonly UnitOnBoard[],
): ReadonlyMap<BedId, BedOnBoard> {
  const place = new Map(units.map(({ unitId }, index) => [unitId, index]));
  const placeOf = ({ unitId }: BedOnBoard) => place.get(unitId) ?? units.length;
  const sorted = beds.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || LABELS.compare(a.label, b.label),
  );
  return new Map(sorted.map((bed) => [bed.bedId, bed]));
}

const longestFirst = (boarding: readonly BoardingPatient[]): readonly BoardingPatient[] =>
  boarding.toSorted((a, b) => a.since - b.since);

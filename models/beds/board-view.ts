import type {
  BedBoardFrame,
  BedOnBoard,
  BoardingPatient,
  PersonOnBoard,
} from "../realtime/bed-board";
import type { BedId, UnitId } from "../shared/ids";
import type { UnitOnBoard } from "../realtime/bed-board";

/** One unit of the board, with every name that its own nurses may know. */
export interface UnitBoard {
  unit: UnitOnBoard;
  beds: readonly BedOnBoard[];
  boarding: readonly BoardingPatient[];
}

/**
 * How much somebody may know of a unit's patients. `named`: all, of one's own units. `unnamed`: age, sex and
 * needs without a name, for who coordinates beds. `waiting`: of who waits for a bed the same, for who may give
 * one of another unit's; of who lies in a bed nothing. `states`: of nobody anything.
 */
export const BOARD_VIEWS = ["named", "unnamed", "waiting", "states"] as const;
export type BoardView = (typeof BOARD_VIEWS)[number];

/** Built anew from what may be known, so that a field nobody thought of is left out rather than shown. */
const unnamed = ({ age, sex }: PersonOnBoard): PersonOnBoard => ({ age, sex });
const NOBODY_KNOWN: PersonOnBoard = { age: null, sex: "unknown" };

export function viewBed(bed: BedOnBoard, view: BoardView): BedOnBoard {
  switch (view) {
    case "named":
      return bed;
    case "unnamed":
      return unnamedBed(bed);
    case "waiting":
    case "states":
      return stateOfBed(bed);
  }
}

function unnamedBed({ occupant, reservation, ...bed }: BedOnBoard): BedOnBoard {
  const { person, ...kept } = reservation ?? {};
  return {
    ...bed,
    ...(occupant && { occupant: { ...occupant, person: unnamed(occupant.person) } }),
    ...(reservation && {
      reservation: { ...reservation, ...kept, ...(person && { person: unnamed(person) }) },
    }),
  };
}

/** Whether somebody lies there says the state; when somebody is expected to leave is about that patient. */
function stateOfBed({ occupant: _, reservation, ...bed }: BedOnBoard): BedOnBoard {
  if (!reservation) return bed;
  const { reason, until, by } = reservation;
  return { ...bed, reservation: { encounterId: null, reason, until, by } };
}

function viewBoarding(patient: BoardingPatient, view: BoardView): BoardingPatient {
  switch (view) {
    case "named":
      return patient;
    case "unnamed":
    case "waiting":
      return { ...patient, person: unnamed(patient.person) };
    case "states":
      return { ...patient, person: NOBODY_KNOWN, needs: [] };
  }
}

export const viewUnitBoard = ({ unit, beds, boarding }: UnitBoard, view: BoardView): UnitBoard => ({
  unit,
  beds: beds.map((bed) => viewBed(bed, view)),
  boarding: boarding.map((patient) => viewBoarding(patient, view)),
});

export const viewFrame = (
  { beds, boarding, ...frame }: BedBoardFrame,
  view: BoardView,
): BedBoardFrame => ({
  ...frame,
  ...(beds && { beds: beds.map((bed) => viewBed(bed, view)) }),
  ...(boarding && { boarding: boarding.map((patient) => viewBoarding(patient, view)) }),
});

/** All of it, for whoever had none. */
export const wholeFrame = (
  unitId: UnitId,
  { unit, beds, boarding }: UnitBoard,
  sentAt: number,
): BedBoardFrame => ({ unitId, sentAt, unit, beds, boarding });

/** What is new since `before`; undefined when nothing is. */
export function frameBetween(
  unitId: UnitId,
  { before, after, sentAt }: { before: UnitBoard | undefined; after: UnitBoard; sentAt: number },
): BedBoardFrame | undefined {
  if (!before) return wholeFrame(unitId, after, sentAt);
  const known = new Map<BedId, string>(before.beds.map((bed) => [bed.bedId, JSON.stringify(bed)]));
  const beds = after.beds.filter((bed) => known.get(bed.bedId) !== JSON.stringify(bed));
  for (const { bedId } of after.beds) known.delete(bedId);
  const removedBedIds = [...known.keys()];
  const frame: BedBoardFrame = {
    unitId,
    sentAt,
    ...(differ(before.unit, after.unit) && { unit: after.unit }),
    ...(beds.length > 0 && { beds }),
    ...(removedBedIds.length > 0 && { removedBedIds }),
    ...(differ(before.boarding, after.boarding) && { boarding: after.boarding }),
  };
  return Object.keys(frame).length > 2 ? frame : undefined;
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

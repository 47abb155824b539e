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

/** Built anew from what may be known, so that a field nobody thought of is left out rather than shown. */
const maskPerson = ({ age, sex }: PersonOnBoard): PersonOnBoard => ({ age, sex });

/** The bed as whoever may not know names sees it. */
export function maskBed({ occupant, reservation, ...bed }: BedOnBoard): BedOnBoard {
  const { person, ...kept } = reservation ?? {};
  return {
    ...bed,
    ...(occupant && { occupant: { ...occupant, person: maskPerson(occupant.person) } }),
    ...(reservation && {
      reservation: { ...reservation, ...kept, ...(person && { person: maskPerson(person) }) },
    }),
  };
}

export const maskBoarding = (patient: BoardingPatient): BoardingPatient => ({
  ...patient,
  person: maskPerson(patient.person),
});

export const maskUnitBoard = ({ unit, beds, boarding }: UnitBoard): UnitBoard => ({
  unit,
  beds: beds.map(maskBed),
  boarding: boarding.map(maskBoarding),
});

export const maskFrame = ({ beds, boarding, ...frame }: BedBoardFrame): BedBoardFrame => ({
  ...frame,
  ...(beds && { beds: beds.map(maskBed) }),
  ...(boarding && { boarding: boarding.map(maskBoarding) }),
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

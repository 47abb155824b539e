import type {
  BedBoard,
  BedOccupant,
  BedOnBoard,
  BoardingPatient,
  UnitOnBoard,
} from "#models/realtime/bed-board";
import { BedId, BedRequestId, EncounterId, UnitId } from "#models/shared/ids";

const numbered = (prefix: string, number: number): string =>
  `${prefix}0000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const bedId = (number: number) => BedId.parse(numbered("b", number));
export const unitId = (number: number) => UnitId.parse(numbered("a", number));
export const encounterId = (number: number) => EncounterId.parse(numbered("e", number));

export const aUnit = (number: number, rest: Partial<UnitOnBoard> = {}): UnitOnBoard => ({
  unitId: unitId(number),
  code: `U${number}`,
  name: `Unit ${number}`,
  kind: "ward",
  siteName: "North",
  staffedBeds: 2,
  licensedBeds: 3,
  counts: {
    available: 0,
    reserved: 0,
    cleaning: 0,
    blocked: 0,
    occupied: 0,
    "discharge-pending": 0,
  },
  hasHousekeeping: true,
  turnaround: [],
  ...rest,
});

/** A free bed of the first unit. */
export const aBed = (number: number, rest: Partial<BedOnBoard> = {}): BedOnBoard => ({
  bedId: bedId(number),
  unitId: unitId(1),
  label: String(number).padStart(2, "0"),
  version: 1,
  state: "available",
  since: 0,
  by: null,
  tags: [],
  ...rest,
});

export const anOccupant = (number: number, rest: Partial<BedOccupant> = {}): BedOccupant => ({
  encounterId: encounterId(number),
  person: { age: 64, sex: "female" },
  needs: [],
  admittedAt: 0,
  inBedSince: 0,
  isUnconfirmed: false,
  ...rest,
});

export const occupiedBed = (number: number, rest: Partial<BedOnBoard> = {}): BedOnBoard =>
  aBed(number, { state: "occupied", occupant: anOccupant(number), ...rest });

/** Waits in the second unit for a ward bed. */
export const aBoarder = (number: number, rest: Partial<BoardingPatient> = {}): BoardingPatient => ({
  bedRequestId: BedRequestId.parse(numbered("d", number)),
  encounterId: encounterId(number),
  unitId: unitId(2),
  bedId: null,
  bedLabel: null,
  person: { age: 50, sex: "male" },
  since: number * 1_000,
  neededKind: "ward",
  needs: [],
  requestedBy: "Somebody",
  reservedBedId: null,
  ...rest,
});

export const aBoard = (rest: Partial<BedBoard> = {}): BedBoard => ({
  sentAt: 1_000,
  units: [aUnit(1), aUnit(2, { kind: "emergency" })],
  beds: [aBed(1), aBed(2)],
  boarding: [],
  ...rest,
});

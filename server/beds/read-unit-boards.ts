import {
  type BedRow,
  type BedUnitRow,
  bedUnits,
  bedsOnBoard,
  type BoardingRow,
  boardingPatients,
  peopleInBeds,
  type PersonRow,
  turnaroundDays,
  type TurnaroundRow,
} from "#db/beds";
import { standingOf } from "#db/bed-statuses";
import type { Identifiers } from "#db/encryption/identifiers";
import type { Queryable } from "#db/pool";
import {
  type BedStanding,
  type BedStateName,
  bedStateOf,
  find,
  overriddenBy,
} from "#models/beds/bed-state";
import type { UnitBoard } from "#models/beds/board-view";
import type {
  BedOccupant,
  BedOnBoard,
  BedReservation,
  BoardingPatient,
  ExpectedDischarge,
  PersonOnBoard,
} from "#models/realtime/bed-board";
import type { EncounterId, UnitId } from "#models/shared/ids";

/** When patients are expected to leave: nobody of whom that is not known. */
export interface ExpectedDischarges {
  of(
    encounterIds: readonly EncounterId[],
    at: Date,
  ): Promise<ReadonlyMap<EncounterId, ExpectedDischarge>>;
}

export interface BoardReads {
  db: Queryable;
  identifiers: Identifiers;
  timeZone: string;
  expected: ExpectedDischarges;
}

/** The units as the database has them at that instant, in the hospital's order: those given, or all. */
export async function readUnitBoards(
  { db, identifiers, timeZone, expected }: BoardReads,
  at: Date,
  unitIds?: readonly UnitId[],
): Promise<Map<UnitId, UnitBoard>> {
  const [units, beds, boarding, turnaround] = [
    await bedUnits(db, at),
    await bedsOnBoard(db, at, unitIds),
    await boardingPatients(db, at, unitIds),
    await turnaroundDays(db, { timeZone, at, unitIds }),
  ];
  const occupants = beds.flatMap(({ foundOccupant }) => foundOccupant ?? []);
  const known: Known = {
    at,
    people: await peopleInBeds(db, identifiers, [...encountersOf(beds, boarding)], at),
    expected: await expected.of(occupants, at),
  };
  const wanted = units.filter(({ unitId }) => !unitIds || unitIds.includes(unitId));
  return new Map(
    wanted.map((unit) => [unit.unitId, unitBoard(unit, { beds, boarding, turnaround }, known)]),
  );
}

interface Known {
  at: Date;
  people: ReadonlyMap<EncounterId, PersonRow>;
  expected: ReadonlyMap<EncounterId, ExpectedDischarge>;
}

interface Rows {
  beds: readonly BedRow[];
  boarding: readonly BoardingRow[];
  turnaround: readonly TurnaroundRow[];
}

function encountersOf(beds: Rows["beds"], boarding: Rows["boarding"]): Set<EncounterId> {
  return new Set([
    ...beds.flatMap(({ foundOccupant, reservation }) => [
      ...(foundOccupant ? [foundOccupant] : []),
      ...(reservation?.encounterId ? [reservation.encounterId] : []),
    ]),
    ...boarding.map(({ encounterId }) => encounterId),
  ]);
}

function unitBoard(row: BedUnitRow, rows: Rows, known: Known): UnitBoard {
  const ofUnit = <Row extends { unitId: UnitId }>({ unitId }: Row) => unitId === row.unitId;
  const beds = rows.beds.filter(ofUnit).map((bed) => bedOnBoard(bed, known));
  const countOf = (state: BedStateName) => beds.filter((bed) => bed.state === state).length;
  return {
    unit: {
      ...row,
      counts: {
        available: countOf("available"),
        reserved: countOf("reserved"),
        cleaning: countOf("cleaning"),
        blocked: countOf("blocked"),
        occupied: countOf("occupied"),
        "discharge-pending": countOf("discharge-pending"),
      },
      turnaround: rows.turnaround
        .filter(ofUnit)
        .map(({ on, cleanings, medianMinutes, longestMinutes }) => ({
          ...{ on, cleanings, medianMinutes, longestMinutes },
        })),
    },
    beds,
    boarding: rows.boarding.filter(ofUnit).map((patient) => boardingPatient(patient, known)),
  };
}

/** The bed stay is the truth: where what is noted has not followed it yet, it is shown as if it had. */
function foundStanding(bed: BedRow): Pick<BedOnBoard, "takenFrom"> & { standing: BedStanding } {
  const noted = standingOf(bed);
  if (bed.foundOccupant === bed.occupant)
    return { standing: noted, ...(bed.takenFrom && { takenFrom: bed.takenFrom }) };
  const finding = bed.foundOccupant
    ? ({ type: "found-occupied", encounterId: bed.foundOccupant } as const)
    : ({ type: "found-empty", needsCleaning: bed.hasHousekeeping } as const);
  const takenFrom = overriddenBy(noted, finding);
  return { standing: find(noted, finding), ...(takenFrom && { takenFrom }) };
}

function bedOnBoard(bed: BedRow, known: Known): BedOnBoard {
  const { standing, takenFrom } = foundStanding(bed);
  const { bedId, unitId, label, version, tags, changedByName: by } = bed;
  const state = bedStateOf(standing);
  const since = (state === "available" && bed.reservationRanOutAt) || bed.since;
  const occupant = occupantOf(bed, known);
  const reservation = standing.reservation && reservationOf(bed, known);
  const waitingSince = bed.waitingSince ?? bed.since;
  return {
    ...{ bedId, unitId, label, version, state, since: since.getTime(), by, tags },
    ...(occupant && { occupant }),
    ...(standing.cleaning !== "none" && {
      cleaning: {
        waitingSince: waitingSince.getTime(),
        startedAt: bed.cleaningBeganAt?.getTime() ?? null,
      },
    }),
    ...(standing.isBlocked &&
      bed.blockReason && {
        block: { reason: bed.blockReason, until: bed.blockedUntil?.getTime() ?? null },
      }),
    ...(reservation && { reservation }),
    ...(takenFrom && { takenFrom }),
  };
}

function occupantOf(
  { foundOccupant, inBedSince, isUnconfirmed, needs }: BedRow,
  { people, expected }: Known,
): BedOccupant | undefined {
  const person = foundOccupant && people.get(foundOccupant);
  if (!person || !inBedSince) return undefined;
  const expectedDischarge = expected.get(foundOccupant);
  return {
    encounterId: foundOccupant,
    person: named(person),
    needs: needs ?? [],
    admittedAt: person.admittedAt.getTime(),
    inBedSince: inBedSince.getTime(),
    isUnconfirmed,
    ...(expectedDischarge && { expectedDischarge }),
  };
}

/** Whose bed it is to be is named to the nurses of the unit where that patient is now, and to no others. */
function reservationOf(
  { reservation, unitId }: BedRow,
  { people }: Known,
): BedReservation | undefined {
  if (!reservation) return undefined;
  const { encounterId, reason, by } = reservation;
  const person = encounterId && people.get(encounterId);
  return {
    encounterId,
    ...(person && { person: person.unitId === unitId ? named(person) : unnamed(person) }),
    reason,
    until: Date.parse(reservation.until),
    by,
  };
}

function boardingPatient(row: BoardingRow, { people }: Known): BoardingPatient {
  const person = people.get(row.encounterId);
  return {
    ...row,
    since: row.since.getTime(),
    person: person ? named(person) : { name: null, age: null, sex: "unknown" },
  };
}

const named = ({ name, age, sex }: PersonRow): PersonOnBoard => ({ name, age, sex });
const unnamed = ({ age, sex }: PersonRow): PersonOnBoard => ({ age, sex });

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { actingAs } from "#db/acting";
import { noticeTo } from "#db/notices";
import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { changeRosterCells, holdRoster, isOfRoster } from "#db/roster-changes";
import { cellsWithChanger, rosterCells } from "#db/rosters";
import { withdrawOffersOf } from "#db/shift-offers";
import {
  addOpenShift,
  addSickCall,
  endSickCall,
  findSickCall,
  type NewOpenShift,
  type OpenShiftRow,
  openShiftIdsOfCall,
  openShiftsById,
  rostersWorkedBetween,
  runningSickCall,
  settleOpenShift,
  type SickCallRow,
} from "#db/sick-calls";
import { recordAbsence, staffById, withdrawAbsence } from "#db/staff";
import { creditOfAbsence } from "#models/rostering/credited-days";
import { AbsenceId, type PersonId, type RosterId } from "#models/rostering/roster-ids";
import { shiftInstants } from "#models/rostering/shift-instants";
import { daysBetween } from "#models/shared/calendar-date";
import { AppError } from "#models/shared/errors";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UserId } from "#models/shared/ids";
import { OpenShiftId, SickCallId } from "#models/sick-calls/sick-call";
import type { RosterJudge } from "./judging/roster-judge";
import { SickCallRefused } from "./sick-call-refused";

export interface SickCallPorts {
  /** Writes as the person who acts, by row-level security. */
  people: pg.Pool;
  /** Reads whole rosters to judge by, and takes what a person decides through the database's own functions. */
  pool: pg.Pool;
  judge: RosterJudge;
  /** Of the hospital: its days are what people are away on. */
  timeZone: string;
}

export interface ActingOnShifts {
  userId: UserId;
  at: Date;
}

interface SickDays {
  personId: PersonId;
  fromOn: string;
  toOn: string;
}

/**
 * Somebody cannot come: they are away on these days, for no reason that is kept, and their published shifts that
 * have not begun are open, on however many rosters. Without any the days are kept all the same, for drafts and
 * rosters to come.
 *
 * @throws SickCallRefused when it is known already, the days are over, or a shift is not theirs to open
 */
export async function reportSick(
  { people, pool, timeZone }: SickCallPorts,
  { userId, at }: ActingOnShifts,
  days: SickDays,
): Promise<{ sickCallId: SickCallId; openShiftIds: OpenShiftId[] }> {
  const { personId, fromOn, toOn } = days;
  if (toOn < formatLocal(at, timeZone).slice(0, 10)) throw new SickCallRefused("days-over");
  // Of rosters too that the acting person may not read: nobody is away and on one of them unseen.
  const everywhere = await rostersWorkedBetween(pool, personId, days);
  return actingAs(people, userId, async (db) => {
    const [person] = await staffById(db, [personId]);
    if (!person) throw new AppError("not-found", `person ${personId}`);
    // Held one after the other in order of their ids, so that two reports never wait for each other.
    const theirs = await rostersWorkedBetween(db, personId, days);
    const rosterIds = [...new Set([...everywhere, ...theirs])].sort();
    for (const rosterId of rosterIds)
      if (!(await holdRoster(db, rosterId))) throw new SickCallRefused("roster-elsewhere");
    const known = await runningSickCall(db, personId, days);
    if (known) throw new SickCallRefused("already-reported", { sickCallId: known });
    const sickCallId = SickCallId.parse(randomUUID());
    const opening: Omit<NewOpenShift, "sickCallId">[] = [];
    for (const rosterId of rosterIds)
      opening.push(...(await shiftsLeft(db, { rosterId, days, at })));

    const absenceId = AbsenceId.parse(randomUUID());
    await recordAbsence(db, {
      ...{ absenceId, personId, kind: "sick", fromOn, toOn, by: userId },
      creditMinutesPerDay: creditOfAbsence("sick", person.contractMinutesPerWeek),
    });
    await addSickCall(db, { sickCallId, personId, absenceId, by: userId, at });
    for (const rosterId of rosterIds) {
      const cells = opening
        .filter((shift) => shift.rosterId === rosterId)
        .map(({ day }) => ({ personId, day, assignment: null, isPinned: false }));
      if (cells.length === 0) continue;
      const changed = await changeRosterCells(db, {
        ...{ rosterId, kind: "repair", cells, by: userId, at },
      });
      if (!changed.ok) throw new SickCallRefused("roster-changed");
    }
    for (const shift of opening) await addOpenShift(db, { ...shift, sickCallId });
    return { sickCallId, openShiftIds: opening.map(({ openShiftId }) => openShiftId) };
  });
}

/** Their shifts of one roster on these days that have not begun. */
async function shiftsLeft(
  db: Queryable,
  { rosterId, days, at }: { rosterId: RosterId; days: SickDays; at: Date },
): Promise<Omit<NewOpenShift, "sickCallId">[]> {
  const roster = (await workedRosters(db, [rosterId])).get(rosterId);
  if (roster?.state !== "published") return [];
  const instants = shiftInstants(roster);
  const [from, to] = [
    daysBetween(roster.startsOn, days.fromOn),
    daysBetween(roster.startsOn, days.toOn),
  ];
  const cells = await rosterCells(db, rosterId);
  return cells.flatMap(({ personId, day, assignment }) => {
    if (personId !== days.personId || !assignment || day < from || day > to) return [];
    const { startAt, endAt } = instants(assignment.shiftId, day);
    if (startAt <= at.getTime()) return [];
    return {
      openShiftId: OpenShiftId.parse(randomUUID()),
      ...{ rosterId, day, ...assignment, leftBy: personId },
      ...{ startsAt: new Date(startAt), endsAt: new Date(endAt) },
    };
  });
}

/**
 * They come after all: what nobody has taken and has not begun is theirs again; what somebody has taken stays.
 *
 * @throws SickCallRefused when it has ended already
 */
export async function endSick(
  { people, pool }: SickCallPorts,
  { userId, at }: ActingOnShifts,
  sickCallId: SickCallId,
): Promise<OpenShiftId[]> {
  const { call, ids } = await actingAs(people, userId, async (db) => ({
    call: await findSickCall(db, sickCallId),
    ids: await openShiftIdsOfCall(db, sickCallId),
  }));
  if (!call) throw new AppError("not-found", `sick call ${sickCallId}`);
  // Before the transaction, which holds the one connection that an embedded database has.
  const shifts = await openShiftsById(pool, ids);
  return actingAs(people, userId, async (db) => {
    for (const rosterId of [...new Set(shifts.map((shift) => shift.rosterId))].sort())
      await holdRoster(db, rosterId);
    if (!(await endSickCall(db, sickCallId, { by: userId, at })))
      throw new SickCallRefused("shift-settled");
    await withdrawAbsence(db, call.absenceId, { by: userId, at });
    for (const shift of shifts)
      if (shift.state === "open") await giveBack(db, shift, { userId, at }, call);
    return ids;
  });
}

async function giveBack(
  db: Queryable,
  shift: OpenShiftRow,
  { userId, at }: ActingOnShifts,
  { reportedAt }: Pick<SickCallRow, "reportedAt">,
): Promise<void> {
  const { openShiftId, rosterId, day, shiftId, unitId, leftBy: personId, startsAt } = shift;
  const held = await holdRoster(db, rosterId);
  const [cell] = await cellsWithChanger(db, rosterId, [{ personId, day }]);
  // Nothing is taken back that a planner has given or taken since, or that was locked as it was worked; whoever
  // has another home by now is not on this roster any more.
  const mayReturn =
    startsAt > at &&
    held?.state === "published" &&
    cell?.at.getTime() === reportedAt.getTime() &&
    !cell.assignment &&
    (await isOfRoster(db, rosterId, personId));
  const state = mayReturn ? "returned" : "closed";
  // Somebody may have taken it since it was read.
  if (!(await settleOpenShift(db, openShiftId, { state, by: userId, at }))) return;
  await withdrawOffers(db, shift, at);
  if (state === "closed") return;
  const cells = [{ personId, day, assignment: { shiftId, unitId }, isPinned: true }];
  const changed = await changeRosterCells(db, {
    ...{ rosterId, kind: "repair", cells, by: userId, at },
  });
  if (!changed.ok) throw new SickCallRefused("roster-changed");
}

/** Whoever is asked yet is told that they need not answer. */
export async function withdrawOffers(
  db: Queryable,
  {
    openShiftId,
    rosterId,
    on,
    unitId,
  }: Pick<OpenShiftRow, "openShiftId" | "rosterId" | "on" | "unitId">,
  at: Date,
): Promise<void> {
  for (const { shiftOfferId, personId } of await withdrawOffersOf(db, openShiftId, at)) {
    const of = { offerId: shiftOfferId, rosterId, on, unitId };
    await noticeTo(db, [personId], { subject: { kind: "shift-offer-closed", ...of }, at });
  }
}

import { randomUUID } from "node:crypto";
import { actingAs } from "#db/acting";
import { noticeTo } from "#db/notices";
import type { Queryable } from "#db/pool";
import {
  acceptShiftOffer,
  addShiftOffer,
  backOutOfOffer,
  findOwnOffer,
  offersOfShifts,
  type OwnOfferRow,
} from "#db/shift-offers";
import {
  assignOpenShift,
  holdOpenShift,
  isReadableOpenShift,
  type OpenShiftRow,
  openShiftsById,
  settleOpenShift,
} from "#db/sick-calls";
import { staffById } from "#db/staff";
import type { CandidateOnWire } from "#models/realtime/sick-calls";
import type { Candidate, OpenShift } from "#models/rostering/candidates";
import type { PersonId } from "#models/rostering/roster-ids";
import { AppError } from "#models/shared/errors";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { bestCandidates } from "#models/sick-calls/best-candidates";
import { OFFER_HOURS, type OpenShiftId, ShiftOfferId } from "#models/sick-calls/sick-call";
import { readJudged } from "./judging/read-judged";
import type { RosterJudge } from "./judging/roster-judge";
import { SickCallRefused } from "./sick-call-refused";
import { type ActingOnShifts, type SickCallPorts, withdrawOffers } from "./sick-call-report";
import type { SickCallScores } from "./sick-call-scores";

interface OfferPorts extends SickCallPorts {
  scores: SickCallScores;
}

/**
 * An open shift that the acting person may read; `shift-settled` when it is open no more.
 *
 * @throws not-found, SickCallRefused
 */
async function requireOpen(
  { people, pool }: SickCallPorts,
  { userId, at }: ActingOnShifts,
  openShiftId: OpenShiftId,
): Promise<OpenShiftRow> {
  const isTheirs = await actingAs(people, userId, (db) => isReadableOpenShift(db, openShiftId));
  const [shift] = isTheirs ? await openShiftsById(pool, [openShiftId]) : [];
  if (!shift) throw new AppError("not-found", `open shift ${openShiftId}`);
  if (shift.state !== "open" || shift.startsAt <= at) throw new SickCallRefused("shift-settled");
  return shift;
}

const placeOf = ({ day, shiftId, unitId }: OpenShift): OpenShift => ({ day, shiftId, unitId });

/** Who may take it without breaking a rule, the best first: `all`, or the best and the priced options. */
export async function readCandidates(
  ports: OfferPorts,
  acting: ActingOnShifts,
  { openShiftId, all }: { openShiftId: OpenShiftId; all: boolean },
): Promise<CandidateOnWire[]> {
  const shift = await requireOpen(ports, acting, openShiftId);
  const { judged } = await ports.scores.of(shift.rosterId);
  const { people } = judged.roster.problem;
  const able = await judged.ask({ kind: "candidates", shift: placeOf(shift) });
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  const shown = all ? able : bestCandidates(able, people, shift.unitId);
  return shown.map((each) => ({ ...each, name: names.get(each.personId) ?? "Somebody" }));
}

/**
 * Asks these people on their phones, those of them who may take it and have an account.
 *
 * @throws SickCallRefused when it is none of them
 */
export async function offerShift(
  ports: OfferPorts,
  acting: ActingOnShifts,
  { openShiftId, personIds }: { openShiftId: OpenShiftId; personIds: readonly PersonId[] },
): Promise<void> {
  const shift = await requireOpen(ports, acting, openShiftId);
  const { userId, at } = acting;
  const { judged } = await ports.scores.of(shift.rosterId);
  const withAccount = new Set(
    (await staffById(ports.pool, personIds)).flatMap((person) =>
      person.userId ? [person.personId] : [],
    ),
  );
  const able = await judged.ask({ kind: "able", shift: placeOf(shift), personIds });
  const asked = able.filter(({ personId }) => withAccount.has(personId));
  if (asked.length === 0) throw new SickCallRefused("nobody-to-ask");

  const longest = at.getTime() + OFFER_HOURS * MS_PER_HOUR;
  const expiresAt = new Date(Math.min(shift.startsAt.getTime(), longest));
  await actingAs(ports.people, userId, async (db) => {
    for (const candidate of asked) await ask(db, shift, candidate, { userId, at, expiresAt });
  });
}

async function ask(
  db: Queryable,
  { openShiftId, rosterId, on, unitId }: OpenShiftRow,
  { personId, cost, points }: Candidate,
  { userId: by, at, expiresAt }: ActingOnShifts & { expiresAt: Date },
): Promise<void> {
  const shiftOfferId = ShiftOfferId.parse(randomUUID());
  const isNew = await addShiftOffer(db, {
    ...{ shiftOfferId, openShiftId, personId, points, by, at, expiresAt },
    ...{ paidAs: cost.paidAs, money: cost.money },
  });
  if (!isNew) return;
  const of = { offerId: shiftOfferId, rosterId, on, unitId };
  await noticeTo(db, [personId], { subject: { kind: "shift-offered", ...of }, at });
}

/** @throws SickCallRefused when it is over */
export async function withdrawOffer(
  { people }: SickCallPorts,
  { userId, at }: ActingOnShifts,
  shiftOfferId: ShiftOfferId,
): Promise<OpenShiftId> {
  return actingAs(people, userId, async (db) => {
    const withdrawn = await backOutOfOffer(db, shiftOfferId, { state: "withdrawn", at });
    if (!withdrawn) throw new SickCallRefused("offer-over");
    const { openShiftId, personId } = withdrawn;
    const offer = await findOwnOffer(db, shiftOfferId);
    if (offer) {
      const { rosterId, on, unitId } = offer;
      const of = { offerId: shiftOfferId, rosterId, on, unitId };
      await noticeTo(db, [personId], { subject: { kind: "shift-offer-closed", ...of }, at });
    }
    return openShiftId;
  });
}

/** @throws SickCallRefused when somebody was first */
export async function closeShift(
  ports: SickCallPorts,
  acting: ActingOnShifts,
  openShiftId: OpenShiftId,
): Promise<void> {
  const shift = await requireOpen(ports, acting, openShiftId);
  const { userId, at } = acting;
  await actingAs(ports.people, userId, async (db) => {
    if (!(await settleOpenShift(db, openShiftId, { state: "closed", by: userId, at })))
      throw new SickCallRefused("shift-settled");
    await withdrawOffers(db, shift, at);
  });
}

/**
 * Judged by the rules on the roster as it is then, which is held until it is done.
 *
 * @throws SickCallRefused when somebody was first, or a rule would be broken by now
 */
async function requireLegal(
  judge: RosterJudge,
  db: Queryable,
  openShiftId: OpenShiftId,
  personId: PersonId,
  at: Date,
): Promise<void> {
  const held = await holdOpenShift(db, openShiftId);
  if (!held) throw new AppError("not-found", `open shift ${openShiftId}`);
  if (held.state !== "open" || held.startsAt <= at) throw new SickCallRefused("shift-settled");
  const judged = await readJudged(judge, db, held.rosterId);
  const asked = { shift: placeOf(held), personIds: [personId] };
  const able = await judged.ask({ kind: "able", ...asked });
  if (able.length === 0) throw new SickCallRefused("rules-broken");
}

/** By telephone: they have said yes. */
export async function assignShift(
  ports: SickCallPorts,
  acting: ActingOnShifts,
  { openShiftId, personId }: { openShiftId: OpenShiftId; personId: PersonId },
): Promise<void> {
  await requireOpen(ports, acting, openShiftId);
  const { userId, at } = acting;
  await ports.judge.ready();
  await actingAs(ports.pool, userId, async (db) => {
    await requireLegal(ports.judge, db, openShiftId, personId, at);
    await assignOpenShift(db, { openShiftId, personId, at });
    await tellWhoIsLate(db, openShiftId, at);
  });
}

/**
 * The person who is asked takes the shift: the first one within the rules has it.
 *
 * @throws SickCallRefused when it is over, somebody was first, or a rule would be broken by now
 */
export async function acceptOffer(
  { pool, judge }: SickCallPorts,
  { userId, personId, at }: ActingOnShifts & { personId: PersonId },
  shiftOfferId: ShiftOfferId,
): Promise<OwnOfferRow> {
  await judge.ready();
  return actingAs(pool, userId, async (db) => {
    const offer = await requireOwn(db, shiftOfferId, personId);
    await requireLegal(judge, db, offer.openShiftId, personId, at);
    await acceptShiftOffer(db, shiftOfferId, at);
    await tellWhoIsLate(db, offer.openShiftId, at);
    return requireOwn(db, shiftOfferId, personId);
  });
}

/** @throws SickCallRefused when it is over */
export async function declineOffer(
  { people, pool }: SickCallPorts,
  { userId, personId, at }: ActingOnShifts & { personId: PersonId },
  shiftOfferId: ShiftOfferId,
): Promise<OwnOfferRow> {
  await actingAs(people, userId, async (db) => {
    await requireOwn(db, shiftOfferId, personId);
    if (!(await backOutOfOffer(db, shiftOfferId, { state: "declined", at })))
      throw new SickCallRefused("offer-over");
  });
  return requireOwn(pool, shiftOfferId, personId);
}

async function requireOwn(
  db: Queryable,
  shiftOfferId: ShiftOfferId,
  personId: PersonId,
): Promise<OwnOfferRow> {
  const offer = await findOwnOffer(db, shiftOfferId);
  if (offer?.personId !== personId) throw new AppError("not-found", `offer ${shiftOfferId}`);
  return offer;
}

/** Whoever was asked too need not answer any more. */
export async function tellWhoIsLate(
  db: Queryable,
  openShiftId: OpenShiftId,
  at: Date,
): Promise<void> {
  const [shift] = await openShiftsById(db, [openShiftId]);
  if (!shift) return;
  const { rosterId, on, unitId } = shift;
  for (const { shiftOfferId, personId, state, answeredAt } of await offersOfShifts(db, [
    openShiftId,
  ])) {
    if (state !== "late" || answeredAt?.getTime() !== at.getTime()) continue;
    const of = { offerId: shiftOfferId, rosterId, on, unitId };
    await noticeTo(db, [personId], { subject: { kind: "shift-offer-closed", ...of }, at });
  }
}

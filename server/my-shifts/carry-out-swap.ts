import type pg from "pg";
import { actingAs } from "#db/acting";
import { noticeTo } from "#db/notices";
import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import {
  acceptSwap,
  backOutOfSwap,
  decideSwap,
  findSwap,
  holdSwap,
  offerSwap,
  type SwapRow,
} from "#db/shift-swaps";
import { staffById, type StaffMember } from "#db/staff";
import { unitPolicies } from "#db/unit-roster-policies";
import type { SwapId } from "#models/rostering/own-shift-ids";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import { shiftInstants } from "#models/rostering/shift-instants";
import { type HeldShift, needsApproval, stepSwap } from "#models/rostering/swap";
import { dayAfter } from "#models/shared/calendar-date";
import { AppError } from "#models/shared/errors";
import type { UserId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { readJudged } from "../rostering/judging/read-judged";
import type { RosterInCourt, RosterJudge } from "../rostering/judging/roster-judge";
import { OwnRefused } from "./own-refused";
import { swapHindrance } from "./swap-hindrance";

/** Nobody is kept in doubt for longer, whenever the shift is. */
const OFFER_DAYS = 14;

/** A person and the account that acts. */
export interface Acting {
  userId: UserId;
  personId: PersonId;
  at: Date;
}

export interface OfferTerms {
  rosterId: RosterId;
  gives: HeldShift;
  to: PersonId | undefined;
  wants: HeldShift | undefined;
}

export interface SwapPorts {
  /** Writes as the person, by row-level security. */
  people: pg.Pool;
  /** Reads whole rosters to judge by, and takes what a person decides through the database's own functions. */
  pool: pg.Pool;
  judge: RosterJudge;
}

/**
 * Offers a shift to those who could take it without breaking a rule; to nobody else.
 *
 * @throws OwnRefused when it has begun, was changed, or nobody could take it
 */
export async function offer(
  { people, pool, judge }: SwapPorts,
  { userId, personId: giver, at }: Acting,
  { rosterId, gives, to, wants }: OfferTerms,
): Promise<void> {
  const judged = await readJudged(judge, pool, rosterId);
  const { problem } = judged.roster;
  const expiresAt = await endOfOffer(pool, rosterId, [gives, ...(wants ? [wants] : [])], at);
  const staff = await staffById(
    pool,
    problem.people.map(({ personId }) => personId),
  );
  const asked = staff.filter(
    ({ personId, userId: account }) =>
      personId !== giver && account !== null && (!to || personId === to),
  );
  const swap = { giver, gives, wants };
  const personIds = asked.map(({ personId }) => personId);
  const offeredTo = await judged.ask({ kind: "swap-takers", swap, personIds });
  if (offeredTo.length === 0) throw new OwnRefused(await whyNobody(judged, swap, to));

  await actingAs(people, userId, async (db) => {
    const swapId = await offerSwap(db, {
      ...{ rosterId, giver, gives, wants, to, offeredTo, at, expiresAt },
    });
    const on = dayAfter(problem.startsOn, gives.day);
    await noticeTo(db, offeredTo, { subject: { kind: "swap-offered", swapId, on }, at });
  });
}

async function whyNobody(
  judged: RosterInCourt,
  swap: { giver: PersonId; gives: HeldShift; wants: HeldShift | undefined },
  to: PersonId | undefined,
) {
  if (!to) return "swap:nobody" as const;
  const found = await judged.ask({ kind: "swap", swap, taker: to });
  return swapHindrance(found, swap.giver) ?? ("swap:nobody" as const);
}

/** When the first of its shifts begins, or in a fortnight. */
async function endOfOffer(
  db: Queryable,
  rosterId: RosterId,
  shifts: readonly HeldShift[],
  at: Date,
): Promise<Date> {
  const roster = (await workedRosters(db, [rosterId])).get(rosterId);
  if (!roster) throw new AppError("not-found", `roster ${rosterId}`);
  if (roster.state !== "published") throw new OwnRefused("swap:locked");
  const instants = shiftInstants(roster);
  const begins = shifts.map(({ day, assignment }) => {
    if (!roster.shifts.some(({ shiftId }) => shiftId === assignment.shiftId))
      throw new OwnRefused("swap:changed");
    return instants(assignment.shiftId, day).startAt;
  });
  const first = Math.min(...begins);
  if (first <= at.getTime()) throw new OwnRefused("swap:begun");
  return new Date(Math.min(first, at.getTime() + OFFER_DAYS * MS_PER_DAY));
}

/**
 * Takes an offer: whole or not at all, judged by both persons' rules on the roster as it is then, which is held
 * until it is done. Of two the first has it. Whether somebody must approve it yet.
 *
 * @throws OwnRefused when somebody was first, it is over, or a rule would be broken by now
 */
export async function accept(
  { pool, judge }: SwapPorts,
  { userId, personId: taker, at }: Acting,
  swapId: SwapId,
): Promise<{ waits: boolean }> {
  await judge.ready();
  return actingAs(pool, userId, async (db) => {
    const swap = await holdSwap(db, swapId);
    if (!swap || !swap.offeredTo.includes(taker)) throw new AppError("not-found", `swap ${swapId}`);
    const waits = await needsSomebody(db, swap, taker);
    const stepped = stepSwap(swap, { type: "accept", by: taker, needsApproval: waits }, at);
    if (!stepped.ok) throw new OwnRefused(`swap:${stepped.error}`);
    const { startsOn } = await requireLegal(judge, db, swap, { taker, asks: taker });
    await acceptSwap(db, { swapId, needsApproval: waits, at });
    const on = dayAfter(startsOn, swap.gives.day);
    await noticeTo(db, [swap.giver], {
      subject: { kind: "swap-accepted", swapId, on, waits },
      at,
    });
    return { waits };
  });
}

/** By the policies of both shifts' units. */
export async function needsSomebody(
  db: Queryable,
  swap: SwapRow,
  taker: PersonId,
): Promise<boolean> {
  const staff = await staffById(db, [swap.giver, taker]);
  const person = (id: PersonId): StaffMember => {
    const found = staff.find(({ personId }) => personId === id);
    if (!found) throw new AppError("not-found", `person ${id}`);
    return found;
  };
  const unitIds = [swap.gives, ...(swap.wants ? [swap.wants] : [])].map(
    ({ assignment }) => assignment.unitId,
  );
  const policies = await unitPolicies(db, unitIds);
  const parties = {
    ...{ giver: person(swap.giver), taker: person(taker) },
    isExchange: swap.wants !== undefined,
  };
  return [...policies.values()].some((policy) => needsApproval(policy, parties));
}

/** @throws OwnRefused when the roster is another, or a rule would be broken on it */
async function requireLegal(
  judge: RosterJudge,
  db: Queryable,
  swap: SwapRow,
  { taker, asks }: { taker: PersonId; asks?: PersonId },
): Promise<{ startsOn: string }> {
  const judged = await readJudged(judge, db, swap.rosterId);
  const { giver, gives, wants } = swap;
  const asked = { swap: { giver, gives, wants }, taker };
  const hindrance = swapHindrance(await judged.ask({ kind: "swap", ...asked }), asks);
  if (hindrance) throw new OwnRefused(hindrance);
  return { startsOn: judged.roster.problem.startsOn };
}

/** @throws OwnRefused when it is over */
export async function backOut(
  { people }: SwapPorts,
  { userId, personId, at }: Acting,
  { swapId, type }: { swapId: SwapId; type: "withdraw" | "decline" },
): Promise<void> {
  await actingAs(people, userId, async (db) => {
    const swap = await findSwap(db, swapId);
    if (!swap) throw new AppError("not-found", `swap ${swapId}`);
    const stepped = stepSwap(swap, { type, by: personId }, at);
    if (!stepped.ok) throw new OwnRefused(`swap:${stepped.error}`);
    const state = type === "withdraw" ? "withdrawn" : "declined";
    if (!(await backOutOfSwap(db, swapId, { state, at }))) throw new OwnRefused("swap:over");
    const roster = (await workedRosters(db, [swap.rosterId])).get(swap.rosterId);
    if (!roster) return;
    const kind = type === "withdraw" ? "swap-withdrawn" : "swap-declined";
    const others = [swap.giver, swap.taker].flatMap((id) => (id && id !== personId ? [id] : []));
    const on = dayAfter(roster.startsOn, swap.gives.day);
    await noticeTo(db, others, { subject: { kind, swapId, on }, at });
  });
}

/**
 * A charge nurse or the scheduler approves what was taken, judged anew, or declines it with a reason.
 *
 * @throws OwnRefused when it is over, or a rule would be broken by now
 */
export async function decide(
  { pool, judge }: SwapPorts,
  { userId, at }: Pick<Acting, "userId" | "at">,
  { swapId, reason }: { swapId: SwapId; reason: string | undefined },
): Promise<void> {
  const isApproved = reason === undefined;
  if (isApproved) await judge.ready();
  await actingAs(pool, userId, async (db) => {
    const swap = await holdSwap(db, swapId);
    if (!swap) throw new AppError("not-found", `swap ${swapId}`);
    const stepped = stepSwap(swap, { type: isApproved ? "approve" : "refuse" }, at);
    if (!stepped.ok) throw new OwnRefused(`swap:${stepped.error}`);
    if (!swap.taker) throw new OwnRefused("swap:not-accepted");
    if (isApproved) await requireLegal(judge, db, swap, { taker: swap.taker });
    await decideSwap(db, { swapId, isApproved, reason, at });
    const roster = (await workedRosters(db, [swap.rosterId])).get(swap.rosterId);
    if (!roster) return;
    const on = dayAfter(roster.startsOn, swap.gives.day);
    await noticeTo(db, [swap.giver, swap.taker], {
      subject: { kind: isApproved ? "swap-done" : "swap-declined", swapId, on },
      at,
    });
  });
}

import type { HeldShift, Swap } from "#models/rostering/swap";
import type { SwapId } from "#models/rostering/own-shift-ids";
import type { PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

export interface SwapRow extends Swap {
  offeredTo: PersonId[];
  offeredAt: Date;
  decidedAt: Date | null;
  reason: string | null;
}

type FlatSwap = Omit<SwapRow, "to" | "taker" | "gives" | "wants"> & {
  to: PersonId | null;
  taker: PersonId | null;
  givesDay: number;
  givesShiftId: ShiftId;
  givesUnitId: UnitId;
  wantsDay: number | null;
  wantsShiftId: ShiftId | null;
  wantsUnitId: UnitId | null;
};

const SWAP_COLUMNS = `
         swap.swap_id as "swapId",
         swap.roster_id as "rosterId",
         swap.giver,
         swap.gives_day as "givesDay",
         swap.gives_shift_id as "givesShiftId",
         swap.gives_unit_id as "givesUnitId",
         swap.to_person as "to",
         swap.wants_day as "wantsDay",
         swap.wants_shift_id as "wantsShiftId",
         swap.wants_unit_id as "wantsUnitId",
         swap.offered_to::text[] as "offeredTo",
         swap.state,
         swap.taker,
         swap.offered_at as "offeredAt",
         swap.expires_at as "expiresAt",
         swap.decided_at as "decidedAt",
         swap.reason
`;

function unflat(row: FlatSwap): SwapRow {
  const { to, taker, givesDay, givesShiftId, givesUnitId, wantsDay, wantsShiftId, wantsUnitId } =
    row;
  const wants: HeldShift | undefined =
    wantsDay !== null && wantsShiftId && wantsUnitId
      ? { day: wantsDay, assignment: { shiftId: wantsShiftId, unitId: wantsUnitId } }
      : undefined;
  const { swapId, rosterId, giver, offeredTo, state, offeredAt, expiresAt, decidedAt, reason } =
    row;
  return {
    ...{ swapId, rosterId, giver, offeredTo, state, offeredAt, expiresAt, decidedAt, reason },
    gives: { day: givesDay, assignment: { shiftId: givesShiftId, unitId: givesUnitId } },
    wants,
    to: to ?? undefined,
    taker: taker ?? undefined,
  };
}

const OF_PERSON = `
  select ${SWAP_COLUMNS}
    from shift_swaps as swap
   where (swap.giver = $1 or swap.taker = $1 or (swap.state = 'open' and $1 = any (swap.offered_to)))
     and swap.offered_at > $2
   order by swap.offered_at desc
   limit 200
`;

/** Those a person gave, took, or is offered, the newest first. */
export async function swapsOf(db: Queryable, personId: PersonId, since: Date): Promise<SwapRow[]> {
  const { rows } = await db.query<FlatSwap>(OF_PERSON, [personId, since]);
  return rows.map(unflat);
}

const WAITING = `
  select ${SWAP_COLUMNS}
    from shift_swaps as swap
   where swap.state = 'accepted'
     and swap.expires_at > $1
     and swap.gives_unit_id = any ($2::uuid[])
   order by swap.accepted_at
   limit 200
`;

/** Those that wait for somebody to approve them, of the units given, the longest first. */
export async function waitingSwaps(
  db: Queryable,
  at: Date,
  unitIds: readonly UnitId[],
): Promise<SwapRow[]> {
  const { rows } = await db.query<FlatSwap>(WAITING, [at, unitIds]);
  return rows.map(unflat);
}

const FIND = `
  select ${SWAP_COLUMNS}
    from shift_swaps as swap
   where swap.swap_id = $1
`;

export async function findSwap(db: Queryable, swapId: SwapId): Promise<SwapRow | undefined> {
  const { rows } = await db.query<FlatSwap>(FIND, [swapId]);
  return rows[0] && unflat(rows[0]);
}

const HOLD = `
  select ${SWAP_COLUMNS}
    from hold_swap($1) as swap
`;

/** With its roster, held until the transaction ends: nobody else changes either. */
export async function holdSwap(db: Queryable, swapId: SwapId): Promise<SwapRow | undefined> {
  const { rows } = await db.query<FlatSwap>(HOLD, [swapId]);
  return rows[0] && unflat(rows[0]);
}

const OFFER = `
  insert into shift_swaps
         (roster_id, giver, gives_day, gives_shift_id, gives_unit_id, to_person, wants_day, wants_shift_id,
          wants_unit_id, offered_to, offered_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  returning swap_id as "swapId"
`;

export type NewSwap = Pick<Swap, "rosterId" | "giver" | "gives" | "to" | "wants" | "expiresAt"> & {
  /** Who may take it. */
  offeredTo: readonly PersonId[];
  at: Date;
};

/** @throws with the constraint `one_offer_of_a_shift` when it is offered already */
export async function offerSwap(db: Queryable, swap: NewSwap): Promise<SwapId> {
  const { rosterId, giver, gives, to, wants, offeredTo, at, expiresAt } = swap;
  const { rows } = await db.query<{ swapId: SwapId }>(OFFER, [
    ...[rosterId, giver, gives.day, gives.assignment.shiftId, gives.assignment.unitId, to ?? null],
    ...[wants?.day ?? null, wants?.assignment.shiftId ?? null, wants?.assignment.unitId ?? null],
    ...[offeredTo, at, expiresAt],
  ]);
  const [row] = rows;
  if (!row) throw new Error("an offer was not stored");
  return row.swapId;
}

const BACK_OUT = `
  update shift_swaps
     set state = $2, backed_out_at = $3
   where swap_id = $1
     and state in ('open', 'accepted')
`;

/** The giver or the taker steps back, or the one it is offered to says no. False when it is over. */
export async function backOutOfSwap(
  db: Queryable,
  swapId: SwapId,
  { state, at }: { state: "withdrawn" | "declined"; at: Date },
): Promise<boolean> {
  return (await db.query(BACK_OUT, [swapId, state, at])).rowCount === 1;
}

const ACCEPT = "select accept_swap($1, $2, $3)";

/**
 * The acting person takes it, and unless somebody must approve it the roster says so.
 *
 * @throws with the constraint `swap_is_open`, `swap_is_approved` or `swap_fits_the_roster`
 */
export async function acceptSwap(
  db: Queryable,
  { swapId, needsApproval, at }: { swapId: SwapId; needsApproval: boolean; at: Date },
): Promise<void> {
  await db.query(ACCEPT, [swapId, needsApproval, at]);
}

const DECIDE = "select decide_swap($1, $2, $3, $4)";

/** @throws with the constraint `swap_is_accepted` or `swap_fits_the_roster` */
export async function decideSwap(
  db: Queryable,
  decision: { swapId: SwapId; isApproved: boolean; reason: string | undefined; at: Date },
): Promise<void> {
  const { swapId, isApproved, reason, at } = decision;
  await db.query(DECIDE, [swapId, isApproved, reason ?? null, at]);
}

const EXPIRE = `
  update shift_swaps
     set state = 'expired'
   where state in ('open', 'accepted')
     and expires_at <= $1
`;

/** How many nobody has taken, or approved, in time. */
export async function expireSwaps(db: Queryable, at: Date): Promise<number> {
  return (await db.query(EXPIRE, [at])).rowCount ?? 0;
}

const CONCERNED = `
  select swap.roster_id as "rosterId",
         array_remove(array[swap.gives_unit_id, swap.wants_unit_id], null)::text[] as "unitIds",
         array(select user_id
                 from staff
                where person_id in (swap.giver, swap.taker)
                   or person_id = any (swap.offered_to))::text[] as "userIds"
    from shift_swaps as swap
   where swap.swap_id = $1
`;

/** Whose screens show it, of those who have an account. */
export async function concernedBySwap(
  db: Queryable,
  swapId: SwapId,
): Promise<{ rosterId: RosterId; unitIds: UnitId[]; userIds: UserId[] } | undefined> {
  const { rows } = await db.query<{
    rosterId: RosterId;
    unitIds: UnitId[];
    userIds: (UserId | null)[];
  }>(CONCERNED, [swapId]);
  const [row] = rows;
  return row && { ...row, userIds: row.userIds.flatMap((userId) => userId ?? []) };
}

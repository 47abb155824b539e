import type { MarginalCost } from "#models/rostering/candidates";
import type { PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import type { UnitId, UserId } from "#models/shared/ids";
import type { OpenShiftId, ShiftOfferId, ShiftOfferState } from "#models/sick-calls/sick-call";
import type { Queryable } from "./pool";
import { nameOfShift } from "./sick-calls";

/** A question to one person whether they take an open shift, with what it was said to cost. */
export interface ShiftOfferRow {
  shiftOfferId: ShiftOfferId;
  openShiftId: OpenShiftId;
  personId: PersonId;
  name: string;
  /** Null of somebody without an account: they are never asked, but may have lost it since. */
  userId: UserId | null;
  state: ShiftOfferState;
  paidAs: MarginalCost["paidAs"];
  money: number;
  offeredAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
}

const OFFERS = `
  select offer.shift_offer_id as "shiftOfferId",
         offer.open_shift_id as "openShiftId",
         offer.person_id as "personId",
         staff.name,
         staff.user_id as "userId",
         offer.state,
         offer.paid_as as "paidAs",
         offer.money,
         offer.offered_at as "offeredAt",
         offer.expires_at as "expiresAt",
         offer.answered_at as "answeredAt"
    from shift_offers as offer
    join staff using (person_id)
   where offer.open_shift_id = any ($1::uuid[])
   order by offer.offered_at desc, staff.name
`;

/** Of these shifts, the newest first; read by whoever reads every roster. */
export async function offersOfShifts(
  db: Queryable,
  openShiftIds: readonly OpenShiftId[],
): Promise<ShiftOfferRow[]> {
  if (openShiftIds.length === 0) return [];
  return (await db.query<ShiftOfferRow>(OFFERS, [openShiftIds])).rows;
}

export interface NewShiftOffer {
  shiftOfferId: ShiftOfferId;
  openShiftId: OpenShiftId;
  personId: PersonId;
  paidAs: MarginalCost["paidAs"];
  money: number;
  points: number;
  by: UserId;
  at: Date;
  expiresAt: Date;
}

const OFFER = `
  insert into shift_offers
         (shift_offer_id, open_shift_id, person_id, paid_as, money, points, offered_by, offered_at,
          expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict do nothing
`;

/** False when the person is asked already. */
export async function addShiftOffer(db: Queryable, offer: NewShiftOffer): Promise<boolean> {
  const { shiftOfferId, openShiftId, personId, paidAs, money, points, by, at, expiresAt } = offer;
  const { rowCount } = await db.query(OFFER, [
    ...[shiftOfferId, openShiftId, personId, paidAs, money, points, by, at, expiresAt],
  ]);
  return rowCount === 1;
}

const BACK_OUT = `
  update shift_offers
     set state = $2, answered_at = $3
   where shift_offer_id = $1 and state = 'offered'
  returning person_id as "personId", open_shift_id as "openShiftId"
`;

/** Declined by whoever is asked, or withdrawn by whoever asks; undefined when it is over or not theirs. */
export async function backOutOfOffer(
  db: Queryable,
  shiftOfferId: ShiftOfferId,
  { state, at }: { state: "declined" | "withdrawn"; at: Date },
): Promise<{ personId: PersonId; openShiftId: OpenShiftId } | undefined> {
  const { rows } = await db.query<{ personId: PersonId; openShiftId: OpenShiftId }>(BACK_OUT, [
    ...[shiftOfferId, state, at],
  ]);
  return rows[0];
}

const WITHDRAW_ALL = `
  update shift_offers
     set state = 'withdrawn', answered_at = $2
   where open_shift_id = $1 and state = 'offered'
  returning shift_offer_id as "shiftOfferId", person_id as "personId"
`;

/** Of a shift that is not open any more. Answers who was asked. */
export async function withdrawOffersOf(
  db: Queryable,
  openShiftId: OpenShiftId,
  at: Date,
): Promise<{ shiftOfferId: ShiftOfferId; personId: PersonId }[]> {
  const { rows } = await db.query<{ shiftOfferId: ShiftOfferId; personId: PersonId }>(
    WITHDRAW_ALL,
    [openShiftId, at],
  );
  return rows;
}

const ACCEPT = "select accept_shift_offer($1, $2)";

/** @throws with the constraint `offer_is_open`, `shift_is_open` or `shift_fits_the_roster` */
export async function acceptShiftOffer(
  db: Queryable,
  shiftOfferId: ShiftOfferId,
  at: Date,
): Promise<void> {
  await db.query(ACCEPT, [shiftOfferId, at]);
}

const EXPIRE = `
  update shift_offers
     set state = 'expired'
   where state = 'offered' and expires_at <= $1
`;

/** How many nobody has answered in time. */
export async function expireShiftOffers(db: Queryable, at: Date): Promise<number> {
  return (await db.query(EXPIRE, [at])).rowCount ?? 0;
}

/** What somebody is asked themselves. */
export interface OwnOfferRow {
  shiftOfferId: ShiftOfferId;
  openShiftId: OpenShiftId;
  rosterId: RosterId;
  personId: PersonId;
  on: string;
  unitId: UnitId;
  unitName: string;
  shiftName: string;
  startsAt: Date;
  endsAt: Date;
  state: ShiftOfferState;
  expiresAt: Date;
  paidAs: MarginalCost["paidAs"];
}

const OWN = `
  select offer.shift_offer_id as "shiftOfferId",
         offer.open_shift_id as "openShiftId",
         open.roster_id as "rosterId",
         offer.person_id as "personId",
         to_char(rosters.starts_on + open.day, 'YYYY-MM-DD') as "on",
         open.unit_id as "unitId",
         units.name as "unitName",
         open.shift_id as "shiftId",
         rosters.shifts,
         open.starts_at as "startsAt",
         open.ends_at as "endsAt",
         offer.state,
         offer.expires_at as "expiresAt",
         offer.paid_as as "paidAs"
    from shift_offers as offer
    join open_shifts as open using (open_shift_id)
    join rosters on rosters.roster_id = open.roster_id
    join units on units.unit_id = open.unit_id
`;
type FlatOwn = Omit<OwnOfferRow, "shiftName"> & { shiftId: ShiftId; shifts: unknown };

const toOwn = ({ shiftId, shifts, ...row }: FlatOwn): OwnOfferRow => ({
  ...row,
  shiftName: nameOfShift(shifts, shiftId),
});

const OF_PERSON = `${OWN}
   where offer.person_id = $1
     and open.starts_at > $2
     and (offer.state = 'offered' or offer.answered_at > $3)
   order by open.starts_at
   limit 50
`;

/** Those that are to be answered, and those that were answered since then, of shifts still to begin at `at`. */
export async function offersOfPerson(
  db: Queryable,
  personId: PersonId,
  { at, since }: { at: Date; since: Date },
): Promise<OwnOfferRow[]> {
  return (await db.query<FlatOwn>(OF_PERSON, [personId, at, since])).rows.map(toOwn);
}

const ONE = `${OWN}
   where offer.shift_offer_id = $1
`;

export async function findOwnOffer(
  db: Queryable,
  shiftOfferId: ShiftOfferId,
): Promise<OwnOfferRow | undefined> {
  const { rows } = await db.query<FlatOwn>(ONE, [shiftOfferId]);
  return rows[0] && toOwn(rows[0]);
}

const OF_SHIFT = `${OWN}
   where offer.open_shift_id = $1
`;

/** Everybody's who was asked for it. */
export async function ownOffersOfShift(
  db: Queryable,
  openShiftId: OpenShiftId,
): Promise<OwnOfferRow[]> {
  return (await db.query<FlatOwn>(OF_SHIFT, [openShiftId])).rows.map(toOwn);
}

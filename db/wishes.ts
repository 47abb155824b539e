import type { PersonId, ShiftRequestId } from "#models/rostering/roster-ids";
import type { Wish, WishTerms } from "#models/rostering/wish";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const LOCK = "select pg_advisory_xact_lock(hashtextextended('own-shifts ' || $1, 0))";

/** One command of a person after the other, whatever the screen: what is spent is counted once. */
export async function lockPerson(db: Queryable, personId: PersonId): Promise<void> {
  await db.query(LOCK, [personId]);
}

const WISHES = `
  select shift_request_id as "wishId",
         person_id as "personId",
         to_char(requested_on, 'YYYY-MM-DD') as "on",
         wants,
         shift_id as "shiftId",
         points
    from shift_requests
   where person_id = $1
     and points is not null
     and withdrawn_at is null
     and requested_on >= $2::date
     and requested_on < $3::date
   order by requested_on
`;

/** What a person has wished for themselves for the days from `from` until `to`, which is excluded. */
export async function wishesOf(
  db: Queryable,
  personId: PersonId,
  { from, to }: { from: string; to: string },
): Promise<Wish[]> {
  const { rows } = await db.query<Omit<Wish, "shiftId"> & { shiftId: Wish["shiftId"] | null }>(
    WISHES,
    [personId, from, to],
  );
  return rows.map(({ shiftId, ...wish }) => ({ ...wish, ...(shiftId && { shiftId }) }));
}

const ADD = `
  insert into shift_requests (person_id, requested_on, wants, shift_id, points, weight, made_by, made_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict do nothing
`;

/** False when there is a wish for the day already. */
export async function addWish(
  db: Queryable,
  wish: WishTerms & { personId: PersonId; weight: number; by: UserId; at: Date },
): Promise<boolean> {
  const { personId, on, wants, shiftId, points, weight, by, at } = wish;
  const values = [personId, on, wants, shiftId ?? null, points, weight, by, at];
  return (await db.query(ADD, values)).rowCount === 1;
}

const WITHDRAW = `
  update shift_requests
     set withdrawn_at = $3
   where shift_request_id = $1
     and person_id = $2
     and points is not null
     and withdrawn_at is null
`;

export async function withdrawWish(
  db: Queryable,
  { wishId, personId, at }: { wishId: ShiftRequestId; personId: PersonId; at: Date },
): Promise<boolean> {
  return (await db.query(WITHDRAW, [wishId, personId, at])).rowCount === 1;
}

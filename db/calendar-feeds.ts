import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { type FeedSecret, type FeedShift } from "#models/rostering/calendar-feed";
import type { PersonId } from "#models/rostering/roster-ids";
import { RosterShift } from "#models/rostering/roster-problem";
import { shiftInstants } from "#models/rostering/shift-instants";
import type { Queryable } from "./pool";

export const newFeedSecret = (): FeedSecret => `wcf_${randomBytes(32).toString("base64url")}`;

/** A plain SHA-256 is enough: it is 256 random bits, and no password. */
export const hashOfFeedSecret = (secret: FeedSecret): Buffer =>
  createHash("sha256").update(secret, "utf8").digest();

/** What a person is told of their link: never the link itself again. */
export interface OwnFeed {
  madeAt: Date;
  lastReadAt: Date | null;
}

const OWN = `
  select made_at as "madeAt", last_read_at as "lastReadAt"
    from calendar_feeds
   where person_id = $1
     and revoked_at is null
`;

/** Undefined without a link that is good. */
export async function ownFeed(db: Queryable, personId: PersonId): Promise<OwnFeed | undefined> {
  const { rows } = await db.query<OwnFeed>(OWN, [personId]);
  return rows[0];
}

const RENEW = `
  insert into calendar_feeds (person_id, secret_hash, made_at)
  values ($1, $2, $3)
      on conflict (person_id) do update
     set secret_hash = $2,
         made_at = $3,
         last_read_at = null,
         revoked_at = null
`;

/** A new link in place of the one before, which leads nowhere from now on. It is stored nowhere. */
export async function renewFeed(db: Queryable, personId: PersonId, at: Date): Promise<FeedSecret> {
  const secret = newFeedSecret();
  await db.query(RENEW, [personId, hashOfFeedSecret(secret), at]);
  return secret;
}

const REVOKE = `
  update calendar_feeds
     set secret_hash = null,
         revoked_at = $2
   where person_id = $1
     and revoked_at is null
`;

export async function revokeFeed(db: Queryable, personId: PersonId, at: Date): Promise<boolean> {
  return (await db.query(REVOKE, [personId, at])).rowCount === 1;
}

const OPEN = `select open_calendar_feed($1, $2) as "personId"`;

/** Whose link it is, noting that it was used; undefined for one that is revoked, or was never good. */
export async function openFeed(
  db: Queryable,
  secret: FeedSecret,
  at: Date,
): Promise<PersonId | undefined> {
  const { rows } = await db.query<{ personId: PersonId | null }>(OPEN, [
    hashOfFeedSecret(secret),
    at,
  ]);
  return rows[0]?.personId ?? undefined;
}

const SHIFTS = `
  select cell.roster_id || '-' || cell.day as key,
         to_char(rosters.starts_on + cell.day, 'YYYY-MM-DD') as "on",
         rosters.time_zone as "timeZone",
         (select shift
            from jsonb_array_elements(rosters.shifts) as shift
           where shift ->> 'shiftId' = cell.shift_id) as shift,
         units.code as "unitCode",
         greatest(cell.changed_at, rosters.published_at) as "changedAt"
    from roster_cells as cell
    join rosters using (roster_id)
    join units on units.unit_id = cell.unit_id
   where cell.person_id = $1
     and cell.shift_id is not null
     and rosters.state <> 'draft'
     and rosters.starts_on + cell.day >= $2::date
   order by rosters.starts_on + cell.day
   limit 1000
`;

const ShiftRow = z.object({
  key: z.string(),
  on: z.string(),
  timeZone: z.string(),
  shift: RosterShift,
  unitCode: z.string(),
  changedAt: z.date(),
});

/** A person's published shifts from an instant on, by the codes alone. */
export async function feedShifts(
  db: Queryable,
  personId: PersonId,
  from: Date,
): Promise<FeedShift[]> {
  const { rows } = await db.query(SHIFTS, [personId, from]);
  return z
    .array(ShiftRow)
    .parse(rows)
    .map(({ key, on, timeZone, shift, unitCode, changedAt }) => {
      const calendar = { startsOn: on, timeZone, shifts: [shift] };
      const { startAt, endAt } = shiftInstants(calendar)(shift.shiftId, 0);
      return {
        ...{ key, shiftCode: shift.code, unitCode, changedAt },
        ...{ startsAt: new Date(startAt), endsAt: new Date(endAt) },
      };
    });
}

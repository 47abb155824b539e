import type { SiteId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { int4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { CountSource } from "./census";
import type { Queryable } from "./pool";

/** Who came to a site's emergency department in one hour. */
export interface HourlyArrivals {
  /** Its beginning. */
  hour: Date;
  siteId: SiteId;
  arrivals: number;
  source: CountSource;
}

const arrivalsFrom = (
  relation: "hourly_emergency_arrivals" | "readable_hourly_emergency_arrivals",
) => `
  select hour, site_id as "siteId", arrivals, source
    from ${relation}
   where hour >= $1
     and hour < $2
     and ($3::uuid is null or site_id = $3)
   order by site_id, hour
`;
const ARRIVALS = arrivalsFrom("hourly_emergency_arrivals");
const READABLE_ARRIVALS = arrivalsFrom("readable_hourly_emergency_arrivals");

/** By site, then in the order of time: of one site or of all. For jobs. */
export async function hourlyEmergencyArrivals(
  db: Queryable,
  { from, to }: TimeRange,
  siteId?: SiteId,
): Promise<HourlyArrivals[]> {
  const { rows } = await db.query<HourlyArrivals>(ARRIVALS, [from, to, siteId ?? null]);
  return rows;
}

/** The same for the acting person: nothing for somebody who may not see the hospital's capacity. */
export async function readableEmergencyArrivals(
  db: Queryable,
  { from, to }: TimeRange,
  siteId?: SiteId,
): Promise<HourlyArrivals[]> {
  const { rows } = await db.query<HourlyArrivals>(READABLE_ARRIVALS, [from, to, siteId ?? null]);
  return rows;
}

const SAVE_ARRIVALS = `
  insert into hourly_emergency_arrivals as known (hour, site_id, arrivals, source)
  select hour, site_id, arrivals, $4
    from unnest($1::timestamptz[], $2::uuid[], $3::int[]) as counted (hour, site_id, arrivals)
      on conflict (site_id, hour) do update
     set arrivals = excluded.arrivals,
         source = excluded.source
   where known.source <> 'made-up'
`;

/** Writes hours of one source; an hour that is there is written anew, but for one made up. A few thousand rows at a time. */
export async function saveEmergencyArrivals(
  db: Queryable,
  rows: readonly Omit<HourlyArrivals, "source">[],
  source: CountSource,
): Promise<void> {
  await db.query(SAVE_ARRIVALS, [
    timestamptzArray(rows.map(({ hour }) => hour.getTime())),
    uuidArray(rows.map(({ siteId }) => siteId)),
    int4Array(rows.map(({ arrivals }) => arrivals)),
    source,
  ]);
}

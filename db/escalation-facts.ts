import {
  ARRIVAL_HOURS,
  BOARD_UNUSED_AFTER_DAYS,
  type EscalationFacts,
  FORECAST_OLD_AFTER_HOURS,
} from "#models/escalation/escalation-facts";
import { censusUnits } from "./census";
import type { Queryable } from "./pool";

const BEDS = `
  select units.unit_id as "unitId",
         count(stay.bed_id)::int as "occupied",
         count(*) filter (where in_use)::int as "inUse",
         count(*) filter (where in_use
           and (status.cleaning <> 'none' or status.block_reason is not null))::int as "closed",
         count(*) filter (where in_use
           and stay.bed_id is null
           and status.cleaning = 'none'
           and status.block_reason is null
           and not exists (select from bed_reservations as kept
                            where kept.bed_id = beds.bed_id
                              and kept.ended_at is null
                              and kept.until > $1))::int as "free"
    from units
    join beds using (unit_id)
    left join bed_stays as stay
      on stay.bed_id = beds.bed_id
     and stay.during @> $1::timestamptz
    left join bed_statuses as status on status.bed_id = beds.bed_id
   group by units.unit_id
`;

interface BedCounts {
  unitId: string;
  occupied: number;
  inUse: number;
  closed: number;
  free: number;
}

// Beds of which nobody has told anything are not known to be empty.
const IS_FED = `select exists (select from bed_stays) as "isFed"`;

const BOARDING = `
  select count(*) filter (where ended_at is null)::int as patients,
         coalesce(extract(epoch from $1 - min(requested_at) filter (where ended_at is null)), 0)::float8
           / 3600 as "longestHours"
    from bed_requests
   where ended_at is null
      or requested_at > $1::timestamptz - make_interval(days => $2)
  having count(*) > 0
`;

// An hour that one site has not counted, or that nobody forecast before it began, makes the sum unknown.
const ARRIVALS = `
  with wanted as (
    select site_id, hour
      from (select distinct site_id from units where kind = 'emergency') as sites,
           generate_series(date_trunc('hour', $1::timestamptz) - make_interval(hours => $2),
                           date_trunc('hour', $1::timestamptz) - interval '1 hour',
                           interval '1 hour') as hour
  ), expected as (
    select distinct on (site_id, target_at) site_id, target_at, mean
      from forecast_values
      join forecast_issues using (forecast_issue_id)
     where kind = 'arrivals'
       and not is_hindcast
       and target_at >= date_trunc('hour', $1::timestamptz) - make_interval(hours => $2)
       and target_at < date_trunc('hour', $1::timestamptz)
       and issued_at <= target_at
     order by site_id, target_at, issued_at desc
  )
  select sum(arrivals)::int as counted,
         sum(mean)::float8 as expected
    from wanted
    left join hourly_emergency_arrivals using (site_id, hour)
    left join expected on expected.site_id = wanted.site_id and expected.target_at = wanted.hour
  having count(*) > 0
     and bool_and(arrivals is not null and mean is not null)
`;

const AHEAD = `
  select beds_short as "bedsShort", exceedance
    from escalation_outlooks
   where issued_at > $1::timestamptz - make_interval(hours => $2)
   order by issued_at desc
   limit 1
`;

/** What the level is made of, counted at that instant, for the whole hospital. For the service. */
export async function readEscalationFacts(db: Queryable, at: Date): Promise<EscalationFacts> {
  const units = await censusUnits(db, at);
  const { rows: beds } = await db.query<BedCounts>(BEDS, [at]);
  const { rows: fed } = await db.query<{ isFed: boolean }>(IS_FED);
  const isFed = fed[0]?.isFed ?? false;
  const counts = new Map(beds.map((each) => [each.unitId, each]));
  const placed = units
    .filter(({ kind }) => kind !== "emergency")
    .map((unit) => ({ ...unit, ...(counts.get(unit.unitId) ?? NO_BEDS) }));
  const intensive = placed.filter(({ kind }) => kind === "intensive");

  const boarding = await db.query<{ patients: number; longestHours: number }>(BOARDING, [
    at,
    BOARD_UNUSED_AFTER_DAYS,
  ]);
  const arrivals = await db.query<{ counted: number; expected: number }>(ARRIVALS, [
    at,
    ARRIVAL_HOURS,
  ]);
  const ahead = await db.query<{ bedsShort: number | null; exceedance: number | null }>(AHEAD, [
    at,
    FORECAST_OLD_AFTER_HOURS,
  ]);
  return {
    inpatients: isFed ? sum(placed.map(({ occupied }) => occupied)) : undefined,
    staffedBeds: sum(placed.map(({ staffedBeds }) => staffedBeds)),
    bedsInUse: sum(placed.map(({ inUse }) => inUse)),
    closedBeds: sum(placed.map(({ closed }) => closed)),
    freeIntensiveBeds:
      isFed && intensive.length > 0
        ? // A clean bed without a nurse takes nobody.
          sum(
            intensive.map((unit) =>
              Math.min(unit.free, Math.max(0, unit.staffedBeds - unit.occupied)),
            ),
          )
        : undefined,
    boarding: boarding.rows[0],
    arrivals: arrivals.rows[0],
    ahead: ahead.rows[0] && {
      "beds-short": ahead.rows[0].bedsShort ?? undefined,
      exceedance: ahead.rows[0].exceedance ?? undefined,
    },
  };
}

const NO_BEDS = { occupied: 0, inUse: 0, closed: 0, free: 0 };
const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);

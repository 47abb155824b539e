import type { Queryable } from "./pool";

export interface RegionalFluWeek {
  /** The Saturday, `yyyy-mm-dd`. */
  weekEndsOn: string;
  admissions: number;
}

const WEEKS = `
  select to_char(week_ends_on, 'YYYY-MM-DD') as "weekEndsOn", admissions
    from regional_flu_admissions
   where location = $1
     and week_ends_on >= $2::date
   order by week_ends_on
`;

/** Of one place (FIPS code, or `US`), in the order of time. For jobs and for people alike. */
export async function regionalFluWeeks(
  db: Queryable,
  location: string,
  since: string,
): Promise<RegionalFluWeek[]> {
  const { rows } = await db.query<RegionalFluWeek>(WEEKS, [location, since]);
  return rows;
}

const FORGET_OTHERS = `
  delete from regional_flu_admissions
   where location = $1
     and week_ends_on <> all ($2::date[])
`;
const SAVE_WEEKS = `
  insert into regional_flu_admissions as known (location, week_ends_on, admissions)
  select $1, week_ends_on, admissions
    from unnest($2::date[], $3::int[]) as reported (week_ends_on, admissions)
      on conflict (location, week_ends_on) do update
     set admissions = excluded.admissions
   where known.admissions <> excluded.admissions
`;

/** Takes the newest publication for all of the truth: a week that it has withdrawn is no longer there. */
export async function saveRegionalFluWeeks(
  db: Queryable,
  location: string,
  weeks: readonly RegionalFluWeek[],
): Promise<void> {
  const days = weeks.map(({ weekEndsOn }) => weekEndsOn);
  await db.query(FORGET_OTHERS, [location, days]);
  await db.query(SAVE_WEEKS, [
    location,
    days,
    weeks.map(({ admissions }) => Math.round(admissions)),
  ]);
}

/** How the last reading of the regional data went; undefined when none was tried. */
export interface RegionalFluRead {
  triedAt: Date;
  /** What is to be done about it; null after a success. */
  failure: string | null;
  readAt: Date | null;
  digest: string | null;
  location: string | null;
  /** The Saturday of the newest week that was reported. */
  reportedUntil: string | null;
}

const READ = `
  select tried_at as "triedAt",
         failure,
         read_at as "readAt",
         digest,
         location,
         to_char(reported_until, 'YYYY-MM-DD') as "reportedUntil"
    from regional_flu_reads
`;

export async function regionalFluRead(db: Queryable): Promise<RegionalFluRead | undefined> {
  const { rows } = await db.query<RegionalFluRead>(READ);
  return rows[0];
}

const SAVE_READ = `
  insert into regional_flu_reads (tried_at, read_at, digest, location, reported_until)
  values ($1, $1, $2, $3, $4::date)
      on conflict (is_only) do update
     set tried_at = excluded.tried_at,
         failure = null,
         read_at = excluded.read_at,
         digest = excluded.digest,
         location = excluded.location,
         reported_until = excluded.reported_until
`;

export async function saveRegionalFluRead(
  db: Queryable,
  read: { at: Date; digest: string; location: string; reportedUntil: string },
): Promise<void> {
  await db.query(SAVE_READ, [read.at, read.digest, read.location, read.reportedUntil]);
}

const SAVE_FAILURE = `
  insert into regional_flu_reads (tried_at, failure)
  values ($1, $2)
      on conflict (is_only) do update
     set tried_at = excluded.tried_at, failure = excluded.failure
`;

/** What was read before stays known. */
export async function saveRegionalFluFailure(
  db: Queryable,
  { at, failure }: { at: Date; failure: string },
): Promise<void> {
  await db.query(SAVE_FAILURE, [at, failure]);
}

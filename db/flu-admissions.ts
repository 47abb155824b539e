import type { CountSource } from "./census";
import type { Queryable } from "./pool";

/** Admissions for laboratory-confirmed influenza in one week of the hospital. */
export interface WeeklyFluAdmissions {
  /** The Saturday, `yyyy-mm-dd`. */
  weekEndsOn: string;
  general: number;
  intensive: number;
  source: CountSource;
}

const WEEKLY = `
  select to_char(week_ends_on, 'YYYY-MM-DD') as "weekEndsOn", general, intensive, source
    from weekly_flu_admissions
   where week_ends_on >= $1::date
   order by week_ends_on
`;

/** In the order of time, from the week that ends on `since` (`yyyy-mm-dd`). For jobs and for people alike. */
export async function weeklyFluAdmissions(
  db: Queryable,
  since: string,
): Promise<WeeklyFluAdmissions[]> {
  const { rows } = await db.query<WeeklyFluAdmissions>(WEEKLY, [since]);
  return rows;
}

const SAVE = `
  insert into weekly_flu_admissions (week_ends_on, general, intensive, source)
  select week_ends_on, general, intensive, $4
    from unnest($1::date[], $2::int[], $3::int[]) as counted (week_ends_on, general, intensive)
      on conflict (week_ends_on) do update
     set general = excluded.general,
         intensive = excluded.intensive,
         source = excluded.source
`;

/** Writes weeks of one source; a week that is there is written anew. */
export async function saveWeeklyFluAdmissions(
  db: Queryable,
  weeks: readonly Omit<WeeklyFluAdmissions, "source">[],
  source: CountSource,
): Promise<void> {
  await db.query(SAVE, [
    weeks.map(({ weekEndsOn }) => weekEndsOn),
    weeks.map(({ general }) => general),
    weeks.map(({ intensive }) => intensive),
    source,
  ]);
}

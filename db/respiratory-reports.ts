import { ReportValues } from "#models/respiratory-report/report-fields";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A weekly respiratory report without its figures. */
export interface ReportStanding {
  /** The Saturday, `yyyy-mm-dd`. */
  weekEndsOn: string;
  version: number;
  /** The names of who saved it last, and of who submitted it. */
  savedBy: string;
  savedAt: Date;
  submittedBy: string | undefined;
  /** Undefined: a draft. */
  submittedAt: Date | undefined;
}

export interface RespiratoryReport extends ReportStanding {
  figures: ReportValues;
}

interface StandingRow extends Omit<ReportStanding, "submittedBy" | "submittedAt"> {
  submittedBy: string | null;
  submittedAt: Date | null;
}

const standingOf = (row: StandingRow): ReportStanding => ({
  weekEndsOn: row.weekEndsOn,
  version: row.version,
  savedBy: row.savedBy,
  savedAt: row.savedAt,
  submittedBy: row.submittedBy ?? undefined,
  submittedAt: row.submittedAt ?? undefined,
});

const STANDING = `
         to_char(report.week_ends_on, 'YYYY-MM-DD') as "weekEndsOn",
         report.version,
         saver.name as "savedBy",
         report.saved_at as "savedAt",
         submitter.name as "submittedBy",
         report.submitted_at as "submittedAt"
    from respiratory_reports as report
    join users as saver on saver.user_id = report.saved_by
    left join users as submitter on submitter.user_id = report.submitted_by
`;

const LIST = `
  select ${STANDING}
   where report.week_ends_on >= $1::date
   order by report.week_ends_on desc
`;

/** From the week that ends on `since` on, the newest first. */
export async function respiratoryReports(db: Queryable, since: string): Promise<ReportStanding[]> {
  const { rows } = await db.query<StandingRow>(LIST, [since]);
  return rows.map(standingOf);
}

const ONE = `
  select report.figures, ${STANDING}
   where report.week_ends_on = $1::date
`;

/** Undefined for a week of which nothing was saved. Throws when what is stored is no report. */
export async function findRespiratoryReport(
  db: Queryable,
  weekEndsOn: string,
): Promise<RespiratoryReport | undefined> {
  const { rows } = await db.query<StandingRow & { figures: unknown }>(ONE, [weekEndsOn]);
  return rows[0] && { ...standingOf(rows[0]), figures: ReportValues.parse(rows[0].figures) };
}

export interface ReportToSave {
  weekEndsOn: string;
  figures: ReportValues;
  by: UserId;
  at: Date;
  /** The version that was changed; 0 where nothing was saved. */
  version: number;
  isSubmitted: boolean;
}

const BEGIN = `
  insert into respiratory_reports (week_ends_on, figures, saved_by, saved_at)
  values ($1, $2, $3, $4)
      on conflict do nothing
`;

const CHANGE = `
  update respiratory_reports
     set figures = $2,
         version = version + 1,
         saved_by = $3,
         saved_at = $4,
         submitted_by = case when $6 then $3::uuid end,
         submitted_at = case when $6 then $4::timestamptz end
   where week_ends_on = $1
     and version = $5
     and submitted_at is null
`;

/**
 * Saves a draft, or submits the report, which locks it; in a transaction of the caller's. Answers its new
 * version; undefined when it is no longer the version that was changed, or was submitted meanwhile.
 */
export async function saveRespiratoryReport(
  db: Queryable,
  { weekEndsOn, figures, by, at, version, isSubmitted }: ReportToSave,
): Promise<number | undefined> {
  const values = [weekEndsOn, JSON.stringify(figures), by, at];
  let saved = version;
  if (version === 0) {
    if ((await db.query(BEGIN, values)).rowCount !== 1) return undefined;
    if (!isSubmitted) return 1;
    saved = 1;
  }
  const { rowCount } = await db.query(CHANGE, [...values, saved, isSubmitted]);
  return rowCount === 1 ? saved + 1 : undefined;
}

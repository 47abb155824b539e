import type { NurseDemand } from "#models/nurse-demand/nurse-demand";
import { NurseRules } from "#models/nurse-demand/nurse-rules";
import type { UnitId } from "#models/shared/ids";
import { int4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { Queryable } from "./pool";

/** The demand that was made from one census forecast, and the rules that it was made by. */
export interface NurseDemandIssue {
  /** When the census forecast was issued. */
  issuedAt: Date;
  rules: NurseRules;
  demand: readonly NurseDemand[];
}

const SAVE_ISSUE = `
  insert into nurse_demand_issues (issued_at, rules)
  values ($1, $2)
      on conflict do nothing
`;

// Quantiles as the text of an array each: arrays of arrays do not unnest into arrays.
const SAVE_DEMANDS = `
  insert into nurse_demands
         (issued_at, unit_id, shift, starts_at, ends_at, skill, minimum, target, quantiles)
  select $1, unit_id, shift, starts_at, ends_at, skill, minimum, target, quantiles::int[]
    from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::int[],
                $8::int[], $9::text[])
      as demand (unit_id, shift, starts_at, ends_at, skill, minimum, target, quantiles)
`;

/** False when there is one of that instant already. A transaction is the caller's. */
export async function saveNurseDemand(
  db: Queryable,
  { issuedAt, rules, demand }: NurseDemandIssue,
): Promise<boolean> {
  const { rowCount } = await db.query(SAVE_ISSUE, [issuedAt, JSON.stringify(rules)]);
  if (rowCount !== 1) return false;
  await db.query(SAVE_DEMANDS, [
    issuedAt,
    uuidArray(demand.map(({ unitId }) => unitId)),
    demand.map(({ shift }) => shift),
    timestamptzArray(demand.map(({ startsAt }) => startsAt.getTime())),
    timestamptzArray(demand.map(({ endsAt }) => endsAt.getTime())),
    demand.map(({ skill }) => skill ?? null),
    int4Array(demand.map(({ minimum }) => minimum)),
    int4Array(demand.map(({ target }) => target)),
    demand.map(({ quantiles }) => `{${quantiles.join(",")}}`),
  ]);
  return true;
}

const NEWEST = `
  select issued_at as "issuedAt", rules
    from nurse_demand_issues
   where issued_at <= $1
   order by issued_at desc
   limit 1
`;

const DEMANDS = `
  select demand.unit_id as "unitId",
         demand.shift,
         demand.starts_at as "startsAt",
         demand.ends_at as "endsAt",
         demand.skill,
         demand.minimum,
         demand.target,
         demand.quantiles
    from nurse_demands as demand
    join units using (unit_id)
   where demand.issued_at = $1
   order by units.display_order, units.name, demand.starts_at, demand.skill
`;

/**
 * The newest demand that was issued until `at`: what a roster is to cover. Undefined before the first, and for
 * somebody who may not see the hospital's capacity.
 */
export async function newestNurseDemand(
  db: Queryable,
  at: Date,
): Promise<NurseDemandIssue | undefined> {
  const issues = await db.query<{ issuedAt: Date; rules: unknown }>(NEWEST, [at]);
  const issue = issues.rows[0];
  if (!issue) return undefined;
  type Row = Omit<NurseDemand, "skill" | "unitId"> & { unitId: UnitId; skill: string | null };
  const { rows } = await db.query<Row>(DEMANDS, [issue.issuedAt]);
  return {
    issuedAt: issue.issuedAt,
    rules: NurseRules.parse(issue.rules),
    demand: rows.map(({ skill, ...row }) => ({ ...row, ...(skill !== null && { skill }) })),
  };
}

/** When the newest demand's census forecast was issued; undefined before the first. */
export async function newestNurseDemandIssuedAt(db: Queryable): Promise<Date | undefined> {
  const { rows } = await db.query<{ issuedAt: Date | null }>(
    `select max(issued_at) as "issuedAt" from nurse_demand_issues`,
  );
  return rows[0]?.issuedAt ?? undefined;
}

const DROP_OLD = "delete from nurse_demand_issues where issued_at < $1";

/** Drops what was issued before; answers how many issues. */
export async function dropNurseDemandBefore(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(DROP_OLD, [before]);
  return rowCount ?? 0;
}

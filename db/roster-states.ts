import type { RosterId } from "#models/rostering/roster-ids";
import type { RosterSettings } from "#models/rostering/roster-settings";
import type { UserId } from "#models/shared/ids";
import { databaseFault } from "./database-fault";
import type { Queryable } from "./pool";

// Each in a transaction that holds the roster, and followed by the change that notes it.

const PUBLISH = `
  update rosters
     set state = 'published', published_by = $2, published_at = $3, locked_by = null, locked_at = null
   where roster_id = $1
`;
const MARK_UNITS = "update roster_units set is_published = true where roster_id = $1";

/** @throws by constraint when a unit has another published roster on one of the days: {@link publishedElsewhere}. */
export async function markPublished(
  db: Queryable,
  rosterId: RosterId,
  { by, at }: { by: UserId | null; at: Date },
): Promise<void> {
  await db.query(PUBLISH, [rosterId, by, at]);
  await db.query(MARK_UNITS, [rosterId]);
}

export const publishedElsewhere = (cause: unknown): boolean =>
  databaseFault(cause)?.constraint === "one_published_roster_per_unit";

const LOCK = `
  update rosters set state = 'locked', locked_by = $2, locked_at = $3 where roster_id = $1
`;

export async function markLocked(
  db: Queryable,
  rosterId: RosterId,
  { by, at }: { by: UserId | null; at: Date },
): Promise<void> {
  await db.query(LOCK, [rosterId, by, at]);
}

const REOPEN = `
  update rosters set state = 'published', locked_by = null, locked_at = null where roster_id = $1
`;

/** From locked back to published. */
export async function markReopened(db: Queryable, rosterId: RosterId): Promise<void> {
  await db.query(REOPEN, [rosterId]);
}

const CHANGE_SETTINGS = `
  update rosters
     set name = coalesce($2, name),
         shifts = coalesce($3, shifts),
         rule_sets = coalesce($4, rule_sets),
         rules = coalesce($5, rules),
         prices = coalesce($6, prices),
         demand = coalesce($7, demand)
   where roster_id = $1
`;
const orNull = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value);

/** What is absent stays as it is. */
export async function changeSettings(
  db: Queryable,
  rosterId: RosterId,
  {
    name,
    settings,
  }: {
    name?: string | undefined;
    settings: { [Key in keyof RosterSettings]?: RosterSettings[Key] | undefined };
  },
): Promise<void> {
  const { shifts, ruleSetIds, rules, prices, demand } = settings;
  await db.query(CHANGE_SETTINGS, [
    ...[rosterId, name ?? null, orNull(shifts), ruleSetIds ?? null],
    ...[orNull(rules), orNull(prices), orNull(demand)],
  ]);
}

/** Of a draft alone: false when it is none, or not theirs. */
export async function discardRoster(db: Queryable, rosterId: RosterId): Promise<boolean> {
  const { rowCount } = await db.query("delete from rosters where roster_id = $1", [rosterId]);
  return rowCount === 1;
}

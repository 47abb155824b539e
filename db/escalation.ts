import { z } from "zod";
import { EscalationCourse, type EscalationStanding } from "#models/escalation/escalation-course";
import { EscalationLevel } from "#models/escalation/escalation-level";
import type { EscalationForecast } from "#models/escalation/escalation-forecast";
import { StoredFinding, StoredOutlook } from "#models/escalation/stored-finding";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

export const EscalationLevelId = z.uuid().brand<"EscalationLevelId">();
export type EscalationLevelId = z.infer<typeof EscalationLevelId>;

/** A stretch of one level, with what made it. */
export interface EscalationStretch {
  escalationLevelId: EscalationLevelId;
  beganAt: Date;
  level: EscalationLevel;
  /** As it was when it began. */
  isAtLeast: boolean;
  rulesVersion: number;
  finding: StoredFinding;
}

/** The level that counts, as it was last looked at. */
export interface EscalationNow extends EscalationStretch {
  lookedAt: Date;
  course: EscalationCourse;
}

interface StretchRow {
  escalationLevelId: EscalationLevelId;
  beganAt: Date;
  level: number;
  isAtLeast: boolean;
  rulesVersion: number;
  finding: unknown;
}

const NOW = `
  select stretch.escalation_level_id as "escalationLevelId",
         stretch.began_at as "beganAt",
         stretch.level,
         present.is_at_least as "isAtLeast",
         present.rules_version as "rulesVersion",
         present.finding,
         present.looked_at as "lookedAt",
         present.course
    from escalation_now as present
    join escalation_levels as stretch using (escalation_level_id)
`;

/** Undefined before anybody has looked, and for somebody who may not see it. */
export async function escalationNow(db: Queryable): Promise<EscalationNow | undefined> {
  const { rows } = await db.query<StretchRow & { lookedAt: Date; course: unknown }>(NOW);
  const row = rows[0];
  if (!row) return undefined;
  return {
    ...stretchOf(row),
    lookedAt: row.lookedAt,
    course: EscalationCourse.parse(row.course),
  };
}

const PAST = `
  select escalation_level_id as "escalationLevelId",
         began_at as "beganAt",
         level,
         is_at_least as "isAtLeast",
         rules_version as "rulesVersion",
         finding
    from escalation_levels
   order by began_at desc
   limit $1
`;

/** The newest first, the one that lasts among them. */
export async function escalationHistory(
  db: Queryable,
  limit: number,
): Promise<EscalationStretch[]> {
  const { rows } = await db.query<StretchRow>(PAST, [limit]);
  return rows.map(stretchOf);
}

const AT = `
  select escalation_level_id as "escalationLevelId",
         began_at as "beganAt",
         level,
         is_at_least as "isAtLeast",
         rules_version as "rulesVersion",
         finding
    from escalation_levels
   where began_at <= $1
   order by began_at desc
   limit 1
`;

/** The level that counted at an instant of the past, with what made it when it began; undefined before the first. */
export async function escalationAt(
  db: Queryable,
  at: Date,
): Promise<EscalationStretch | undefined> {
  const { rows } = await db.query<StretchRow>(AT, [at]);
  return rows[0] && stretchOf(rows[0]);
}

const stretchOf = (row: StretchRow): EscalationStretch => ({
  escalationLevelId: row.escalationLevelId,
  beganAt: row.beganAt,
  level: EscalationLevel.parse(row.level),
  isAtLeast: row.isAtLeast,
  rulesVersion: row.rulesVersion,
  finding: StoredFinding.parse(row.finding),
});

// Whoever looks waits for whoever is at it: a course is followed by one after the other.
const TAKE_TURN = `select pg_advisory_xact_lock(hashtext('escalation'))`;

const BEGIN_LEVEL = `
  insert into escalation_levels (began_at, level, is_at_least, rules_version, finding)
  values ($1, $2, $3, $4, $5)
  returning escalation_level_id as "escalationLevelId"
`;

const LOOK = `
  insert into escalation_now
         (escalation_level_id, looked_at, is_at_least, rules_version, finding, course)
  values ($1, $2, $3, $4, $5, $6)
      on conflict (is_now) do update
     set escalation_level_id = excluded.escalation_level_id,
         looked_at = excluded.looked_at,
         is_at_least = excluded.is_at_least,
         rules_version = excluded.rules_version,
         finding = excluded.finding,
         course = excluded.course
`;

/**
 * Follows the level's course by one look, in a transaction of the caller's, who is the only one at it. A
 * level that begins is told to every screen at the commit. Answers whether one began.
 */
export async function lookAtEscalation(
  client: Queryable,
  look: (before: EscalationCourse | undefined) => Promise<EscalationStanding>,
  rulesVersion: number,
): Promise<boolean> {
  await client.query(TAKE_TURN);
  const before = await escalationNow(client);
  const { course, finding, isAtLeast } = await look(before?.course);
  const begins = before?.course.since !== course.since || before.level !== course.level;
  const stored = JSON.stringify(finding);
  const id = begins ? await beginLevel(client, course, isAtLeast, rulesVersion, stored) : undefined;
  await client.query(LOOK, [
    id ?? before?.escalationLevelId,
    new Date(course.seenAt),
    isAtLeast,
    rulesVersion,
    stored,
    JSON.stringify(course),
  ]);
  return begins;
}

async function beginLevel(
  client: Queryable,
  { level, since }: EscalationCourse,
  isAtLeast: boolean,
  rulesVersion: number,
  finding: string,
): Promise<EscalationLevelId> {
  const { rows } = await client.query<{ escalationLevelId: EscalationLevelId }>(BEGIN_LEVEL, [
    new Date(since),
    level,
    isAtLeast,
    rulesVersion,
    finding,
  ]);
  const [begun] = rows;
  if (!begun) throw new Error("a level was not stored");
  return begun.escalationLevelId;
}

/** What a census forecast says of the level, and the rules that it went by. */
export interface StoredEscalationOutlook extends EscalationForecast {
  /** When the census forecast was issued. */
  issuedAt: Date;
  rulesVersion: number;
}

const SAVE_OUTLOOK = `
  insert into escalation_outlooks (issued_at, rules_version, outlook, beds_short, exceedance)
  values ($1, $2, $3, $4, $5)
      on conflict (issued_at) do update
     set rules_version = excluded.rules_version,
         outlook = excluded.outlook,
         beds_short = excluded.beds_short,
         exceedance = excluded.exceedance
`;

export async function saveEscalationOutlook(
  db: Queryable,
  { issuedAt, rulesVersion, outlook, bedsShort, exceedance }: StoredEscalationOutlook,
): Promise<void> {
  const stored = JSON.stringify(outlook);
  await db.query(SAVE_OUTLOOK, [issuedAt, rulesVersion, stored, bedsShort, exceedance]);
}

const NEWEST_OUTLOOK = `
  select issued_at as "issuedAt",
         rules_version as "rulesVersion",
         outlook,
         beds_short as "bedsShort",
         exceedance
    from escalation_outlooks
   order by issued_at desc
   limit 1
`;

/** Undefined before the first census forecast. */
export async function newestEscalationOutlook(
  db: Queryable,
): Promise<StoredEscalationOutlook | undefined> {
  const { rows } = await db.query<StoredEscalationOutlook & { outlook: unknown }>(NEWEST_OUTLOOK);
  return rows[0] && { ...rows[0], outlook: StoredOutlook.parse(rows[0].outlook) };
}

export interface DoneAction {
  actionId: string;
  /** The name of who did it. */
  doneBy: string;
  doneAt: Date;
}

const DONE = `
  select action_id as "actionId", users.name as "doneBy", done_at as "doneAt"
    from escalation_actions_done
    join users on users.user_id = done_by
   where escalation_level_id = $1
   order by done_at
`;

/** What of a stretch's action card was ticked. */
export async function doneEscalationActions(
  db: Queryable,
  escalationLevelId: EscalationLevelId,
): Promise<DoneAction[]> {
  const { rows } = await db.query<DoneAction>(DONE, [escalationLevelId]);
  return rows;
}

const TICK = `
  insert into escalation_actions_done (escalation_level_id, action_id, done_by, done_at)
  select escalation_level_id, $2, $3, $4
    from escalation_now
   where escalation_level_id = $1
      on conflict do nothing
`;

const UNTICK = `
  delete from escalation_actions_done
   where escalation_level_id = $1
     and action_id = $2
`;

interface Mark {
  escalationLevelId: EscalationLevelId;
  actionId: string;
  by: UserId;
  at: Date;
}

/** Ticks an action of the level that counts, once; the same again, and one of a level that is over, change nothing. */
export async function markActionDone(db: Queryable, mark: Mark): Promise<void> {
  await db.query(TICK, [mark.escalationLevelId, mark.actionId, mark.by, mark.at]);
}

/** Takes the tick back. */
export async function markActionOpen(
  db: Queryable,
  { escalationLevelId, actionId }: Pick<Mark, "escalationLevelId" | "actionId">,
): Promise<void> {
  await db.query(UNTICK, [escalationLevelId, actionId]);
}

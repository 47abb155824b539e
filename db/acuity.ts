import type { AcuityClass } from "#models/acuity/acuity-class";
import type { AcuityFinding } from "#models/acuity/acuity-of";
import type {
  AcuityOverride,
  AcuityOverrideId,
  AcuityOverrideReason,
} from "#models/acuity/acuity-override";
import { type AcuityCounts, countAcuity } from "#models/acuity/unit-acuity";
import type { EncounterId, UnitId, UserId } from "#models/shared/ids";
import { databaseFault } from "./database-fault";
import type { Queryable } from "./pool";

/** The class that the rules found, from `at` on. */
export interface AcuityChange extends AcuityFinding {
  encounterId: EncounterId;
  at: Date;
}

// An array of arrays would have to be of one length; the ids of rules have no comma.
const SAVE_CHANGES = `
  insert into acuity_changes (encounter_id, at, acuity_class, is_at_least, reasons)
  select encounter_id, at, acuity_class, is_at_least, string_to_array(reasons, ',')
    from unnest($1::uuid[], $2::timestamptz[], $3::smallint[], $4::boolean[], $5::text[])
      as change (encounter_id, at, acuity_class, is_at_least, reasons)
      on conflict do nothing
`;

/** Saves a batch; one that is there already (same encounter and instant) stays as it was. */
export async function saveAcuityChanges(
  db: Queryable,
  changes: readonly AcuityChange[],
): Promise<void> {
  await db.query(SAVE_CHANGES, [
    changes.map(({ encounterId }) => encounterId),
    changes.map(({ at }) => at),
    changes.map(({ acuityClass }) => acuityClass ?? null),
    changes.map(({ isAtLeast }) => isAtLeast),
    changes.map(({ reasons }) => reasons.join(",")),
  ]);
}

const LATEST_CHANGES = `
  select latest.encounter_id as "encounterId",
         latest.at,
         latest.acuity_class::int as "acuityClass",
         latest.is_at_least as "isAtLeast",
         latest.reasons
    from unnest($1::uuid[]) as wanted (encounter_id)
   cross join lateral (
     select *
       from acuity_changes as change
      where change.encounter_id = wanted.encounter_id
      order by change.at desc
      limit 1
   ) as latest
`;

type ChangeRow = Omit<AcuityChange, "acuityClass"> & { acuityClass: AcuityClass | null };

/** The class that the rules found last of each encounter, where they did and the acting person may see it. */
export async function latestAcuityChanges(
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<Map<EncounterId, AcuityChange>> {
  const { rows } = await db.query<ChangeRow>(LATEST_CHANGES, [encounterIds]);
  return new Map(
    rows.map((row) => [row.encounterId, { ...row, acuityClass: row.acuityClass ?? undefined }]),
  );
}

const OVERRIDES_AT = `
  select override.encounter_id as "encounterId",
         override.acuity_override_id as "acuityOverrideId",
         override.acuity_class::int as "acuityClass",
         override.reason,
         users.name as "setBy",
         override.set_at as "setAt",
         override.until
    from acuity_overrides as override
    join users on users.user_id = override.set_by
   where override.encounter_id = any ($1::uuid[])
     and tstzrange(override.set_at, least(override.until, override.withdrawn_at)) @> $2::timestamptz
`;

/** The classes that people set and that count at that instant. */
export async function acuityOverridesAt(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  at: Date,
): Promise<Map<EncounterId, AcuityOverride>> {
  const { rows } = await db.query<AcuityOverride & { encounterId: EncounterId }>(OVERRIDES_AT, [
    encounterIds,
    at,
  ]);
  return new Map(rows.map(({ encounterId, ...override }) => [encounterId, override]));
}

const WITHDRAW_CURRENT = `
  update acuity_overrides
     set withdrawn_by = $2,
         withdrawn_at = $3
   where encounter_id = $1
     and withdrawn_at is null
     and until > $3
`;

// The streaming server hears of it at the commit, and shows it on every screen.
const SET = `
  with overridden as (
    insert into acuity_overrides (encounter_id, acuity_class, reason, set_by, set_at, until)
    select encounter_id, $2, $3, $4, $5, $6
      from encounters
     where encounter_id = $1
       and status = 'active'
    returning acuity_override_id, encounter_id
  )
  select acuity_override_id as "acuityOverrideId",
         pg_notify('acuity_changed', encounter_id::text)
    from overridden
`;

export interface AcuityOverrideFacts {
  encounterId: EncounterId;
  acuityClass: AcuityClass;
  reason: AcuityOverrideReason;
  setBy: UserId;
  setAt: Date;
  until: Date;
}

/** Sets a class in the place of the one that was set before. Undefined of a patient who has left, or is not theirs. */
export async function setAcuityOverride(
  db: Queryable,
  facts: AcuityOverrideFacts,
): Promise<AcuityOverrideId | undefined> {
  const { encounterId, acuityClass, reason, setBy, setAt, until } = facts;
  await db.query(WITHDRAW_CURRENT, [encounterId, setBy, setAt]);
  const { rows } = await db.query<{ acuityOverrideId: AcuityOverrideId }>(SET, [
    encounterId,
    acuityClass,
    reason,
    setBy,
    setAt,
    until,
  ]);
  return rows[0]?.acuityOverrideId;
}

/** Whether somebody else set a class of the same patient at the same moment: the first one counts. */
export const isOvertaken = (cause: unknown): boolean =>
  databaseFault(cause)?.constraint === "one_override_at_a_time";

const WITHDRAW = `
  with withdrawn as (
    update acuity_overrides
       set withdrawn_by = $3,
           withdrawn_at = greatest($4, set_at)
     where acuity_override_id = $1
       and encounter_id = $2
       and withdrawn_at is null
       and until > $4
    returning encounter_id
  )
  select pg_notify('acuity_changed', encounter_id::text)
    from withdrawn
`;

/** Takes it back before its end. False when it counts no more, or is not the acting person's to take back. */
export async function withdrawAcuityOverride(
  db: Queryable,
  {
    acuityOverrideId,
    encounterId,
    by,
    at,
  }: { acuityOverrideId: AcuityOverrideId; encounterId: EncounterId; by: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(WITHDRAW, [acuityOverrideId, encounterId, by, at]);
  return rowCount === 1;
}

const ACUITY_OF_UNIT = `
  select stay.encounter_id as "encounterId",
         coalesce(override.acuity_class, computed.acuity_class)::int as "acuityClass",
         case when override.acuity_class is null then 'computed' else 'override' end as source
    from bed_stays as stay
    join beds using (bed_id)
    left join acuity_overrides as override
      on override.encounter_id = stay.encounter_id
     and tstzrange(override.set_at, least(override.until, override.withdrawn_at)) @> $2::timestamptz
    left join lateral (
     select change.acuity_class
       from acuity_changes as change
      where change.encounter_id = stay.encounter_id
        and change.at <= $2
      order by change.at desc
      limit 1
   ) as computed on true
   where beds.unit_id = $1
     and stay.during @> $2::timestamptz
   order by beds.label
`;

/** One patient of a unit and the class that counted. */
export interface PatientAcuity {
  encounterId: EncounterId;
  /** Undefined when too little was known to say. */
  acuityClass: AcuityClass | undefined;
  source: "computed" | "override";
}

/** Everybody who lay in the unit at that instant, now or in the past, as the acting person may see them. */
export async function acuityOfUnit(
  db: Queryable,
  unitId: UnitId,
  at: Date,
): Promise<PatientAcuity[]> {
  type Row = Omit<PatientAcuity, "acuityClass"> & { acuityClass: AcuityClass | null };
  const { rows } = await db.query<Row>(ACUITY_OF_UNIT, [unitId, at]);
  return rows.map((row) => ({ ...row, acuityClass: row.acuityClass ?? undefined }));
}

/** How many patients of the unit were of each class at that instant. */
export async function acuityCountsOfUnit(
  db: Queryable,
  unitId: UnitId,
  at: Date,
): Promise<AcuityCounts> {
  const patients = await acuityOfUnit(db, unitId, at);
  return countAcuity(patients.map(({ acuityClass }) => acuityClass));
}

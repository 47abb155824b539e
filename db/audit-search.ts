import type { AuditAction, AuditBasis, AuditOutcome } from "#models/audit/audit-event";
import type { Role } from "#models/access/role";
import type { EncounterId, UnitId, UserId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import {
  AUDIT_EVENT_COLUMNS,
  toStoredEvent,
  type AuditEventRow,
  type StoredAuditEvent,
} from "./audit-events";
import type { Queryable } from "./pool";

// Everything here is for people who may read the trail: the functions of the database look at who asks,
// so `db` has to act for somebody.

/** What is asked for; whatever is absent is not. */
export interface AuditFilter {
  from?: Date | undefined;
  until?: Date | undefined;
  /** Who did it, or whose account it was done to. */
  userId?: UserId | undefined;
  actions?: readonly AuditAction[] | undefined;
  outcome?: AuditOutcome | undefined;
  unitId?: UnitId | undefined;
  encounterId?: EncounterId | undefined;
  address?: string | undefined;
  /** Anywhere in a record's ids and details. */
  mentioning?: string | undefined;
}

const SEARCH = `
  select ${AUDIT_EVENT_COLUMNS}
    from search_audit_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   order by sequence desc
`;

/** The newest first, at most `most` of them, from before the record `before`. */
export async function searchAuditEvents(
  db: Queryable,
  filter: AuditFilter,
  { before, most }: { before?: number | undefined; most: number },
): Promise<StoredAuditEvent[]> {
  const { rows } = await db.query<AuditEventRow>(SEARCH, [
    filter.from ?? null,
    filter.until ?? null,
    filter.userId ?? null,
    filter.actions ?? null,
    filter.outcome ?? null,
    filter.unitId ?? null,
    filter.encounterId ?? null,
    filter.address ?? null,
    filter.mentioning ?? null,
    before ?? null,
    most,
  ]);
  return rows.map(toStoredEvent);
}

export interface AuditPerson {
  userId: UserId;
  name: string;
  role: Role;
}

const PEOPLE = `
  select user_id as "userId", name, role
    from audit_people($1)
`;

/** The names behind the ids that records hold; of everybody when none are given. */
export async function auditPeople(
  db: Queryable,
  userIds?: readonly UserId[],
): Promise<AuditPerson[]> {
  const { rows } = await db.query<AuditPerson>(PEOPLE, [userIds ?? null]);
  return rows;
}

export interface AuditTrailStatus {
  /** The number of the newest record, which is how many there are. */
  sequence: number;
  hash: string;
  recordedAt: Date;
  anchoredSequence: number | null;
  anchoredAt: Date | null;
}

const STATUS = `
  select sequence::float8 as sequence,
         encode(hash, 'hex') as hash,
         recorded_at as "recordedAt",
         anchored_sequence::float8 as "anchoredSequence",
         anchored_at as "anchoredAt"
    from audit_trail_status()
`;

/** Undefined when the trail's head is gone: nothing can be recorded then. */
export async function auditTrailStatus(db: Queryable): Promise<AuditTrailStatus | undefined> {
  const { rows } = await db.query<AuditTrailStatus>(STATUS);
  return rows[0];
}

export interface EncounterInUnit {
  encounterId: EncounterId;
  bed: string;
  from: Date;
  until: Date | null; // null: still there
}

const ENCOUNTERS_IN_UNIT = `
  select encounter_id as "encounterId", bed, lain_from as "from", lain_until as "until"
    from audit_encounters_in_unit($1, $2, $3, $4)
`;

/** Who lay in a unit, or in one of its beds, by encounter alone; the newest 200. */
export async function encountersInUnit(
  db: Queryable,
  { unitId, bed }: { unitId: UnitId; bed?: string | undefined },
  { from, to }: TimeRange,
): Promise<EncounterInUnit[]> {
  const { rows } = await db.query<EncounterInUnit>(ENCOUNTERS_IN_UNIT, [
    unitId,
    bed ?? null,
    from,
    to,
  ]);
  return rows;
}

/** How somebody saw a patient: by opening the patient, or on the board of the unit they lay in. */
export type ViewingWay = "opened" | "unit";

export interface EncounterViewer {
  userId: UserId;
  name: string | null; // null: the account is gone
  role: Role | null;
  way: ViewingWay;
  times: number;
  firstAt: Date;
  lastAt: Date;
  bases: readonly AuditBasis[] | null;
  actions: readonly AuditAction[];
}

const VIEWERS = `
  select user_id as "userId",
         name,
         role,
         way,
         times::int,
         first_at as "firstAt",
         last_at as "lastAt",
         bases,
         actions
    from audit_viewers_of_encounter($1)
`;

/** Everybody whom the trail has seen with this patient's data, by how. */
export async function viewersOfEncounter(
  db: Queryable,
  encounterId: EncounterId,
): Promise<EncounterViewer[]> {
  const { rows } = await db.query<EncounterViewer>(VIEWERS, [encounterId]);
  return rows;
}

import type {
  Alert,
  AlertCause,
  AlertEvent,
  AlertPriority,
  AlertReason,
  AlertStep,
} from "#models/alerts/alert";
import type { AlertId, BedId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** Columns of `alerts as alert` joined with beds and users, under the names of `Alert`. */
const ALERT_COLUMNS = `
         alert.alert_id as "alertId",
         alert.encounter_id as "encounterId",
         alert.unit_id as "unitId",
         alert.bed_id as "bedId",
         beds.label as "bedLabel",
         alert.priority,
         alert.reason,
         alert.raised_at as "raisedAt",
         alert.acknowledged_at as "acknowledgedAt",
         users.name as "acknowledgedBy",
         alert.resolved_at as "resolvedAt"`;

interface AlertRow {
  alertId: AlertId;
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  priority: AlertPriority;
  reason: AlertReason;
  raisedAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  resolvedAt: Date | null;
}

const toAlert = ({ acknowledgedAt, acknowledgedBy, resolvedAt, ...row }: AlertRow): Alert => ({
  ...row,
  ...(acknowledgedAt && { acknowledgedAt }),
  ...(acknowledgedBy !== null && { acknowledgedBy }),
  ...(resolvedAt && { resolvedAt }),
});

const OPEN_ALERTS = `
  select ${ALERT_COLUMNS}
    from alerts as alert
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where alert.resolved_at is null
     and ($1::uuid is null or alert.unit_id = $1)
   order by alert.raised_at
`;

/** Alerts not resolved, acknowledged or not, oldest first: of one unit, or of the hospital. */
export async function openAlerts(db: Queryable, unitId?: UnitId): Promise<Alert[]> {
  const { rows } = await db.query<AlertRow>(OPEN_ALERTS, [unitId ?? null]);
  return rows.map(toAlert);
}

const ALERTS_OF_ENCOUNTER = `
  select ${ALERT_COLUMNS}
    from alerts as alert
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where alert.encounter_id = $1
   order by alert.raised_at desc
   limit $2
`;

/** Every alert of one encounter, newest first. */
export async function alertsOfEncounter(
  db: Queryable,
  encounterId: EncounterId,
  limit = 200,
): Promise<Alert[]> {
  const { rows } = await db.query<AlertRow>(ALERTS_OF_ENCOUNTER, [encounterId, limit]);
  return rows.map(toAlert);
}

const RECENT_ALERTS = `
  select ${ALERT_COLUMNS}
    from alerts as alert
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where alert.unit_id = any ($1::uuid[])
     and (alert.raised_at >= $2 or alert.resolved_at is null)
   order by alert.raised_at desc
   limit $3
`;

/** The units' alerts raised since then, and older ones still open; newest first. */
export async function recentAlerts(
  db: Queryable,
  unitIds: readonly UnitId[],
  { since, limit }: { since: Date; limit: number },
): Promise<Alert[]> {
  const { rows } = await db.query<AlertRow>(RECENT_ALERTS, [unitIds, since, limit]);
  return rows.map(toAlert);
}

const FIND_ALERT = `
  select ${ALERT_COLUMNS}
    from alerts as alert
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where alert.alert_id = $1
`;

export async function findAlert(db: Queryable, alertId: AlertId): Promise<Alert | undefined> {
  const { rows } = await db.query<AlertRow>(FIND_ALERT, [alertId]);
  return rows[0] && toAlert(rows[0]);
}

const LATEST_SEQUENCE = `
  select coalesce(max(sequence), 0)::float8 as sequence
    from alert_events
`;

export async function latestAlertSequence(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ sequence: number }>(LATEST_SEQUENCE);
  return rows[0]?.sequence ?? 0;
}

// The alert as it was at the step, so far as it matters: a raised alert is not yet acknowledged. The
// bed and the reason are those of today. Of two columns with one name the later counts.
const EVENT_COLUMNS = `
         event.sequence::float8 as sequence,
         event.step,
         event.at,
         event.unit_id as "heardIn",
         ${ALERT_COLUMNS},
         event.priority,
         case when event.step = 'moved' then alert.unit_id else event.unit_id end as "unitId",
         case when alert.acknowledged_at <= event.at then alert.acknowledged_at end as "acknowledgedAt",
         case when alert.acknowledged_at <= event.at then users.name end as "acknowledgedBy",
         case when alert.resolved_at <= event.at then alert.resolved_at end as "resolvedAt"`;

const EVENTS_AFTER = `
  select ${EVENT_COLUMNS}
    from alert_events as event
    join alerts as alert using (alert_id)
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where ($1::uuid is null or event.unit_id = $1)
     and event.sequence > $2
   order by event.sequence
   limit $3
`;

/** A step, and the unit that must hear of it: for `moved` also the one the patient left. */
export interface UnitAlertEvent {
  heardIn: UnitId;
  event: AlertEvent;
}

type EventRow = AlertRow & { sequence: number; step: AlertStep; at: Date; heardIn: UnitId };

const toEvent = ({ sequence, step, at, heardIn, ...row }: EventRow): UnitAlertEvent => ({
  heardIn,
  event: { sequence, step, at, alert: toAlert(row) },
});

/** The steps after `sequence` in order, at most `limit`: of one unit's alerts, or of the hospital's. */
export async function alertEventsAfter(
  db: Queryable,
  { unitId, sequence, limit }: { unitId?: UnitId; sequence: number; limit: number },
): Promise<UnitAlertEvent[]> {
  const { rows } = await db.query<EventRow>(EVENTS_AFTER, [unitId ?? null, sequence, limit]);
  return rows.map(toEvent);
}

const LAST_ACKNOWLEDGEMENT = `
  select ${EVENT_COLUMNS}
    from alert_events as event
    join alerts as alert using (alert_id)
    join beds using (bed_id)
    left join users on users.user_id = alert.acknowledged_by
   where event.alert_id = $1
     and event.step = 'acknowledged'
   order by event.sequence desc
   limit 1
`;

export async function lastAcknowledgement(
  db: Queryable,
  alertId: AlertId,
): Promise<UnitAlertEvent | undefined> {
  const { rows } = await db.query<EventRow>(LAST_ACKNOWLEDGEMENT, [alertId]);
  return rows[0] && toEvent(rows[0]);
}

// Identity values are given when a row is inserted but seen when it is committed. One writer at a time
// makes the two orders the same, so that whoever asks for "after 7" never misses a 6 that came late.
const LOCK_SEQUENCE = `select pg_advisory_xact_lock(hashtext('alert_events'))`;

/** Held to the end of the transaction; every write below asks for it first. */
export async function lockAlertSequence(client: Queryable): Promise<void> {
  await client.query(LOCK_SEQUENCE);
}

const ADD_EVENT = `
  insert into alert_events (alert_id, unit_id, step, priority, at, user_id)
  values ($1, $2, $3, $4, $5, $6)
  returning sequence::float8 as sequence
`;

async function addEvent(
  client: Queryable,
  step: AlertStep,
  { alert, at, unitId = alert.unitId, userId }: AlertEventFacts,
): Promise<UnitAlertEvent> {
  const { rows } = await client.query<{ sequence: number }>(ADD_EVENT, [
    alert.alertId,
    unitId,
    step,
    alert.priority,
    at,
    userId ?? null,
  ]);
  const sequence = rows[0]?.sequence;
  if (sequence === undefined) throw new Error("the database gave the alert event no sequence");
  return { heardIn: unitId, event: { sequence, step, at, alert } };
}

interface AlertEventFacts {
  alert: Alert;
  at: Date;
  unitId?: UnitId;
  userId?: UserId;
}

// Any conflict: also the alert's own row, stored by a commit whose answer was lost, and resolved since.
const RAISE = `
  insert into alerts
         (alert_id, encounter_id, unit_id, bed_id, cause, priority, reason, raised_at, assessed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
      on conflict do nothing
`;

/** Undefined when one of the same cause is open already, or this one was stored before. */
export async function raiseAlert(
  client: Queryable,
  alert: Alert,
  assessedAt: number,
): Promise<UnitAlertEvent | undefined> {
  const { rowCount } = await client.query(RAISE, [
    alert.alertId,
    alert.encounterId,
    alert.unitId,
    alert.bedId,
    alert.reason.cause satisfies AlertCause,
    alert.priority,
    JSON.stringify(alert.reason),
    alert.raisedAt,
    assessedAt,
  ]);
  return rowCount ? addEvent(client, "raised", { alert, at: alert.raisedAt }) : undefined;
}

/** The alert as it became, or undefined when it was resolved before. */
async function changeOpenAlert(
  client: Queryable,
  update: string,
  parameters: readonly unknown[],
  alertId: AlertId,
): Promise<Alert | undefined> {
  const { rowCount } = await client.query(update, [...parameters]);
  return rowCount ? findAlert(client, alertId) : undefined;
}

// Getting worse asks for attention again; getting better leaves the acknowledgement.
const CHANGE_PRIORITY = `
  update alerts
     set priority = $2,
         reason = $3,
         assessed_at = to_timestamp($4::float8 / 1000),
         acknowledged_at = case when $5 then null else acknowledged_at end,
         acknowledged_by = case when $5 then null else acknowledged_by end
   where alert_id = $1
     and resolved_at is null
`;

export interface PriorityChange {
  alertId: AlertId;
  priority: AlertPriority;
  reason: AlertReason;
  assessedAt: number;
  isWorse: boolean;
  at: Date;
}

export async function changeAlertPriority(
  client: Queryable,
  { alertId, priority, reason, assessedAt, isWorse, at }: PriorityChange,
): Promise<UnitAlertEvent | undefined> {
  const parameters = [alertId, priority, JSON.stringify(reason), assessedAt, isWorse];
  const alert = await changeOpenAlert(client, CHANGE_PRIORITY, parameters, alertId);
  return alert && addEvent(client, "priority-changed", { alert, at });
}

const ACKNOWLEDGE = `
  update alerts
     set acknowledged_at = $2,
         acknowledged_by = $3
   where alert_id = $1
     and resolved_at is null
     and acknowledged_at is null
`;

/** Undefined when somebody was faster, or the alert is resolved. */
export async function acknowledgeAlert(
  client: Queryable,
  { alertId, userId, at }: { alertId: AlertId; userId: UserId; at: Date },
): Promise<UnitAlertEvent | undefined> {
  const alert = await changeOpenAlert(client, ACKNOWLEDGE, [alertId, at, userId], alertId);
  return alert && addEvent(client, "acknowledged", { alert, at, userId });
}

const RESOLVE = `
  update alerts
     set resolved_at = $2
   where alert_id = $1
     and resolved_at is null
`;

export async function resolveAlert(
  client: Queryable,
  { alertId, at }: { alertId: AlertId; at: Date },
): Promise<UnitAlertEvent | undefined> {
  const alert = await changeOpenAlert(client, RESOLVE, [alertId, at], alertId);
  return alert && addEvent(client, "resolved", { alert, at });
}

const MOVE = `
  update alerts
     set unit_id = $2,
         bed_id = $3
   where alert_id = $1
     and resolved_at is null
`;

/**
 * Moves an open alert with its patient. A change of unit is one step for each of the two: the unit left
 * must hear of it as much as the unit entered. The alert in both names the new unit.
 */
export async function moveAlert(
  client: Queryable,
  move: { alertId: AlertId; from: UnitId; to: UnitId; bedId: BedId; at: Date },
): Promise<UnitAlertEvent[]> {
  const { alertId, from, to, bedId, at } = move;
  const alert = await changeOpenAlert(client, MOVE, [alertId, to, bedId], alertId);
  if (!alert) return [];

  const steps: UnitAlertEvent[] = [];
  for (const unitId of new Set([from, to])) {
    steps.push(await addEvent(client, "moved", { alert, at, unitId }));
  }
  return steps;
}

import type {
  Alert,
  AlertCause,
  AlertPhase,
  AlertPriority,
  AlertReason,
  AlertStep,
  AlertStepDetails,
  SnoozeReason,
} from "#models/alerts/alert";
import type { AlertLife } from "#models/alerts/alert-lifecycle";
import type { AlertId, BedId, UnitId, UserId } from "#models/shared/ids";
import { alertEventAt, findAlert, type UnitAlertEvent } from "./alerts";
import type { Queryable } from "./pool";

// Identity values are given when a row is inserted but seen when it is committed. One writer at a time
// makes the two orders the same, so that whoever asks for "after 7" never misses a 6 that came late.
const LOCK_SEQUENCE = `select pg_advisory_xact_lock(hashtext('alert_events'))`;

/** Held to the end of the transaction; every write below asks for it first. */
export async function lockAlertSequence(client: Queryable): Promise<void> {
  await client.query(LOCK_SEQUENCE);
}

const ADD_EVENT = `
  insert into alert_events (alert_id, unit_id, step, phase, priority, at, user_id, details)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning sequence::float8 as sequence
`;

interface AlertEventFacts {
  alertId: AlertId;
  unitId: UnitId;
  step: AlertStep;
  phase: AlertPhase;
  priority: AlertPriority;
  at: Date;
  userId?: UserId | undefined;
  details?: AlertStepDetails | undefined;
}

async function addEvent(client: Queryable, facts: AlertEventFacts): Promise<number> {
  const { alertId, unitId, step, phase, priority, at, userId, details } = facts;
  const { rows } = await client.query<{ sequence: number }>(ADD_EVENT, [
    ...[alertId, unitId, step, phase, priority, at, userId ?? null],
    details ? JSON.stringify(details) : null,
  ]);
  const sequence = rows[0]?.sequence;
  if (sequence === undefined) throw new Error("the database gave the alert event no sequence");
  return sequence;
}

// Any conflict: also the alert's own row, stored by a commit whose answer was lost, and ended since.
const RAISE = `
  insert into alerts
         (alert_id, encounter_id, unit_id, bed_id, cause, priority, reason, raised_at, asked_at,
          due_at, assessed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::float8 / 1000))
      on conflict do nothing
`;

/** Undefined when one of the same cause is open already, or this one was stored before. */
export async function raiseAlert(
  client: Queryable,
  alert: Alert,
  assessedAt: number,
): Promise<UnitAlertEvent | undefined> {
  const { alertId, unitId, phase, priority, raisedAt: at } = alert;
  const { rowCount } = await client.query(RAISE, [
    alertId,
    alert.encounterId,
    unitId,
    alert.bedId,
    alert.reason.cause satisfies AlertCause,
    priority,
    JSON.stringify(alert.reason),
    at,
    alert.askedAt,
    alert.dueAt,
    assessedAt,
  ]);
  if (!rowCount) return undefined;
  const sequence = await addEvent(client, { alertId, unitId, step: "raised", phase, priority, at });
  return { heardIn: unitId, event: { sequence, step: "raised", at, alert } };
}

const LIFE = `
  select unit_id as "unitId",
         phase,
         priority,
         extract(epoch from raised_at)::float8 * 1000 as "raisedAt",
         extract(epoch from asked_at)::float8 * 1000 as "askedAt",
         rung,
         extract(epoch from due_at)::float8 * 1000 as "dueAt",
         extract(epoch from acknowledged_at)::float8 * 1000 as "acknowledgedAt",
         acknowledged_by as "acknowledgedBy",
         extract(epoch from in_hand_at)::float8 * 1000 as "inHandAt",
         in_hand_by as "inHandBy",
         extract(epoch from snoozed_until)::float8 * 1000 as "snoozedUntil",
         snooze_reason as "snoozeReason",
         extract(epoch from ended_at)::float8 * 1000 as "endedAt"
    from alerts
   where alert_id = $1
     for update
`;

interface LifeRow {
  unitId: UnitId;
  phase: AlertPhase;
  priority: AlertPriority;
  raisedAt: number;
  askedAt: number;
  rung: number;
  dueAt: number | null;
  acknowledgedAt: number | null;
  acknowledgedBy: UserId | null;
  inHandAt: number | null;
  inHandBy: UserId | null;
  snoozedUntil: number | null;
  snoozeReason: SnoozeReason | null;
  endedAt: number | null;
}

/** An alert to be changed, held until the transaction ends; undefined when there is none that may be. */
export async function lockAlertLife(
  client: Queryable,
  alertId: AlertId,
): Promise<{ unitId: UnitId; life: AlertLife } | undefined> {
  const { rows } = await client.query<LifeRow>(LIFE, [alertId]);
  const [row] = rows;
  if (!row) return undefined;
  const { unitId, phase, priority, raisedAt, askedAt, rung } = row;
  const { acknowledgedAt, acknowledgedBy, inHandAt, inHandBy, snoozedUntil, snoozeReason } = row;
  const life: AlertLife = {
    ...{ phase, priority, raisedAt, askedAt, rung },
    dueAt: row.dueAt ?? undefined,
    acknowledged:
      acknowledgedAt !== null && acknowledgedBy !== null
        ? { at: acknowledgedAt, by: acknowledgedBy }
        : undefined,
    inHand: inHandAt !== null && inHandBy !== null ? { at: inHandAt, by: inHandBy } : undefined,
    snooze:
      snoozedUntil !== null && snoozeReason !== null
        ? { until: snoozedUntil, reason: snoozeReason }
        : undefined,
    endedAt: row.endedAt ?? undefined,
  };
  return { unitId, life };
}

const SAVE_LIFE = `
  update alerts
     set phase = $2,
         asked_at = $3,
         rung = $4,
         due_at = $5,
         acknowledged_at = $6,
         acknowledged_by = $7,
         in_hand_at = $8,
         in_hand_by = $9,
         snoozed_until = $10,
         snooze_reason = $11,
         ended_at = $12
   where alert_id = $1
`;

const SAVE_ASSESSMENT = `
  update alerts
     set priority = $2,
         reason = $3,
         assessed_at = to_timestamp($4::float8 / 1000)
   where alert_id = $1
`;

/** A step of an alert that is held by `lockAlertLife`. */
export interface LifeStep {
  alertId: AlertId;
  unitId: UnitId;
  life: AlertLife;
  step: AlertStep;
  details?: AlertStepDetails | undefined;
  at: Date;
  userId?: UserId | undefined;
  /** What it rests on now; only the service may say. */
  assessed?: { reason: AlertReason; assessedAt: number } | undefined;
}

/** Stores the alert as it became, and the step. Undefined when the database did not take it from this person. */
export async function saveLifeStep(
  client: Queryable,
  { alertId, unitId, life, step, details, at, userId, assessed }: LifeStep,
): Promise<UnitAlertEvent | undefined> {
  const { phase, priority, rung, acknowledged, inHand, snooze } = life;
  const { rowCount } = await client.query(SAVE_LIFE, [
    alertId,
    phase,
    new Date(life.askedAt),
    rung,
    dateOf(life.dueAt),
    dateOf(acknowledged?.at),
    acknowledged?.by ?? null,
    dateOf(inHand?.at),
    inHand?.by ?? null,
    dateOf(snooze?.until),
    snooze?.reason ?? null,
    dateOf(life.endedAt),
  ]);
  if (!rowCount) return undefined;
  if (assessed) {
    const { reason, assessedAt } = assessed;
    await client.query(SAVE_ASSESSMENT, [alertId, priority, JSON.stringify(reason), assessedAt]);
  }
  const facts = { alertId, unitId, step, phase, priority, at, userId, details };
  return alertEventAt(client, await addEvent(client, facts));
}

const dateOf = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

const MOVE = `
  update alerts
     set unit_id = $2,
         bed_id = $3
   where alert_id = $1
     and ended_at is null
     and (unit_id, bed_id) is distinct from ($2, $3)
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
  const { rowCount } = await client.query(MOVE, [alertId, to, bedId]);
  const alert = rowCount ? await findAlert(client, alertId) : undefined;
  if (!alert) return [];

  const { phase, priority } = alert;
  const steps: UnitAlertEvent[] = [];
  for (const unitId of new Set([from, to])) {
    const facts = { alertId, unitId, step: "moved", phase, priority, at } as const;
    const sequence = await addEvent(client, facts);
    steps.push({ heardIn: unitId, event: { sequence, step: "moved", at, alert } });
  }
  return steps;
}

import type {
  Alert,
  AlertCause,
  AlertEvent,
  AlertPhase,
  AlertPriority,
  AlertReason,
  AlertStep,
  AlertStepDetails,
  SnoozeReason,
} from "#models/alerts/alert";
import type { Disposition } from "#models/alerts/disposition";
import type { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** Columns of an alert joined as below, under the names of `Alert`. */
const ALERT_COLUMNS = `
         alert.alert_id as "alertId",
         alert.encounter_id as "encounterId",
         alert.unit_id as "unitId",
         alert.bed_id as "bedId",
         beds.label as "bedLabel",
         alert.priority,
         alert.reason,
         alert.phase,
         alert.raised_at as "raisedAt",
         alert.asked_at as "askedAt",
         alert.rung,
         alert.due_at as "dueAt",
         alert.acknowledged_at as "acknowledgedAt",
         acknowledger.name as "acknowledgedBy",
         alert.in_hand_at as "inHandAt",
         taker.name as "inHandBy",
         alert.snoozed_until as "snoozedUntil",
         alert.snooze_reason as "snoozeReason",
         disposed.disposition,
         alert.ended_at as "endedAt"`;

const ITS_NAMES = `
    join beds using (bed_id)
    left join users as acknowledger on acknowledger.user_id = alert.acknowledged_by
    left join users as taker on taker.user_id = alert.in_hand_by
    left join alert_dispositions as disposed on disposed.alert_id = alert.alert_id`;

interface AlertRow {
  alertId: AlertId;
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  priority: AlertPriority;
  reason: AlertReason;
  phase: AlertPhase;
  raisedAt: Date;
  askedAt: Date;
  rung: number;
  dueAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  inHandAt: Date | null;
  inHandBy: string | null;
  snoozedUntil: Date | null;
  snoozeReason: SnoozeReason | null;
  disposition: Disposition | null;
  endedAt: Date | null;
}

function toAlert(row: AlertRow): Alert {
  const { dueAt, acknowledgedAt, acknowledgedBy, inHandAt, inHandBy } = row;
  const { snoozedUntil, snoozeReason, disposition, endedAt } = row;
  return {
    alertId: row.alertId,
    encounterId: row.encounterId,
    unitId: row.unitId,
    bedId: row.bedId,
    bedLabel: row.bedLabel,
    priority: row.priority,
    reason: row.reason,
    phase: row.phase,
    raisedAt: row.raisedAt,
    askedAt: row.askedAt,
    rung: row.rung,
    ...(dueAt && { dueAt }),
    ...(acknowledgedAt && { acknowledgedAt }),
    ...(acknowledgedBy !== null && { acknowledgedBy }),
    ...(inHandAt && { inHandAt }),
    ...(inHandBy !== null && { inHandBy }),
    ...(snoozedUntil && { snoozedUntil }),
    ...(snoozeReason && { snoozeReason }),
    ...(disposition && { disposition }),
    ...(endedAt && { endedAt }),
  };
}

const OPEN_ALERTS = `
  select ${ALERT_COLUMNS}
    from alerts as alert${ITS_NAMES}
   where alert.ended_at is null
     and ($1::uuid is null or alert.unit_id = $1)
   order by alert.raised_at
`;

/** Open alerts, answered or not, oldest first: of one unit, or of the hospital. */
export async function openAlerts(db: Queryable, unitId?: UnitId): Promise<Alert[]> {
  const { rows } = await db.query<AlertRow>(OPEN_ALERTS, [unitId ?? null]);
  return rows.map(toAlert);
}

/** What a person found who ended an alert a while ago. */
export interface AnsweredCause {
  encounterId: EncounterId;
  unitId: UnitId;
  cause: AlertCause;
  priority: AlertPriority;
  disposition: Disposition;
  endedAt: Date;
}

const ANSWERED_CAUSES = `
  select distinct on (alert.encounter_id, alert.cause)
         alert.encounter_id as "encounterId",
         alert.unit_id as "unitId",
         alert.cause,
         alert.priority,
         event.details ->> 'disposition' as disposition,
         alert.ended_at as "endedAt"
    from alerts as alert
    join alert_events as event on event.alert_id = alert.alert_id
                              and event.step = 'resolved'
                              and event.at = alert.ended_at
   where alert.phase = 'resolved'
     and alert.ended_at > $1
     and event.details ? 'disposition'
     and not exists (
           select
             from alerts as later
            where later.encounter_id = alert.encounter_id
              and later.cause = alert.cause
              and later.raised_at > alert.ended_at
         )
   order by alert.encounter_id, alert.cause, alert.ended_at desc
`;

/** The last answer to each cause since then, of alerts that a person ended; none that a later alert has overtaken. */
export async function answeredCauses(db: Queryable, since: Date): Promise<AnsweredCause[]> {
  const { rows } = await db.query<AnsweredCause>(ANSWERED_CAUSES, [since]);
  return rows;
}

const ALERTS_OF_ENCOUNTER = `
  select ${ALERT_COLUMNS}
    from alerts as alert${ITS_NAMES}
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
    from alerts as alert${ITS_NAMES}
   where alert.unit_id = any ($1::uuid[])
     and (alert.raised_at >= $2 or alert.ended_at is null)
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
    from alerts as alert${ITS_NAMES}
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
// bed, the rung and the reason are those of today. Of two columns with one name the later counts.
const EVENT_COLUMNS = `
         event.sequence::float8 as sequence,
         event.step,
         event.at,
         event.unit_id as "heardIn",
         actor.name as "by",
         event.details,
         ${ALERT_COLUMNS},
         event.priority,
         event.phase,
         case when event.step = 'moved' then alert.unit_id else event.unit_id end as "unitId",
         case when alert.acknowledged_at <= event.at then alert.acknowledged_at end as "acknowledgedAt",
         case when alert.acknowledged_at <= event.at then acknowledger.name end as "acknowledgedBy",
         case when alert.in_hand_at <= event.at then alert.in_hand_at end as "inHandAt",
         case when alert.in_hand_at <= event.at then taker.name end as "inHandBy",
         case when event.phase = 'snoozed' then alert.snoozed_until end as "snoozedUntil",
         case when event.phase = 'snoozed' then alert.snooze_reason end as "snoozeReason",
         case when event.phase in ('resolved', 'superseded', 'expired') then event.at end as "endedAt"`;

const WITH_NAMES = `
    from alert_events as event
    join alerts as alert using (alert_id)${ITS_NAMES}
    left join users as actor on actor.user_id = event.user_id`;

const EVENTS_AFTER = `
  select ${EVENT_COLUMNS}${WITH_NAMES}
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

type EventRow = AlertRow & {
  sequence: number;
  step: AlertStep;
  at: Date;
  heardIn: UnitId;
  by: string | null;
  details: AlertStepDetails | null;
};

const toEvent = ({
  sequence,
  step,
  at,
  heardIn,
  by,
  details,
  ...row
}: EventRow): UnitAlertEvent => ({
  heardIn,
  event: {
    ...{ sequence, step, at, alert: toAlert(row) },
    ...(by !== null && { by }),
    ...(details && { details }),
  },
});

/** The steps after `sequence` in order, at most `limit`: of one unit's alerts, or of the hospital's. */
export async function alertEventsAfter(
  db: Queryable,
  { unitId, sequence, limit }: { unitId?: UnitId; sequence: number; limit: number },
): Promise<UnitAlertEvent[]> {
  const { rows } = await db.query<EventRow>(EVENTS_AFTER, [unitId ?? null, sequence, limit]);
  return rows.map(toEvent);
}

const EVENT_AT = `
  select ${EVENT_COLUMNS}${WITH_NAMES}
   where event.sequence = $1
`;

/** One step as it is told; undefined when there is none. */
export async function alertEventAt(
  db: Queryable,
  sequence: number,
): Promise<UnitAlertEvent | undefined> {
  const { rows } = await db.query<EventRow>(EVENT_AT, [sequence]);
  return rows[0] && toEvent(rows[0]);
}

const LAST_STEP = `
  select ${EVENT_COLUMNS}${WITH_NAMES}
   where event.alert_id = $1
     and event.step = $2
   order by event.sequence desc
   limit 1
`;

/** The last time this was done to the alert. */
export async function lastStep(
  db: Queryable,
  alertId: AlertId,
  step: AlertStep,
): Promise<UnitAlertEvent | undefined> {
  const { rows } = await db.query<EventRow>(LAST_STEP, [alertId, step]);
  return rows[0] && toEvent(rows[0]);
}

/** A step on the clock of the patient's feed, under which the signs are drawn. */
export interface AlertStepPoint {
  sequence: number;
  /** Epoch milliseconds on the feed's clock. */
  at: number;
  step: AlertStep;
  cause: AlertCause;
  priority: AlertPriority;
  by: string | null;
  details: AlertStepDetails | null;
}

// The feed's clock is ahead of ours by what the newest score tells. A move is told once for each unit: one is enough.
const STEP_TREND = `
  with clock as (
    select assessed_at - made_at as ahead
      from readable_early_warning_scores
     where encounter_id = $1
     order by assessed_at desc
     limit 1
  )
  select *
    from (
           select event.sequence::float8 as sequence,
                  extract(epoch from event.at + coalesce(ahead, interval '0'))::float8 * 1000 as at,
                  event.step,
                  alert.cause,
                  event.priority,
                  actor.name as "by",
                  event.details
             from alert_events as event
             join alerts as alert using (alert_id)
             left join users as actor on actor.user_id = event.user_id
             left join clock on true
            where alert.encounter_id = $1
              and event.at + coalesce(ahead, interval '0') >= $2
              and not (event.step = 'moved' and event.unit_id <> alert.unit_id)
            order by event.sequence desc
            limit 500
         ) as newest
   order by sequence
`;

/** What happened to an encounter's alerts since then, in order, as the acting person may see it: the newest 500 steps. */
export async function alertStepTrend(
  db: Queryable,
  encounterId: EncounterId,
  from: Date,
): Promise<AlertStepPoint[]> {
  const { rows } = await db.query<AlertStepPoint>(STEP_TREND, [encounterId, from]);
  return rows;
}

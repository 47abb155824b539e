import type {
  ArtefactReason,
  Sensor,
  TechnicalAlarm,
  TechnicalAlarmKind,
} from "#models/alerts/technical-alarm";
import type { BedId, EncounterId, TechnicalAlarmId, UnitId, UserId } from "#models/shared/ids";
import type { VitalSignKind } from "#models/vitals/vital-sign";
import type { Queryable } from "./pool";

/** Columns of `technical_alarms as alarm` joined with beds and users. */
const COLUMNS = `
         alarm.technical_alarm_id as "technicalAlarmId",
         alarm.kind,
         alarm.unit_id as "unitId",
         alarm.encounter_id as "encounterId",
         alarm.bed_id as "bedId",
         beds.label as "bedLabel",
         alarm.sensor,
         alarm.signs,
         alarm.reason,
         alarm.begun_at as "begunAt",
         alarm.seen_at as "seenAt",
         users.name as "seenBy",
         alarm.ended_at as "endedAt"`;

interface AlarmRow {
  technicalAlarmId: TechnicalAlarmId;
  kind: TechnicalAlarmKind;
  unitId: UnitId;
  encounterId: EncounterId | null;
  bedId: BedId | null;
  bedLabel: string | null;
  sensor: Sensor | null;
  signs: VitalSignKind[];
  reason: ArtefactReason | null;
  begunAt: Date;
  seenAt: Date | null;
  seenBy: string | null;
  endedAt: Date | null;
}

function toAlarm(row: AlarmRow): TechnicalAlarm {
  const { technicalAlarmId, kind, unitId, encounterId, bedId, bedLabel, sensor, signs } = row;
  return {
    technicalAlarmId,
    kind,
    unitId,
    ...(encounterId && bedId && { bed: { encounterId, bedId, label: bedLabel ?? "" } }),
    ...(sensor && { sensor }),
    signs,
    ...(row.reason && { reason: row.reason }),
    begunAt: row.begunAt.getTime(),
    ...(row.seenAt && { seenAt: row.seenAt.getTime() }),
    ...(row.seenBy !== null && { seenBy: row.seenBy }),
    ...(row.endedAt && { endedAt: row.endedAt.getTime() }),
  };
}

const OPEN_ALARMS = `
  select ${COLUMNS}
    from technical_alarms as alarm
    left join beds using (bed_id)
    left join users on users.user_id = alarm.seen_by
   where alarm.ended_at is null
     and ($1::uuid is null or alarm.unit_id = $1)
   order by alarm.begun_at
`;

/** Those that are open, oldest first: of one unit and its beds, or of the hospital. */
export async function openTechnicalAlarms(
  db: Queryable,
  unitId?: UnitId,
): Promise<TechnicalAlarm[]> {
  const { rows } = await db.query<AlarmRow>(OPEN_ALARMS, [unitId ?? null]);
  return rows.map(toAlarm);
}

const RECENT_ALARMS = `
  select ${COLUMNS}
    from technical_alarms as alarm
    left join beds using (bed_id)
    left join users on users.user_id = alarm.seen_by
   where alarm.unit_id = any ($1::uuid[])
     and (alarm.begun_at >= $2 or alarm.ended_at >= $2 or alarm.ended_at is null)
   order by alarm.ended_at is not null, alarm.begun_at desc
   limit $3
`;

/** The units' alarms that lasted into the time since then: the open ones first, then the newest. */
export async function recentTechnicalAlarms(
  db: Queryable,
  unitIds: readonly UnitId[],
  { since, limit }: { since: Date; limit: number },
): Promise<TechnicalAlarm[]> {
  const { rows } = await db.query<AlarmRow>(RECENT_ALARMS, [unitIds, since, limit]);
  return rows.map(toAlarm);
}

const FIND_ALARM = `
  select ${COLUMNS}
    from technical_alarms as alarm
    left join beds using (bed_id)
    left join users on users.user_id = alarm.seen_by
   where alarm.technical_alarm_id = $1
`;

export async function findTechnicalAlarm(
  db: Queryable,
  technicalAlarmId: TechnicalAlarmId,
): Promise<TechnicalAlarm | undefined> {
  const { rows } = await db.query<AlarmRow>(FIND_ALARM, [technicalAlarmId]);
  return rows[0] && toAlarm(rows[0]);
}

// Any conflict: its own row, stored by a commit whose answer was lost, or one of the same kind that is open.
const BEGIN = `
  insert into technical_alarms
         (technical_alarm_id, kind, unit_id, encounter_id, bed_id, sensor, signs, reason, begun_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
      on conflict do nothing
`;

/** Stored twice it is stored once. */
export async function beginTechnicalAlarm(db: Queryable, alarm: TechnicalAlarm): Promise<void> {
  await db.query(BEGIN, [
    alarm.technicalAlarmId,
    alarm.kind,
    alarm.unitId,
    alarm.bed?.encounterId ?? null,
    alarm.bed?.bedId ?? null,
    alarm.sensor ?? null,
    alarm.signs,
    alarm.reason ?? null,
    alarm.begunAt,
  ]);
}

const END = `
  update technical_alarms
     set ended_at = greatest(begun_at, to_timestamp($2::float8 / 1000))
   where technical_alarm_id = $1
     and ended_at is null
`;

export async function endTechnicalAlarm(
  db: Queryable,
  { technicalAlarmId, at }: { technicalAlarmId: TechnicalAlarmId; at: number },
): Promise<void> {
  await db.query(END, [technicalAlarmId, at]);
}

const SEE = `
  update technical_alarms
     set seen_at = $2,
         seen_by = $3
   where technical_alarm_id = $1
     and seen_at is null
     and ended_at is null
`;

/** False when somebody was faster, it has ended, or it is not this person's to see. */
export async function seeTechnicalAlarm(
  db: Queryable,
  {
    technicalAlarmId,
    userId,
    at,
  }: { technicalAlarmId: TechnicalAlarmId; userId: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(SEE, [technicalAlarmId, at, userId]);
  return Boolean(rowCount);
}

import type { Disposition, DisposedAlerts } from "#models/alerts/disposition";
import type { AlertId, UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const GIVE = `
  insert into alert_dispositions (alert_id, disposition, given_by, given_at)
  values ($1, $2, $3, $4)
      on conflict (alert_id) do update
     set disposition = excluded.disposition,
         given_by = excluded.given_by,
         given_at = excluded.given_at
`;

/** What somebody found; the last word stands. The database refuses it of an alert that is not theirs to judge. */
export async function giveDisposition(
  db: Queryable,
  given: { alertId: AlertId; disposition: Disposition; userId: UserId; at: Date },
): Promise<void> {
  await db.query(GIVE, [given.alertId, given.disposition, given.userId, given.at]);
}

const DISPOSITIONS = `
  select alert_id as "alertId", disposition
    from alert_dispositions
   where alert_id = any ($1::uuid[])
`;

export async function dispositionsOf(
  db: Queryable,
  alertIds: readonly AlertId[],
): Promise<Map<AlertId, Disposition>> {
  const { rows } = await db.query<{ alertId: AlertId; disposition: Disposition }>(DISPOSITIONS, [
    alertIds,
  ]);
  return new Map(rows.map(({ alertId, disposition }) => [alertId, disposition]));
}

/** Counts of one unit's alerts in one week, by what was answered. */
export interface WeekOfDispositions extends DisposedAlerts {
  unitId: UnitId;
  /** Its Monday in the hospital, `2026-01-05`. */
  week: string;
}

const DISPOSED = `
  select unit_id as "unitId", to_char(week, 'YYYY-MM-DD') as week, disposition, alerts
    from disposed_alerts($1, $2, $3)
   order by week desc, unit_id
`;

/** Of the alerts that one version raised since then, in every unit: counts alone. */
export async function disposedAlerts(
  db: Queryable,
  { version, since, timeZone }: { version: string; since: Date; timeZone: string },
): Promise<WeekOfDispositions[]> {
  const { rows } = await db.query<WeekOfDispositions>(DISPOSED, [version, since, timeZone]);
  return rows;
}

import type { AlertVerdict, JudgedAlerts } from "#models/alerts/alert-verdict";
import type { AlertId, UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const GIVE = `
  insert into alert_verdicts (alert_id, verdict, given_by, given_at)
  values ($1, $2, $3, $4)
      on conflict (alert_id) do update
     set verdict = excluded.verdict,
         given_by = excluded.given_by,
         given_at = excluded.given_at
`;

/** What somebody found; the last word stands. The database refuses it of an alert that is not theirs to judge. */
export async function giveVerdict(
  db: Queryable,
  given: { alertId: AlertId; verdict: AlertVerdict; userId: UserId; at: Date },
): Promise<void> {
  await db.query(GIVE, [given.alertId, given.verdict, given.userId, given.at]);
}

const VERDICTS = `
  select alert_id as "alertId", verdict
    from alert_verdicts
   where alert_id = any ($1::uuid[])
`;

export async function verdictsOf(
  db: Queryable,
  alertIds: readonly AlertId[],
): Promise<Map<AlertId, AlertVerdict>> {
  const { rows } = await db.query<{ alertId: AlertId; verdict: AlertVerdict }>(VERDICTS, [
    alertIds,
  ]);
  return new Map(rows.map(({ alertId, verdict }) => [alertId, verdict]));
}

/** Counts of one unit's alerts in one week, by what was answered. */
export interface WeekOfVerdicts extends JudgedAlerts {
  unitId: UnitId;
  /** Its Monday in the hospital, `2026-01-05`. */
  week: string;
}

const JUDGED = `
  select unit_id as "unitId", to_char(week, 'YYYY-MM-DD') as week, verdict, alerts
    from judged_alerts($1, $2, $3)
   order by week desc, unit_id
`;

/** Of the alerts that one version raised since then, in every unit: counts alone. */
export async function judgedAlerts(
  db: Queryable,
  { version, since, timeZone }: { version: string; since: Date; timeZone: string },
): Promise<WeekOfVerdicts[]> {
  const { rows } = await db.query<WeekOfVerdicts>(JUDGED, [version, since, timeZone]);
  return rows;
}

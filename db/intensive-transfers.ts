import type { ExpectedCount, ExpectedTransfers } from "#models/census/outlook";
import type { Queryable } from "./pool";

/** Transfers into intensive care that are expected from `issuedAt` on. */
export interface IntensiveTransferForecast extends ExpectedTransfers {
  issuedAt: Date;
}

const KEPT_DAYS = 120;
const SAVE = `
  with forgotten as (
    delete from intensive_transfer_forecasts
     where issued_at < $1::timestamptz - interval '${KEPT_DAYS} days'
  )
  insert into intensive_transfer_forecasts (issued_at, within_hours, mean, low, high)
  values ($1, 24, $2, $3, $4), ($1, 72, $5, $6, $7)
      on conflict do nothing
`;

/** Keeps one; that of an instant which is kept already stays as it was. Those of months ago are forgotten. */
export async function saveIntensiveTransfers(
  db: Queryable,
  { issuedAt, next24h, next72h }: IntensiveTransferForecast,
): Promise<void> {
  const values = [next24h, next72h].flatMap(({ mean, low, high }) => [mean, low, high]);
  await db.query(SAVE, [issuedAt, ...values]);
}

const NEWEST = `
  select issued_at as "issuedAt", within_hours as "withinHours", mean, low, high
    from intensive_transfer_forecasts
   where issued_at = (select max(issued_at) from intensive_transfer_forecasts)
`;

/** The newest; undefined before the first, and for somebody who may not see the hospital's capacity. */
export async function newestIntensiveTransfers(
  db: Queryable,
): Promise<IntensiveTransferForecast | undefined> {
  const { rows } = await db.query<ExpectedCount & { issuedAt: Date; withinHours: number }>(NEWEST);
  const within = (hours: number): ExpectedCount | undefined => {
    const row = rows.find(({ withinHours }) => withinHours === hours);
    return row && { mean: row.mean, low: row.low, high: row.high };
  };
  const [next24h, next72h, issuedAt] = [within(24), within(72), rows[0]?.issuedAt];
  return next24h && next72h && issuedAt && { issuedAt, next24h, next72h };
}

import { fitUnitFlow } from "#models/forecasts/fit-unit-flow";
import { LAST_PRESENCE, PAST_PRESENCE, UNIT_FLOW } from "#models/forecasts/past-presence";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { type MadeUpHistory, makeUpHistory } from "#models/simulation/made-up-history";
import type pg from "pg";
import { censusUnits, type HourlyCensus, saveHourlyCensus } from "../census";
import { saveEmergencyArrivals } from "../emergency-arrivals";
import { saveFittedModel } from "../fitted-models";
import { saveWeeklyFluAdmissions } from "../flu-admissions";
import type { Queryable } from "../pool";
import { inTransaction } from "../transaction";

/** What is learnt of stays is learnt from as many days. */
const STAYS_DAYS = 180;
/** Forecasts are made afterwards for so many of the last days, or a quarter of a shorter past: one every other day. */
const HINDCAST_DAYS = 60;
const HINDCAST_EVERY_DAYS = 2;
const ROWS_AT_ONCE = 6_000;

const STAFF_ALL_BUT_SOME = `
  insert into unit_staffing (unit_id, valid_from, staffed_beds, changed_at)
  select unit_id, $1, greatest(1, floor(count(*) * 0.92)), $2
    from beds
   group by unit_id
      on conflict do nothing
`;

/** A hospital that has been at work since before it had a past begins where its first patient came. */
const BEGINNING = `
  select exists (select from hourly_census) as "hasPast",
         (select min(lower(during)) from bed_stays) as "firstStayAt"
`;

/**
 * Gives the demo hospital a past of so many days, made up and marked so: arrivals, census, flu admissions, beds
 * staffed, how patients leave. Once: false when there is a past already. Ends with the hour before `now`.
 */
export async function seedHistory(
  pool: pg.Pool,
  { days, timeZone, now }: { days: number; timeZone: string; now: Date },
): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ hasPast: boolean; firstStayAt: Date | null }>(BEGINNING);
    const beginning = rows[0];
    if (!beginning || beginning.hasPast || days === 0) return false;

    const end = Math.min(now.getTime(), beginning.firstStayAt?.getTime() ?? Infinity);
    const until = new Date(Math.floor(end / MS_PER_HOUR) * MS_PER_HOUR);
    const since = new Date(until.getTime() - days * MS_PER_DAY);
    await db.query(STAFF_ALL_BUT_SOME, [since, now]);
    const units = await censusUnits(db, until);

    const hindcastDays = Math.min(HINDCAST_DAYS, Math.floor(days / 4));
    const presencesAt = Array.from(
      { length: Math.ceil(hindcastDays / HINDCAST_EVERY_DAYS) },
      (_, index) =>
        new Date(until.getTime() - (hindcastDays - index * HINDCAST_EVERY_DAYS) * MS_PER_DAY),
    );
    const past = makeUpHistory({
      ...{ seed: "demo", units, timeZone, until, days, presencesAt: [...presencesAt, until] },
      staysDays: Math.min(days, STAYS_DAYS + hindcastDays),
    });
    await saveCensus(db, past);
    for (const { siteId, perHour } of past.arrivals)
      await inBatches(
        Array.from(perHour, (arrivals, index) => ({
          hour: hourOf(past, index - 1),
          siteId,
          arrivals,
        })),
        (rows) => saveEmergencyArrivals(db, rows, "made-up"),
      );
    await saveWeeklyFluAdmissions(db, past.flu, "made-up");
    await saveLearnt(db, past, { units, timeZone, until, now });
    return true;
  });
}

/** Of index 0 is the first hour of the census; arrivals of the hour before it are counted with it. */
const hourOf = ({ from }: MadeUpHistory, index: number): Date =>
  new Date(from.getTime() + index * MS_PER_HOUR);

async function saveCensus(db: Queryable, past: MadeUpHistory): Promise<void> {
  for (const { unit, occupied, ...counted } of past.census) {
    const rows = Array.from(occupied, (count, index): Omit<HourlyCensus, "source"> => ({
      hour: hourOf(past, index),
      unitId: unit.unitId,
      occupied: count,
      staffedBeds: unit.staffedBeds,
      licensedBeds: unit.licensedBeds,
      boarding: counted.boarding[index] ?? 0,
      admissions: counted.admissions[index] ?? 0,
      discharges: counted.discharges[index] ?? 0,
      transfersIn: counted.transfersIn[index] ?? 0,
      transfersOut: counted.transfersOut[index] ?? 0,
      acuityCounts: null,
      withOpenAlert: null,
    }));
    await inBatches(rows, (some) => saveHourlyCensus(db, some, "made-up"));
  }
}

/** From stays that were over before the first hindcast: what came later was not known then. */
async function saveLearnt(
  db: Queryable,
  { stays, presences }: MadeUpHistory,
  {
    units,
    timeZone,
    until,
    now,
  }: Pick<Parameters<typeof makeUpHistory>[0], "units" | "timeZone" | "until"> & { now: Date },
): Promise<void> {
  const isLast = ({ at }: MadeUpHistory["presences"][number]) => at.getTime() === until.getTime();
  const known = presences[0]?.at ?? now;
  const flow = fitUnitFlow(
    stays.filter(({ leftAt }) => leftAt < known),
    units,
    { timeZone, source: "Made-up stays of the demo hospital" },
  );
  await saveFittedModel(db, UNIT_FLOW, { fittedAt: known, version: "made-up", parameters: flow });
  await saveFittedModel(db, PAST_PRESENCE, {
    ...{ fittedAt: now, version: "made-up" },
    parameters: presences.filter((presence) => !isLast(presence)),
  });
  await saveFittedModel(db, LAST_PRESENCE, {
    ...{ fittedAt: now, version: "made-up", parameters: presences.filter(isLast) },
  });
}

async function inBatches<T>(
  rows: readonly T[],
  save: (some: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await save(rows.slice(from, from + ROWS_AT_ONCE));
}

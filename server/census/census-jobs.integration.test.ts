import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readableHourlyCensus } from "#db/census";
import {
  newestForecast,
  newestIssue,
  readableNewestForecast,
  risksOfNewestInputs,
  staffingOfNewestInputs,
  saveForecast,
} from "#db/census-forecasts";
import { readableEmergencyArrivals } from "#db/emergency-arrivals";
import { saveWeeklyFluAdmissions } from "#db/flu-admissions";
import { countedSeries, forecastAccuracy } from "#db/forecast-scores";
import { seedHistory } from "#db/seed/seed-history";
import { seedHospital } from "#db/seed/seed-hospital";
import { actingAs } from "#db/acting";
import { admitMadeUpPatient } from "#db/testing/made-up-patient";
import { addPerson } from "#db/testing/people";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import { setStaffedBeds, staffingChanges } from "#db/unit-staffing";
import { CensusInputs } from "#models/census/census-inputs";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { parseLocal } from "#models/shared/hospital-instant";
import { BedId, type EncounterId, SiteId, UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { countHours } from "./count-hours";
import { forecastCensusHourly } from "./forecast-census";
import { hindcastCensus } from "./hindcast-census";
import { inputsOf } from "./inputs-of";
import { readKnownCensus } from "./read-known-census";
import { scoreForecasts } from "./score-forecasts";

const TIME_ZONE = "Europe/London";
const now = new Date();
const hour = new Date(Math.floor(now.getTime() / MS_PER_HOUR) * MS_PER_HOUR);
const hoursAgo = (hours: number) => new Date(hour.getTime() - hours * MS_PER_HOUR);
const { signal } = new AbortController();

/** As few as a forecast of it can be compared with last week. */
const PAST_DAYS = 30;
/** Small, so that forecasts of it are quick. */
const PLAN: HospitalPlan = {
  sites: [{ code: "S", name: "Site" }],
  units: [
    {
      siteCode: "S",
      code: "W",
      name: "Ward",
      kind: "ward",
      bedLabels: ["1", "2", "3", "4", "5", "6"],
    },
    { siteCode: "S", code: "I", name: "Intensive", kind: "intensive", bedLabels: ["1", "2"] },
    { siteCode: "S", code: "E", name: "Emergency", kind: "emergency", bedLabels: ["1", "2", "3"] },
  ],
};

let database: TestDatabase;
let service: TestDatabase["pool"];
let siteId: SiteId;
let administrator: UserId;
let nurse: UserId;
const units = new Map<string, UnitId>();

const unit = (code: string): UnitId => UnitId.parse(units.get(code));
const run = (job: typeof countHours) => job.run({ pool: service, now, signal });

const readInputs = async (at: Date) =>
  inputsOf(await readKnownCensus(service, at, { timeZone: TIME_ZONE }));

async function bed(code: string, label: string): Promise<BedId> {
  const { rows } = await database.pool.query<{ bedId: BedId }>(
    `select bed_id as "bedId" from beds where unit_id = $1 and label = $2`,
    [unit(code), label],
  );
  return BedId.parse(rows[0]?.bedId);
}

/** The patient leaves the bed, for another one or for home. */
async function move(encounterId: EncounterId, at: Date, to?: BedId): Promise<void> {
  await database.pool.query(
    `update bed_stays set during = tstzrange(lower(during), $2)
      where encounter_id = $1 and upper_inf(during)`,
    [encounterId, at],
  );
  if (to)
    await database.pool.query(
      `insert into bed_stays (encounter_id, bed_id, during) values ($1, $2, tstzrange($3, null))`,
      [encounterId, to, at],
    );
}

beforeAll(async () => {
  database = await createTestDatabase();
  service = database.pools.service;
  await seedHospital(database.pool, PLAN);
  const { rows } = await database.pool.query<{ code: string; unitId: UnitId }>(
    `select code, unit_id as "unitId" from units`,
  );
  for (const { code, unitId } of rows) units.set(code, unitId);
  const sites = await database.pool.query<{ siteId: SiteId }>(
    `select site_id as "siteId" from sites`,
  );
  siteId = SiteId.parse(sites.rows[0]?.siteId);
  administrator = (await addPerson(database.pool, "administrator")).userId;
  nurse = (await addPerson(database.pool, "nurse")).userId;

  // The past ends where the first patient came, 30 hours ago.
  const first = await admitMadeUpPatient(database.pool, {
    bedId: await bed("E", "1"),
    admittedAt: new Date(hoursAgo(30).getTime() + 1),
  });
  await move(first.encounterId, hoursAgo(20.5), await bed("W", "1"));
  const second = await admitMadeUpPatient(database.pool, {
    bedId: await bed("W", "2"),
    admittedAt: hoursAgo(12.25),
  });
  await move(second.encounterId, hoursAgo(8.25));
  await seedHistory(database.pool, { days: PAST_DAYS, timeZone: TIME_ZONE, now });
});
afterAll(() => database.stop());

const asked = { from: hoursAgo(29), to: now };
const censusOf = async (code: string) =>
  new Map(
    (
      await actingAs(database.pools.app, administrator, (db) =>
        readableHourlyCensus(db, asked, unit(code)),
      )
    ).map((row) => [(hour.getTime() - row.hour.getTime()) / MS_PER_HOUR, row]),
  );

describe("counting", () => {
  beforeAll(() => run(countHours));

  it("counts who is in beds at each full hour, and what moved before it", async () => {
    const [ward, emergency] = [await censusOf("W"), await censusOf("E")];
    expect(emergency.get(29)).toMatchObject({ occupied: 1, admissions: 1, boarding: 1 });
    expect(emergency.get(20)).toMatchObject({ occupied: 0, transfersOut: 1, discharges: 0 });
    expect(ward.get(20)).toMatchObject({ occupied: 1, transfersIn: 1, admissions: 0 });
    expect(ward.get(12)).toMatchObject({ occupied: 2, admissions: 1 });
    expect(ward.get(8)).toMatchObject({ occupied: 1, discharges: 1, transfersOut: 0 });
    expect(ward.get(0)).toMatchObject({
      occupied: 1,
      acuityCounts: [0, 0, 0, 0, 1],
      source: "counted",
    });
  });

  it("counts who arrives at the emergency department alone", async () => {
    const arrivals = await actingAs(database.pools.app, administrator, (db) =>
      readableEmergencyArrivals(db, asked),
    );
    expect(arrivals.reduce((sum, each) => sum + each.arrivals, 0)).toBe(0);
    const before = await actingAs(database.pools.app, administrator, (db) =>
      readableEmergencyArrivals(db, { from: hoursAgo(30), to: hoursAgo(29) }),
    );
    expect(before).toMatchObject([{ arrivals: 1, source: "counted" }]);
  });

  it("shows none of it to somebody who may not see the hospital's capacity", async () => {
    const rows = await actingAs(database.pools.app, nurse, (db) => readableHourlyCensus(db, asked));
    expect(rows).toEqual([]);
  });
});

describe("forecasting", () => {
  it("knows the patients there, and that their acuity and risk are unknown", async () => {
    const inputs = await readInputs(hour);
    expect(inputs.patients).toEqual([
      {
        unitId: unit("W"),
        hoursSinceAdmission: expect.closeTo(30, 2) as number,
        hoursInUnit: expect.closeTo(20.5, 2) as number,
        acuity: "unknown",
        riskToAlertLevel: "unknown",
      },
    ]);
    expect(CensusInputs.safeParse(inputs).error).toBeUndefined();
  });

  it("stores every unit and the hospital, once for an hour", async () => {
    const job = forecastCensusHourly({ timeZone: TIME_ZONE });
    await run(job);
    expect(await run(job)).toBeUndefined();

    const hourly = await newestForecast(service, "census-hourly", now);
    expect(hourly).toMatchObject({ issuedAt: hour, isHindcast: false });
    expect(hourly?.values).toHaveLength(72 * (PLAN.units.length + 1));
    const daily = await newestForecast(service, "census-daily", now);
    expect(daily?.values).toHaveLength(28 * (PLAN.units.length + 1));
    const seen = await actingAs(database.pools.app, nurse, (db) =>
      readableNewestForecast(db, "census-hourly", now),
    );
    expect(seen).toBeUndefined();
  });

  it("says of how many patients it knew a risk, to whom capacity is shown", async () => {
    const known = { madeAt: hour, patients: 1, withRisk: 0 };
    expect(await risksOfNewestInputs(service)).toEqual(known);
    const asked = (userId: UserId) => actingAs(database.pools.app, userId, risksOfNewestInputs);
    expect(await asked(administrator)).toEqual(known);
    expect(await asked(nurse)).toBeUndefined();
  });

  it("says with how many staffed beds of each unit it was made, to whom capacity is shown", async () => {
    const asked = (userId: UserId) => actingAs(database.pools.app, userId, staffingOfNewestInputs);
    const seen = await asked(administrator);
    const { units } = await readInputs(hour);
    expect(new Map(seen.map(({ unitId, staffedBeds }) => [unitId, staffedBeds]))).toEqual(
      new Map(units.map(({ unitId, staffedBeds }) => [unitId, staffedBeds])),
    );
    expect(seen.every(({ madeAt }) => madeAt.getTime() === hour.getTime())).toBe(true);
    expect(await asked(nurse)).toEqual([]);
  });
});

describe("scoring", () => {
  const accuracyFor = (
    userId: UserId,
    kind: "census-hourly" | "census-daily" | "arrivals" | "flu",
    isHindcast: boolean,
  ) =>
    actingAs(database.pools.app, userId, (db) =>
      forecastAccuracy(db, {
        ...{ kind, isHindcast, unitId: undefined, stepHours: 1 },
        ...{ from: new Date(now.getTime() - 60 * MS_PER_DAY), to: now },
      }),
    );

  it("scores what was forecast once the truth has settled, and once only", async () => {
    const quantiles = QUANTILE_LEVELS.map((level) => 4 * level);
    const forecast = {
      ...{
        kind: "census-hourly" as const,
        issuedAt: hoursAgo(9),
        model: "by-hand",
        modelVersion: "1",
      },
      ...{ levels: QUANTILE_LEVELS, isHindcast: false },
      values: [1, 4].map((ahead) => ({
        ...{ unitId: unit("W"), targetAt: hoursAgo(9 - ahead), quantiles, mean: 2 },
      })),
    };
    await inTransaction(service, (db) => saveForecast(db, forecast));
    expect(await run(scoreForecasts)).toEqual({ scored: 1 });
    expect(await run(scoreForecasts)).toBeUndefined();

    // One patient eight hours ago; the forecast's median was two.
    const [row] = await accuracyFor(administrator, "census-hourly", false);
    expect(row).toMatchObject({ unitId: unit("W"), horizonHours: 1, scored: 1, absoluteError: 1 });
    expect(row?.covered50).toBe(1);
    expect(row?.ranks.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await accuracyFor(nurse, "census-hourly", false)).toEqual([]);
  });

  it("scores what was counted, however much before it was not", async () => {
    const [uncounted, counted] = ["00000000-0000-4000-8000-000000000001", siteId] as const;
    await database.pool.query(`insert into sites (site_id, code, name) values ($1, 'N', 'New')`, [
      uncounted,
    ]);
    const at = (siteId: SiteId, ahead: number) => ({
      ...{ siteId, targetAt: hoursAgo(600 - ahead), mean: 2 },
      quantiles: QUANTILE_LEVELS.map((level) => 4 * level),
    });
    const values = [
      ...Array.from({ length: 510 }, (_, ahead) => at(SiteId.parse(uncounted), ahead + 1)),
      at(counted, 1),
    ];
    await inTransaction(service, (db) =>
      saveForecast(db, {
        ...{ kind: "arrivals", issuedAt: hoursAgo(600), model: "by-hand", modelVersion: "1" },
        ...{ levels: QUANTILE_LEVELS, isHindcast: false, values },
      }),
    );
    expect(await run(scoreForecasts)).toEqual({ scored: 1 });
    expect(await accuracyFor(administrator, "arrivals", false)).toMatchObject([
      { siteId: counted, scored: 1 },
    ]);
  });

  it("scores the flu of a week by what was counted of it, when that comes days later", async () => {
    const sunday = new Date(now.getTime() - (14 + now.getUTCDay()) * MS_PER_DAY);
    const saturday = new Date(sunday.getTime() - MS_PER_DAY).toISOString().slice(0, 10);
    const targetAt = parseLocal(`${sunday.toISOString().slice(0, 10)}T00:00`, TIME_ZONE);
    if (!targetAt) throw new Error("a day without a midnight");
    await database.pool.query("delete from weekly_flu_admissions");
    const value = { targetAt, mean: 8, quantiles: QUANTILE_LEVELS.map((level) => 16 * level) };
    await inTransaction(service, (db) =>
      saveForecast(db, {
        ...{ kind: "flu", issuedAt: new Date(targetAt.getTime() - 9 * MS_PER_DAY) },
        ...{ model: "by-hand", modelVersion: "1", levels: QUANTILE_LEVELS, isHindcast: false },
        values: ["general", "intensive", "general-beds"].map((series) => ({ ...value, series })),
      }),
    );
    expect(await run(scoreForecasts)).toBeUndefined();

    const week = { weekEndsOn: saturday, general: 11, intensive: 2 };
    await saveWeeklyFluAdmissions(service, [week], "counted");
    expect(await run(scoreForecasts)).toEqual({ scored: 2 });
    expect(await accuracyFor(administrator, "flu", false)).toMatchObject([
      { series: "general", horizonHours: 216, absoluteError: 3, naiveWis: null },
      { series: "intensive", absoluteError: 6 },
    ]);
  });

  it("knows the hospital before a unit was opened", async () => {
    const range = { from: hoursAgo(20), to: now };
    const whole = { unitId: null, siteId: null, series: "" };
    const known = async () => {
      const series = await countedSeries(service, "census-hourly", whole, range);
      return series(hoursAgo(12).getTime() / MS_PER_HOUR);
    };
    const before = await known();
    expect(before).toBeGreaterThan(0);
    await database.pool.query(
      `insert into units (site_id, code, name, kind, display_order)
       values ($1, 'X', 'Opened', 'ward', 9)`,
      [siteId],
    );
    expect(await known()).toBe(before);
    await database.pool.query(`delete from units where code = 'X'`);
  });

  it("forecasts a made-up past afterwards, marks it, and compares it with last week", async () => {
    const job = hindcastCensus({ timeZone: TIME_ZONE });
    const done = await run(job);
    expect(done?.hindcasts).toBeGreaterThan(3);
    expect(await run(job)).toBeUndefined();

    const rows = await accuracyFor(administrator, "census-daily", true);
    expect(new Set(rows.map(({ unitId }) => unitId))).toEqual(new Set([null, ...units.values()]));
    expect(rows.find(({ compared }) => compared > 0)?.naiveWis).toBeGreaterThan(0);
    expect((await newestIssue(service, "census-daily"))?.isHindcast).toBe(false);
  });
});

describe("staffed beds", () => {
  const set = (by: UserId, staffedBeds: number) =>
    actingAs(database.pools.app, by, (db) =>
      setStaffedBeds(db, { unitId: unit("W"), validFrom: now, staffedBeds, by, at: now }),
    );

  it("are set by who plans capacity, and kept with who did", async () => {
    expect(await set(administrator, 4)).toBe(true);
    const [change] = await actingAs(database.pools.app, administrator, (db) =>
      staffingChanges(db, unit("W"), 5),
    );
    expect(change).toMatchObject({ staffedBeds: 4, changedByName: "Made-up administrator" });
    const inputs = await readInputs(now);
    expect(inputs.units.find(({ code }) => code === "W")).toMatchObject({ staffedBeds: 4 });
  });

  it("are never more than there are beds, and set by nobody else", async () => {
    expect(await set(administrator, 7)).toBe(false);
    await expect(set(nurse, 3)).rejects.toThrow("row-level security");
  });
});

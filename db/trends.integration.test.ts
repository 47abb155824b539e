import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EncounterId, UserId } from "#models/shared/ids";
import { hoursBefore } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { findEncounterSummary, prescribeOxygenScale } from "./encounter-summaries";
import type { Queryable } from "./pool";
import { admitMadeUpPatient } from "./testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { testIdentifiers } from "./testing/test-identifiers";
import { laboratoryPairs, latestObservationAt, riskTrend, scoreTrend, signTrends } from "./trends";

const encounterId = EncounterId.parse("e1111111-1111-4111-8111-111111111111");
const userId = UserId.parse("c1111111-1111-4111-8111-111111111111");
const at = (clock: string) => new Date(`2026-03-01T${clock}Z`);

let database: TestDatabase;

/** As the person whose unit it is: charts show nobody else anything. */
const seen = <T>(work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, userId, work);

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await pool.query(
    `insert into users (user_id, email, name, role, password_hash)
     values ($1, 'sam@wardcast.example', 'Sam Field', 'charge-nurse', 'none')`,
    [userId],
  );
  await admitMadeUpPatient(pool, {
    familyName: "Lovelace",
    givenName: "Ada",
    bornOn: "1960-06-01",
    sex: "female",
    encounterId,
    admittedAt: at("00:00:00"),
  });
  await pool.query(
    `with site as (
       insert into sites (code, name) values ('S', 'Site') returning site_id
     ), unit as (
       insert into units (site_id, code, name, kind) select site_id, 'U', 'Unit', 'ward' from site
       returning unit_id
     ), own as (
       insert into user_units (user_id, unit_id) select $1, unit_id from unit
     )
     insert into beds (unit_id, label) select unit_id, '01' from unit`,
    [userId],
  );
  await pool.query(
    `insert into bed_stays (encounter_id, bed_id, during)
     select $1, bed_id, tstzrange($2, null) from beds`,
    [encounterId, at("00:00:00")],
  );
  await pool.query(
    `insert into vital_signs (encounter_id, kind, observed_at, value)
     values ($1, 1, $2, 80), ($1, 1, $3, 100), ($1, 1, $4, 60), ($1, 2, $4, 18)`,
    [encounterId, at("10:00:05"), at("10:00:35"), at("11:30:00")],
  );
  await pool.query(
    `insert into laboratory_results (encounter_id, kind, observed_at, value)
     values ($1, 114, $2, 4.2), ($1, 114, $3, 2.1), ($1, 111, $2, 1.5)`,
    [encounterId, at("08:00:00"), at("10:00:00")],
  );
  await pool.query(
    `insert into early_warning_scores
            (encounter_id, assessed_at, score, has_red_score, inputs_present, made_at)
     values ($1, $2, 3, false, 7, $2), ($1, $3, 6, false, 5, $3)`,
    [encounterId, at("10:00:00"), at("10:00:30")],
  );
});
afterAll(() => database.stop());

describe("the trend of a sign", () => {
  const to = at("11:30:01");

  it.each(["raw", "minutely"] as const)(
    "keeps low, mean and high of a minute from %s",
    async (source) => {
      const range = { ...hoursBefore(to, 4), source, stepSeconds: 60 };
      const trend = await seen((db) => signTrends(db, encounterId, range));

      expect(trend).toEqual([
        { kind: 1, at: at("10:00:00").getTime(), low: 80, mean: 90, high: 100 },
        { kind: 1, at: at("11:30:00").getTime(), low: 60, mean: 60, high: 60 },
        { kind: 2, at: at("11:30:00").getTime(), low: 18, mean: 18, high: 18 },
      ]);
    },
  );

  it("comes in whole hours from the hourly rollup", async () => {
    const range = { ...hoursBefore(to, 72), source: "hourly" as const, stepSeconds: 3_600 };
    const trend = await seen((db) => signTrends(db, encounterId, range));

    expect(trend.filter(({ kind }) => kind === 1)).toEqual([
      { kind: 1, at: at("10:00:00").getTime(), low: 80, mean: 90, high: 100 },
      { kind: 1, at: at("11:00:00").getTime(), low: 60, mean: 60, high: 60 },
    ]);
  });

  it("leaves out what is outside the range", async () => {
    const range = { from: at("10:00:10"), to: at("11:30:00"), source: "raw" as const };
    const trend = await seen((db) => signTrends(db, encounterId, { ...range, stepSeconds: 60 }));
    expect(trend.map(({ high }) => high)).toEqual([100]);
  });
});

it("ends at the newest observation of any sign", async () => {
  expect(await seen((db) => latestObservationAt(db, encounterId))).toEqual(at("11:30:00"));
});

it("knows no newest observation of an encounter that has none", async () => {
  const nobody = EncounterId.parse("e9999999-1111-4111-8111-111111111111");
  expect(await seen((db) => latestObservationAt(db, nobody))).toBeUndefined();
});

it("shows the worst score of a step and the fewest inputs behind it", async () => {
  const range = { ...hoursBefore(at("11:00:00"), 4), stepSeconds: 60 };
  expect(await seen((db) => scoreTrend(db, encounterId, range))).toEqual([
    { at: at("10:00:00").getTime(), score: 6, inputsPresent: 5 },
  ]);
  expect(await seen((db) => riskTrend(db, encounterId, range))).toEqual([]);
});

it("pairs the newest result of each test with the one before it", async () => {
  const pairs = await seen((db) => laboratoryPairs(db, encounterId));
  expect(pairs).toMatchObject([
    { kind: 111, previousValue: null, previousObservedAt: null },
    { kind: 114, observedAt: at("10:00:00").getTime() },
  ]);
  expect(pairs[1]?.value).toBeCloseTo(2.1);
  expect(pairs[1]?.previousValue).toBeCloseTo(4.2);
});

it("records who prescribed the oxygen scale, tells the other processes, and only while active", async () => {
  const client = await database.pool.connect();
  const heard: (string | undefined)[] = [];
  client.on("notification", ({ payload }) => heard.push(payload));
  await client.query("listen encounter_changed");

  const prescription = { scale: 2 as const, by: userId, at: at("12:00:00") };
  expect(await prescribeOxygenScale(client, encounterId, prescription)).toBe(true);
  await client.query("select 1");
  client.release(true);

  expect(heard).toEqual([encounterId]);
  const { pool } = database;
  const summary = await findEncounterSummary(pool, testIdentifiers, encounterId, at("12:00:00"));
  expect(summary).toMatchObject({
    name: "Lovelace, Ada",
    age: 65,
    oxygenScale: 2,
    prescription: { by: "Sam Field", at: at("12:00:00") },
  });

  await database.pool.query(
    `update encounters set status = 'discharged', discharged_at = admitted_at where encounter_id = $1`,
    [encounterId],
  );
  expect(await prescribeOxygenScale(database.pool, encounterId, prescription)).toBe(false);
});

import { vacuumableTables } from "#db/maintenance";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Job } from "./job";
import { maintenanceJobs } from "./maintenance-jobs";
import { runExclusively } from "./run-exclusively";
import { scheduleJobs } from "./schedule";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const jobs = maintenanceJobs({ embedded: true });
const job = (name: string): Job => jobs.find((candidate) => candidate.name === name)!;
const run = (name: string, now = new Date()) =>
  job(name).run({ pool: database.pool, now, signal: new AbortController().signal });
const valuesOf = async (sql: string): Promise<unknown[]> =>
  (await database.pool.query({ text: sql, rowMode: "array" })).rows.flat();

const encounter = "9b2f4c1e-8a53-4f0e-9d27-0c8f4d1b7a60";
const insert = (from: string, count: number, value: number) =>
  database.pool.query(
    `insert into vital_signs (observed_at, encounter_id, kind, value)
     select $1::timestamptz + n * interval '1 second', $2, 1, $3 from generate_series(0, $4 - 1) as n
         on conflict do nothing`,
    [from, encounter, value, count],
  );
/** What is stored of the rollup, without the raw rows that a query would add. */
const materialized = async (view: string): Promise<number> => {
  const [table] = await valuesOf(
    `select format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name)
       from timescaledb_information.continuous_aggregates where view_name = '${view}'`,
  );
  const [readings] = await valuesOf(`select coalesce(sum(readings), 0)::int from ${table}`);
  return Number(readings);
};

it("fills both rollups, and again what arrives late", async () => {
  const now = new Date("2026-03-01T15:00:00Z");
  await insert("2026-03-01T09:00:00Z", 7_200, 70);
  await run("refresh-rollups", now);
  expect(await materialized("vital_signs_minutely")).toBe(7_200);
  expect(await materialized("vital_signs_hourly")).toBe(7_200);

  await insert("2026-02-10T09:00:00Z", 600, 90); // a replay of last month
  await insert("2026-03-01T09:30:00.500Z", 60, 80); // a gateway that was away
  await run("refresh-rollups", now);

  expect(await materialized("vital_signs_minutely")).toBe(7_860);
  expect(await materialized("vital_signs_hourly")).toBe(7_860);
  expect(
    await valuesOf("select high from vital_signs_hourly where hour = '2026-03-01T09:00:00Z'"),
  ).toEqual([80]);
});

it("has nothing to do when nothing came", async () => {
  const now = new Date("2026-03-01T15:00:00Z");
  await run("refresh-rollups", now);
  expect(await run("refresh-rollups", now)).toBeUndefined();
});

it("leaves the minute that is being filled to the raw rows", async () => {
  await insert("2026-03-02T10:00:00Z", 90, 60);
  const before = await materialized("vital_signs_minutely");
  await run("refresh-rollups", new Date("2026-03-02T10:02:10Z"));
  expect((await materialized("vital_signs_minutely")) - before).toBe(60);
  expect(
    await valuesOf(
      "select readings::int from vital_signs_minutely where minute >= '2026-03-02' order by minute",
    ),
  ).toEqual([60, 30]);
});

it("compresses an old chunk once it has stopped growing, and it still reads the same", async () => {
  const count = "select count(*)::int from vital_signs";
  const compressed = "select count(*)::int from timescaledb_information.chunks where is_compressed";
  const before = await valuesOf(count);
  await run("compress-chunks");
  expect(await valuesOf(compressed)).toEqual([0]);

  await run("compress-chunks");

  expect(Number((await valuesOf(compressed))[0])).toBeGreaterThan(0);
  expect(await valuesOf(count)).toEqual(before);
});

it("drops what the policies have outlived", async () => {
  await insert("2020-01-01T00:00:00Z", 10, 60);
  await run("drop-outlived-chunks");
  expect(
    await valuesOf("select count(*)::int from vital_signs where observed_at < '2021-01-01'"),
  ).toEqual([0]);
});

it("forgets receipts after thirty days, however many", async () => {
  await database.pool.query(`
    insert into message_receipts (sender, control_id, type, digest, received_at)
    select 'gateway', n::text, 'ADT^A01', '\\x00'::bytea, now() - interval '31 days' from generate_series(1, 12000) as n
    union all select 'gateway', 'new', 'ADT^A01', '\\x00'::bytea, now()`);
  expect(await run("purge-message-receipts")).toEqual({ purged: 12_000 });
  expect(await valuesOf("select control_id from message_receipts")).toEqual(["new"]);
});

it("rolls up on a server of its own what arrives up to sixty days late", async () => {
  const offsets = await valuesOf(
    `select config->>'start_offset' from timescaledb_information.jobs
      where proc_name = 'policy_refresh_continuous_aggregate'`,
  );
  expect(offsets).toEqual(["60 days", "60 days"]);
});

it("forgets technical alarms a year after their end, and never one that is open", async () => {
  await database.pool.query(`
    with site as (insert into sites (code, name) values ('P', 'P') returning site_id),
         unit as (insert into units (site_id, code, name, kind)
                  select site_id, 'P', 'P', 'ward' from site returning unit_id)
    insert into technical_alarms (technical_alarm_id, kind, unit_id, begun_at, ended_at)
    select gen_random_uuid(), kind, unit_id, now() - interval '400 days', now() - ended
      from unit, (values ('feed-lost', interval '366 days'), ('scoring-down', interval '364 days'),
                         ('model-refused', null)) as alarm (kind, ended)`);
  expect(maintenanceJobs({ embedded: false }).map(({ name }) => name)).toContain(
    "purge-technical-alarms",
  );
  expect(await run("purge-technical-alarms")).toEqual({ purged: 1 });
  expect(await valuesOf("select kind from technical_alarms order by 1")).toEqual([
    "model-refused",
    "scoring-down",
  ]);
});

it("forgets forecasts once none of their values and scores is kept, and what they said of the level", async () => {
  await database.pool.query(`
    insert into forecast_issues (kind, issued_at, model, model_version, levels)
    select 'flu', now() - make_interval(days => age), model, '1', array[0.5]
      from (values ('outlived', 130), ('scored', 130), ('new', 110)) as issue (model, age)`);
  await database.pool.query(`
    insert into forecast_scores (target_at, forecast_issue_id, horizon_hours, actual, absolute_error, wis,
                                 ideal_wis, probability_rank)
    select now() - interval '120 days', forecast_issue_id, 240, 3, 1, 1, 1, 0.5
      from forecast_issues where model = 'scored'`);
  await database.pool.query(`
    insert into escalation_outlooks (issued_at, rules_version, outlook)
    select now() - make_interval(days => age), 0, '[]' from unnest(array[119, 121]) as age`);

  expect(maintenanceJobs({ embedded: false }).map(({ name }) => name)).toContain("purge-capacity");
  expect(await run("purge-capacity")).toEqual({ outlooks: 1, forecasts: 1, cleanings: 0 });
  expect(await valuesOf("select model from forecast_issues order by 1")).toEqual(["new", "scored"]);
});

it("forgets refused values and settled messages after ninety days, and never one that waits", async () => {
  await database.pool.query(`
    insert into rejected_observations (received_at, sender, control_id, position, reason, value_sealed)
    select now() - interval '91 days', 'gateway', n::text, 1, 'implausible', '\\x00'::bytea from generate_series(1, 6000) as n
    union all select now() - interval '89 days', 'gateway', 'new', 1, 'implausible', '\\x00'::bytea`);
  await database.pool.query(`
    insert into quarantined_messages (received_at, sender, control_id, reason, content_sealed, digest, status, settled_at)
    select now() - interval '200 days', 'gateway', status || age, 'unknown-bed', '\\x00'::bytea, sha256((status || age)::bytea), status,
           case when status in ('replayed', 'discarded') then now() - make_interval(days => age) end
      from unnest(array['held', 'replay-requested', 'replayed', 'discarded']) as status,
           unnest(array[89, 91]) as age`);

  const jobsOfServer = maintenanceJobs({ embedded: false }).map(({ name }) => name);
  expect(jobsOfServer).toContain("purge-refused");
  expect(await run("purge-refused")).toEqual({ values: 6_000, messages: 2 });

  expect(await valuesOf("select control_id from rejected_observations")).toEqual(["new"]);
  expect(await valuesOf("select control_id from quarantined_messages order by 1")).toEqual([
    "discarded89",
    "held89",
    "held91",
    "replay-requested89",
    "replay-requested91",
    "replayed89",
  ]);
});

it("leaves little log behind a checkpoint, and vacuums", async () => {
  await insert("2026-03-03T10:00:00Z", 5_000, 60);
  await run("checkpoint");
  await run("vacuum");
  await run("checkpoint");
  const [bytes] = await valuesOf(
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::int from pg_control_checkpoint()",
  );
  expect(Number(bytes)).toBeLessThan(100_000);
});

it("vacuums the tables that are changed, and no hypertable or chunk, which are only filled", async () => {
  const names = await vacuumableTables(database.pool);
  expect(names).toContain("public.encounters");
  expect(
    names.filter((name) => /vital_signs|_timescaledb_internal|predictions/.test(name)),
  ).toEqual([]);
});

it("runs on one instance at a time, and again after a failure", async () => {
  const context = { pool: database.pool, now: new Date(), signal: new AbortController().signal };
  const quick: Job = {
    name: "exclusive",
    schedule: "* * * * * *",
    run: () => Promise.resolve({ done: 1 }),
  };
  const slow: Job = { ...quick, run: async () => ({ other: await countDone(quick) }) };
  const countDone = async (other: Job) => ((await runExclusively(other, context)) ? 1 : 0);

  expect(await runExclusively(slow, context)).toEqual({ other: 0 });

  const failing = { ...quick, run: () => Promise.reject(new Error("no")) };
  await expect(runExclusively(failing, context)).rejects.toThrow("no");
  expect(await runExclusively(quick, context)).toEqual({ done: 1 });
});

it("runs by the clock, with a line for what was done, until it is stopped", async () => {
  const lines: object[] = [];
  const note = (fields: object) => void lines.push(fields);
  const log = { info: note, warn: note, error: note };
  const tick: Job = { name: "tick", schedule: "* * * * * *", run: async () => ({ ticks: 1 }) };
  const scheduled = scheduleJobs(
    [tick],
    { pool: database.pool },
    { timeZone: "Europe/London", log },
  );

  await expect.poll(() => lines.length, { timeout: 5_000 }).toBeGreaterThan(0);
  await scheduled.stop();

  expect(lines[0]).toMatchObject({ job: "tick", ticks: 1 });
});

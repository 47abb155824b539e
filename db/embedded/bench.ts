import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import { UserId } from "#models/shared/ids";
import { actingAs } from "../acting";
import { float4Array, int2Array, int4Array, timestamptzArray, uuidArray } from "../binary-array";
import { migrate } from "../migrate";
import { createPool } from "../pool";
import { launchEmbeddedDatabase } from "./launch";

/**
 * Measures the embedded database through its front door: inserts of one second of 1,000 beds (7,000
 * rows) as text and as binary arrays, by the owner, by the role that ingests, and by that role with a
 * page's transaction between every two; then the refresh of single minutes.
 *
 * `npx tsx db/embedded/bench.ts --minutes 3 --index "using brin (observed_at)"`
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    index: { type: "string" },
  },
});

const BEDS = 1_000;
const SIGNS = 7;
const START = Date.UTC(2026, 0, 1, 6);
const encounters = Array.from({ length: BEDS }, () => randomUUID());

const INSERT = `
  insert into vital_signs (observed_at, encounter_id, kind, value, device_id)
  select * from unnest($1::timestamptz[], $2::uuid[], $3::int2[], $4::float4[], $5::int4[])
      on conflict do nothing
`;

interface Rows {
  at: number[];
  encounter: string[];
  kind: number[];
  value: number[];
  device: number[];
}

function secondOfRows(second: number): Rows {
  const rows: Rows = { at: [], encounter: [], kind: [], value: [], device: [] };
  for (const [bed, encounter] of encounters.entries()) {
    for (let kind = 1; kind <= SIGNS; kind += 1) {
      rows.at.push(START + second * 1_000 + (bed % 1_000));
      rows.encounter.push(encounter);
      rows.kind.push(kind);
      rows.value.push(60 + ((bed + second + kind) % 40));
      rows.device.push(bed);
    }
  }
  return rows;
}

const asText = ({ at, encounter, kind, value, device }: Rows) => [
  at.map((ms) => new Date(ms)),
  encounter,
  kind,
  value,
  device,
];
const asBinary = ({ at, encounter, kind, value, device }: Rows) => [
  timestamptzArray(at),
  uuidArray(encounter),
  int2Array(kind),
  float4Array(value),
  int4Array(device),
];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function insertSeconds(
  pool: pg.Pool,
  from: number,
  to: number,
  encode: (rows: Rows) => unknown[],
  between: () => Promise<unknown> = async () => undefined,
): Promise<string> {
  const batches = Array.from({ length: to - from }, (_, index) => secondOfRows(from + index));
  const times: number[] = [];
  for (const rows of batches) {
    await between();
    times.push(await timed(() => pool.query({ name: "insert", text: INSERT }, encode(rows))));
  }
  const total = times.reduce((sum, ms) => sum + ms, 0);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(0);
  const rate = (times.length * BEDS * SIGNS) / (total / 1_000);
  return `${rate.toFixed(0)} rows/s, batch p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

const dataDir = await mkdtemp(join(tmpdir(), "wardcast-bench-"));
const log = { info: () => {}, warn: console.warn };
const database = await launchEmbeddedDatabase({ dataDir, log });
try {
  await migrate(database.url);
  const pool = createPool(database.url, { max: 1 });
  if (options.index) await pool.query(`create index bench on vital_signs ${options.index}`);

  await insertSeconds(pool, 0, 10, asText);
  console.log("text arrays  ", await insertSeconds(pool, 10, 30, asText));
  console.log("binary arrays", await insertSeconds(pool, 30, 50, asBinary));
  const service = createPool(database.urls.serviceUrl, { max: 1 });
  const app = createPool(database.urls.appUrl, { max: 1 });
  const nobody = UserId.parse(randomUUID());
  const openPage = () =>
    actingAs(app, nobody, (db) => db.query({ name: "page", text: "select unit_id from units" }));
  const small = (pool: pg.Pool) => pool.query({ name: "one", text: "select 1" });
  for (const round of [0, 1, 2]) {
    const from = 1_000_000 + round * 1_000;
    console.log("as the owner        ", await insertSeconds(pool, from, from + 20, asBinary));
    console.log(
      "as the service      ",
      await insertSeconds(service, from + 20, from + 40, asBinary),
    );
    console.log(
      "service, pages between",
      await insertSeconds(service, from + 40, from + 60, asBinary, openPage),
    );
    const repeated = async (work: () => Promise<unknown>) => {
      for (let times = 0; times < 500; times += 1) await work();
    };
    const ownerMs = await timed(() => repeated(() => small(pool)));
    const serviceMs = await timed(() => repeated(() => small(service)));
    const turnsMs = await timed(() => repeated(() => small(pool).then(() => small(service))));
    console.log(
      `a small query: owner ${(ownerMs / 500).toFixed(2)} ms, service ${(serviceMs / 500).toFixed(2)} ms, ` +
        `owner and service in turn ${(turnsMs / 500).toFixed(2)} ms for both`,
    );
  }
  await Promise.all([service.end(), app.end()]);

  for (let minute = 1; minute < Number(options.minutes); minute += 1) {
    const rate = await insertSeconds(pool, minute * 60, minute * 60 + 60, asBinary);
    const checkpointMs = await timed(() => pool.query("checkpoint"));
    const summaryMs = await timed(() =>
      pool.query(
        "select brin_summarize_new_values(indexrelid) from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on relam = pg_am.oid where amname = 'brin' and relkind = 'i'",
      ),
    );
    const window = [new Date(START + minute * 60_000), new Date(START + (minute + 1) * 60_000)];
    const refreshMs = await timed(() =>
      pool.query(
        "call refresh_continuous_aggregate('vital_signs_minutely', $1::timestamptz, $2::timestamptz)",
        window,
      ),
    );
    const figures = { checkpointMs, summaryMs, refreshMs };
    console.log(
      `minute ${minute}`,
      rate,
      JSON.stringify(figures, (_, v) => (typeof v === "number" ? Math.round(v) : v)),
    );
  }
  await pool.end();
} finally {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

// `npm run bench:audit`: what recording adds to a request that shows patient data.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { actingAs } from "#db/acting";
import { createAuditTrail } from "#db/audit";
import { launchEmbeddedDatabase } from "#db/embedded/launch";
import { createIdentifiers } from "#db/encryption/identifiers";
import { migrate } from "#db/migrate";
import { createPool } from "#db/pool";
import { seedHospital } from "#db/seed/seed-hospital";
import { unitBeds } from "#db/unit-board";
import { allUnits } from "#db/units";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import type { AuditEvent } from "#models/audit/audit-event";
import { SessionId, type UnitId, UserId } from "#models/shared/ids";
import { readArguments } from "./arguments";

const USAGE = `npm run bench:audit -- [options]

Reads a unit's board as its page does, with and without a record that is durable before the answer.
Both kinds of request alternate, so that whatever else the machine does slows both.

  --requests N   of each kind, after 100 to warm up (1000)
  --together N   requests at the same time (1); their records share transactions
  --database URL a TimescaleDB server; without it an embedded one is made and thrown away
  --json         one JSON object as the last line`;

const { values: options } = readArguments(
  {
    options: {
      requests: { type: "string", default: "1000" },
      together: { type: "string", default: "1" },
      database: { type: "string" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const requests = Number(options.requests);
const together = Number(options.together);
const WARM_UP = 100;
const GOAL_MS = 2;

const userId = UserId.parse(randomUUID());
const sessionId = SessionId.parse(randomUUID());
// The board of a hospital that was just made holds nobody: no key is needed to read it.
const dataKeys = {
  current: 1,
  byVersion: new Map([[1, randomBytes(32)]]),
  indexKey: randomBytes(32),
};
const identifiers = createIdentifiers({ keys: () => dataKeys, reload: async () => undefined });
const viewed = (unitId: UnitId): AuditEvent => ({
  occurredAt: new Date(),
  action: "board:viewed",
  outcome: "permitted",
  actor: { kind: "user", userId, sessionId },
  permission: "unit:watch",
  basis: "own-unit",
  unitId,
  address: "192.0.2.10",
});

async function measure(pool: pg.Pool) {
  await migrate(pool);
  await seedHospital(pool, DEMO_HOSPITAL);
  const [unit] = await allUnits(pool);
  if (!unit) throw new Error("the demo hospital has no unit");
  const trail = createAuditTrail(pool);

  const read = () =>
    actingAs(pool, userId, (db) => unitBeds(db, identifiers, unit.unitId, new Date()));
  const recordAndRead = async () => {
    await trail.record(viewed(unit.unitId));
    return read();
  };
  const without: number[] = [];
  const withAudit: number[] = [];
  for (let done = -WARM_UP; done < requests; done += together) {
    const bare = await timeTogether(read);
    const audited = await timeTogether(recordAndRead);
    if (done < 0) continue;
    without.push(...bare);
    withAudit.push(...audited);
  }
  return { without: summary(without), withAudit: summary(withAudit) };
}

const timeTogether = (request: () => Promise<unknown>): Promise<number[]> =>
  Promise.all(
    Array.from({ length: together }, async () => {
      const startedAt = performance.now();
      await request();
      return performance.now() - startedAt;
    }),
  );

function summary(times: number[]) {
  const sorted = times.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { p50Ms: rounded(at(0.5)), p99Ms: rounded(at(0.99)) };
}

const rounded = (ms: number) => Math.round(ms * 100) / 100;

const dataDir = await mkdtemp(join(tmpdir(), "wardcast-bench-"));
const embedded = options.database
  ? undefined
  : await launchEmbeddedDatabase({ dataDir, log: { info: () => {}, warn: console.warn } });
const pool = createPool(options.database ?? embedded?.url ?? "");
try {
  const { without, withAudit } = await measure(pool);
  const addedMs = {
    p50: rounded(withAudit.p50Ms - without.p50Ms),
    p99: rounded(withAudit.p99Ms - without.p99Ms),
  };
  const ratio = rounded(withAudit.p50Ms / without.p50Ms);
  console.log(
    `a unit's board, ${together} at a time: median ${without.p50Ms} ms, with its record ${withAudit.p50Ms} ms (×${ratio}); ` +
      `p99 ${without.p99Ms} ms and ${withAudit.p99Ms} ms\n` +
      `the record adds ${addedMs.p50} ms in the median (goal ${GOAL_MS} ms) and ${addedMs.p99} ms at p99`,
  );
  if (options.json)
    console.log(JSON.stringify({ requests, together, without, withAudit, addedMs, ratio }));
} finally {
  await pool.end();
  await embedded?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

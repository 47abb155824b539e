import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { auditEventsAfter, createAuditTrail } from "#db/audit";
import { applyContainment } from "#db/containments";
import { watchState } from "#db/detector-cursor";
import { acceptFiles } from "#db/file-integrity";
import { incidentTimeline, openIncidents } from "#db/incidents";
import { emptyAuditTrail } from "#db/testing/empty-audit-trail";
import { addPerson, type TestPerson } from "#db/testing/people";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";
import { detect, NOTHING_SEEN } from "#models/security/detect";
import { address, events, failedSignIn, seconds, viewed } from "#models/security/testing-events";
import type { Job } from "../jobs/job";
import { watchIncidents } from "./watch-incidents";

let database: TestDatabase;
let trail: AuditTrail;

beforeAll(async () => {
  database = await createTestDatabase();
  trail = createAuditTrail(database.pool);
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  await emptyAuditTrail(database.pool);
  await database.pool.query(
    `truncate incidents, incident_notes, incident_events, incident_steps, containments, file_integrity;
     update detector_cursor set processed = 0, window_from = 1, latest_at = null,
       quiet_until = '{}', last_signal_at = null, checked_at = null`,
  );
});

const NOW = seconds(3_600);
const watch = (audit: AuditTrail = trail) =>
  watchIncidents({ audit, eventsAfter: auditEventsAfter });
const run = (job: Job, pool: pg.Pool = database.pool) =>
  job.run({ pool, now: NOW, signal: new AbortController().signal });
const stuffing = events(10, (i) => failedSignIn(1, i));
const recorded = async () =>
  (await auditEventsAfter(database.pool, 0, 10_000)).filter(({ action }) =>
    /^(incident|containment|file):/.test(action),
  );

it("opens an incident for what it reads, and records it", async () => {
  await trail.record(...stuffing);
  await run(watch());

  const [incident, ...others] = await openIncidents(database.pool);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    kind: "credential-stuffing",
    status: "open",
    openedAt: NOW,
    evidence: { distinct: 10, addresses: [address(1)] },
  });
  expect(await recorded()).toMatchObject([
    {
      action: "incident:opened",
      actor: { kind: "system" },
      details: { incidentId: incident?.incidentId, kind: "credential-stuffing" },
    },
  ]);
  expect(await watchState(database.pool)).toEqual({
    lastSignalAt: seconds(9),
    checkedAt: NOW,
  });
});

it("says nothing of a quiet trail, but that it looked", async () => {
  await trail.record(...events(50, (i) => viewed(1, i % 5)));
  expect(await run(watch())).toBeUndefined();
  expect(await openIncidents(database.pool)).toEqual([]);
  expect(await watchState(database.pool)).toEqual({ lastSignalAt: null, checkedAt: NOW });
});

it("recognises an attack that a restart falls into", async () => {
  await trail.record(...stuffing.slice(0, 6));
  await run(watch());
  await trail.record(...stuffing.slice(6));
  await run(watch());

  expect(await openIncidents(database.pool)).toMatchObject([
    { evidence: { distinct: 10, auditSequences: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } },
  ]);
});

it("says nothing again after a restart of what it has said", async () => {
  await trail.record(...stuffing);
  await run(watch());
  await trail.record(
    ...stuffing.slice(0, 1).map((event) => ({ ...event, occurredAt: seconds(9) })),
  );
  await run(watch());

  const [incident] = await openIncidents(database.pool);
  if (!incident) throw new Error("no incident");
  expect(await incidentTimeline(database.pool, incident.incidentId)).toHaveLength(1);
});

it("goes on where another instance stopped", async () => {
  const [one, other] = [watch(), watch()];
  for (const event of stuffing) {
    await trail.record(event);
    await run(event.sequence % 2 ? one : other);
  }
  expect(await openIncidents(database.pool)).toMatchObject([{ evidence: { distinct: 10 } }]);
});

/** A pool whose transactions reach the database and are never committed, as those of a process that is killed. */
function killedBeforeCommit(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name !== "connect") return Reflect.get(target, name, target);
      return async () => {
        const client = await target.connect();
        return new Proxy(client, {
          get: (inner, key) => {
            if (key !== "query") {
              const value: unknown = Reflect.get(inner, key, inner);
              return typeof value === "function" ? value.bind(inner) : value;
            }
            return (sql: string, values?: unknown[]) =>
              sql === "commit" ? Promise.reject(new Error("killed")) : inner.query(sql, values);
          },
        });
      };
    },
  });
}

it("leaves nothing half done when it ends before its commit", async () => {
  await trail.record(...stuffing);
  const job = watch();
  await expect(run(job, killedBeforeCommit(database.pool))).rejects.toThrow("killed");
  expect(await openIncidents(database.pool)).toEqual([]);

  await run(job);
  expect(await openIncidents(database.pool)).toHaveLength(1);
});

it("records what it opened, however often the trail could not be written", async () => {
  await trail.record(...stuffing);
  const broken: AuditTrail = { record: () => Promise.reject(new Error("disk full")) };
  await expect(run(watch(broken))).rejects.toThrow("disk full");
  await expect(run(watch(broken))).rejects.toThrow("disk full");
  expect(await openIncidents(database.pool)).toHaveLength(1);
  expect(await recorded()).toEqual([]);

  await run(watch());
  await run(watch());
  expect(await recorded()).toHaveLength(1);
});

it("records what officers and operators did, with who it was", async () => {
  const officer: TestPerson = await addPerson(database.pool, "security-officer");
  const nurse = await addPerson(database.pool, "nurse");
  await trail.record(...stuffing);
  await run(watch());
  const [incident] = await openIncidents(database.pool);
  if (!incident) throw new Error("no incident");
  await inTransaction(database.pool, (client) =>
    applyContainment(client, incident.incidentId, {
      containment: { kind: "end-sessions", userId: nurse.userId },
      by: officer,
      now: NOW,
    }),
  );
  await acceptFiles(database.pool, [{ label: "key", sha256: "ab".repeat(32) }], {
    reason: "renewed by Amara",
    by: "operator",
    now: NOW,
  });
  await run(watch());

  const all = await recorded();
  expect(all.slice(1)).toMatchObject([
    {
      action: "containment:applied",
      actor: { kind: "user", userId: officer.userId, sessionId: officer.sessionId },
      subjectUserId: nurse.userId,
      permission: "incident:manage",
      details: { containment: "end-sessions" },
    },
    { action: "file:accepted", details: { file: "key", sha256: "ab".repeat(32) } },
  ]);
  expect(JSON.stringify(all)).not.toContain("Amara");
});

/** A day of a hospital under attack, in the order it was recorded. */
const busy: AuditEvent[] = events(1_500, (i) =>
  i % 3 === 0 ? failedSignIn(1 + (i % 2), i % 60) : viewed(i % 4, i % 90),
).map((event, index) => ({ ...event, occurredAt: seconds(index * 2) }));

const CHILD = `
  const [{ watchIncidents }, { auditEventsAfter, createAuditTrail }, { createPool }] =
    await Promise.all(JSON.parse(process.env.MODULES).map((each) => import(each)));
  const pool = createPool(process.env.URL, { max: 2 });
  const job = watchIncidents({ audit: createAuditTrail(pool), eventsAfter: auditEventsAfter, batch: 7 });
  const context = { pool, signal: new AbortController().signal };
  console.log("started");
  for (;;) await job.run({ ...context, now: new Date() });
`;

it("opens everything once, however often it is killed", async () => {
  await trail.record(...busy);
  const module = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const modules = ["./watch-incidents.ts", "../../db/audit.ts", "../../db/pool.ts"].map(module);
  for (const lifeMs of [40, 90, 150, 220]) {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", CHILD],
      {
        env: { ...process.env, URL: database.url, MODULES: JSON.stringify(modules) },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const ended = new Promise((done) => child.once("exit", done));
    await new Promise((done) => child.stdout.once("data", done));
    await wait(lifeMs);
    child.kill("SIGKILL");
    await ended;
  }
  await run(watch());

  const expected = detect(
    NOTHING_SEEN,
    (await auditEventsAfter(database.pool, 0, 10_000)).slice(0, busy.length),
  ).signals;
  const { rows } = await database.pool.query<{ cause: string; at: string }>(
    `select dedup_key as cause, event.step
       from incident_events as event join incidents using (incident_id)
      order by sequence`,
  );
  expect(rows.map(({ cause }) => cause)).toEqual(expected.map(({ dedupKey }) => dedupKey));
  const told = (await recorded()).map(({ details }) => details?.["incidentEvent"]);
  expect(new Set(told).size).toBe(expected.length);
});

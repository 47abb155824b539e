import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AuditEvent } from "#models/audit/audit-event";
import { EncounterId, SessionId, UnitId, UserId } from "#models/shared/ids";
import { auditEventsAfter, createAuditTrail } from "./audit";
import { chainHead, chainRecords, hashOf } from "./audit-chain";
import { createPool } from "./pool";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const viewed = (changes: Partial<AuditEvent> = {}): AuditEvent => ({
  occurredAt: new Date(),
  action: "board:viewed",
  outcome: "permitted",
  actor: { kind: "system" },
  ...changes,
});
const headSequence = async () => (await chainHead(database.pool))?.sequence ?? Number.NaN;
const newest = async (count: number) =>
  auditEventsAfter(database.pool, (await headSequence()) - count, count);

/** Whether every hash of the chain is the one that its columns give. */
async function expectSealed(): Promise<void> {
  const records = await chainRecords(database.pool, { after: 0, upTo: await headSequence() });
  let previous: Buffer = Buffer.alloc(32);
  for (const record of records) {
    expect(record.previousHash).toEqual(previous);
    expect(hashOf(record)).toEqual(record.hash);
    previous = record.hash;
  }
  expect(records.map(({ sequence }) => Number(sequence))).toEqual(records.map((_, i) => i + 1));
}

it("gives back what was recorded, with its number", async () => {
  const event: AuditEvent = {
    occurredAt: new Date("2026-03-01T10:00:00.123Z"),
    action: "patient:viewed",
    outcome: "permitted",
    actor: {
      kind: "user",
      userId: UserId.parse(randomUUID()),
      sessionId: SessionId.parse(randomUUID()),
    },
    permission: "unit:watch",
    basis: "own-unit",
    unitId: UnitId.parse(randomUUID()),
    encounterId: EncounterId.parse(randomUUID()),
    subjectUserId: UserId.parse(randomUUID()),
    address: "192.0.2.7",
    details: { range: "24h", count: 3, isLate: false, nothing: null },
  };
  await createAuditTrail(database.pool).record(event);

  const [stored] = await newest(1);
  expect(stored).toMatchObject(event);
  expect(stored?.sequence).toBe(await headSequence());
});

it("keeps the order in which events were recorded together, in one chain", async () => {
  const before = await headSequence();
  const trail = createAuditTrail(database.pool);
  const address = (n: number) => `192.0.2.${n}`;
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      trail.record(viewed({ address: address(n) }), viewed({ address: `${address(n)}-b` })),
    ),
  );

  const stored = await newest(80);
  expect(stored.map(({ address }) => address)).toEqual(
    Array.from({ length: 40 }, (_, n) => [address(n), `${address(n)}-b`]).flat(),
  );
  expect(await headSequence()).toBe(before + 80);
  await expectSealed();
});

it("makes one chain of what several processes record at once", async () => {
  const pools = [1, 2, 3].map(() => createPool(database.url, { max: 2 }));
  const trails = pools.map((pool) => createAuditTrail(pool));
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => trails[n % 3]!.record(viewed({ details: { n } }))),
  );
  await Promise.all(pools.map((pool) => pool.end()));
  await expectSealed();
});

it("is sealed the same here and there, whatever the text", async () => {
  const trail = createAuditTrail(database.pool);
  const words = fc.string({ unit: "binary", maxLength: 40 }).filter((s) => !s.includes("\u0000"));
  const details = fc.dictionary(
    words.filter((key) => key !== "__proto__"),
    fc.oneof(words, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    { maxKeys: 4 },
  );
  const events = fc.sample(
    fc
      .record({ name: words, details })
      .map(({ name, details }) => viewed({ actor: { kind: "gateway", name }, details })),
    200,
  );
  await trail.record(...events);
  await trail.record(viewed({ details: { tiny: 1e-300, huge: 1e300, price: 1.5, zero: -0 } }));
  await expectSealed();
});

it("refuses what cannot be stored, alone, and names no content", async () => {
  const trail = createAuditTrail(database.pool);
  const before = await headSequence();
  const first = trail.record(viewed());
  const others = [viewed(), viewed({ details: { bad: "\u0000" } }), viewed()].map((event) =>
    trail.record(event),
  );
  await first;
  const outcomes = await Promise.allSettled(others);

  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await headSequence()).toBe(before + 3);
  await expectSealed();
});

/** A pool whose first answers are lost, before or after the database did what it was asked. */
function unreliable({ losses, after }: { losses: number; after: boolean }): pg.Pool {
  let left = losses;
  const lost = Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
  return Object.assign(Object.create(database.pool) as pg.Pool, {
    query: async (...query: Parameters<pg.Pool["query"]>) => {
      const isLost = left-- > 0;
      if (isLost && !after) throw lost;
      const answer = await (database.pool.query(...query) as unknown as Promise<unknown>);
      if (isLost) throw lost;
      return answer;
    },
  });
}

it.each([{ after: false }, { after: true }])(
  "stores once what it had to try again (answer lost after the work: $after)",
  async ({ after }) => {
    const before = await headSequence();
    await createAuditTrail(unreliable({ losses: 2, after })).record(viewed(), viewed());
    expect(await headSequence()).toBe(before + 2);
    await expectSealed();
  },
);

it("says that it is unavailable while the database is away, and goes on afterwards", async () => {
  const trail = createAuditTrail(unreliable({ losses: 2, after: false }), { patienceMs: 60 });
  const before = await headSequence();
  const refused = [trail.record(viewed()), trail.record(viewed())];
  for (const each of refused) await expect(each).rejects.toMatchObject({ code: "unavailable" });
  await trail.record(viewed());
  expect(await headSequence()).toBe(before + 1);
});

it("forgets nothing that is recorded as soon as something before it is stored", async () => {
  const trail = createAuditTrail(database.pool);
  const before = await headSequence();
  for (let n = 0; n < 20; n += 1)
    await Promise.all([trail.record(viewed()), trail.record(viewed())]);
  await trail.record(viewed()).then(() => trail.record(viewed()));
  expect(await headSequence()).toBe(before + 42);
});

it("refuses at once what is more than may wait, and keeps what waits", async () => {
  const trail = createAuditTrail(database.pool, { mostWaiting: 3 });
  const before = await headSequence();
  const first = trail.record(viewed());
  await Promise.resolve(); // it is on its way, and waits no more
  const kept = trail.record(viewed(), viewed(), viewed());
  const refused = trail.record(viewed());

  await expect(refused).rejects.toMatchObject({ code: "unavailable" });
  await Promise.all([first, kept]);
  await trail.drain();
  expect(await headSequence()).toBe(before + 4);
});

it("gives each record the database's time, never earlier than the one before", async () => {
  await database.pool.query("update audit_chain set recorded_at = now() + interval '1 minute'");
  await createAuditTrail(database.pool).record(viewed(), viewed({ occurredAt: new Date(0) }));
  const [one, two] = await newest(2);
  expect(Number(one?.recordedAt)).toBeGreaterThan(Date.now());
  expect(Number(two?.recordedAt)).toBeGreaterThanOrEqual(Number(one?.recordedAt));
  await database.pool.query("update audit_chain set recorded_at = now()");
});

async function asRole(role: string, sql: string): Promise<string> {
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query(`set local role ${role}`);
    return await client.query(sql).then(
      () => "done",
      (cause: Error) => cause.message,
    );
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const INSERT = `insert into audit_events (occurred_at, event_id, action, outcome, actor_kind`;
const VALUES = `select now(), gen_random_uuid(), 'board:viewed', 'permitted', 'system'`;
const ROLES = ["wardcast_app", "wardcast_identity", "wardcast_service"];

it.each(ROLES)("lets %s add records and nothing else", async (role) => {
  expect(await asRole(role, `${INSERT}) ${VALUES}`)).toBe("done");
  const forbidden = [
    `${INSERT}, sequence) ${VALUES}, 1`,
    `${INSERT}, recorded_at) ${VALUES}, now()`,
    `${INSERT}, hash) ${VALUES}, '\\x00'`,
    `${INSERT}) ${VALUES} returning sequence`,
    "select 1 from audit_events",
    "select 1 from audit_chain",
    "update audit_events set outcome = 'refused'",
    "update audit_chain set sequence = 0",
    "delete from audit_events",
    "truncate audit_events",
    "drop table audit_events",
    "alter table audit_events disable trigger all",
    "select drop_chunks('audit_events', now())",
    "set local session_replication_role = 'replica'",
  ];
  for (const sql of forbidden) expect(await asRole(role, sql), sql).toMatch(/permission|owner/);
});

it("refuses the owner too, in the chunks as in the whole", async () => {
  const { rows } = await database.pool.query<{ chunk: string }>(
    "select show_chunks('audit_events')::text as chunk",
  );
  const tables = ["audit_events", ...rows.map(({ chunk }) => chunk)];
  for (const table of tables) {
    for (const sql of [`update ${table} set outcome = 'refused'`, `delete from ${table}`])
      await expect(database.pool.query(sql), sql).rejects.toThrow("only added to");
  }
  for (const sql of ["truncate audit_events", "truncate audit_chain", "delete from audit_chain"])
    await expect(database.pool.query(sql), sql).rejects.toThrow("only added to");
});

it("is sealed when it is compressed, too, and takes late records", async () => {
  const occurredAt = new Date(Date.now() - 40 * 86_400_000);
  const trail = createAuditTrail(database.pool);
  await trail.record(viewed({ occurredAt, details: { of: "long ago" } }));
  const { rows } = await database.pool.query<{ chunk: string }>(
    "select show_chunks('audit_events', older_than => interval '30 days')::text as chunk",
  );
  for (const { chunk } of rows) await database.pool.query("select compress_chunk($1)", [chunk]);
  await trail.record(viewed({ occurredAt }), viewed());

  await expectSealed();
  await expect(database.pool.query("delete from audit_events")).rejects.toThrow("only added to");
});

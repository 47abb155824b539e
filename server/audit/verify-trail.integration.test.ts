import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditTrail } from "#db/audit";
import { chainHead, chainPoint, chainRecords, hashOf } from "#db/audit-chain";
import { emptyAuditTrail } from "#db/testing/empty-audit-trail";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import type { AuditEvent } from "#models/audit/audit-event";
import { EncounterId, SessionId, UnitId, UserId } from "#models/shared/ids";
import { loadAnchors, prepareAnchorFolder } from "./anchor-log";
import { openSigningKey, type SigningKey } from "./signing-key";
import { verifyTrail, type Verification } from "./verify-trail";
import { TrailContradicted, writeAnchor } from "./write-anchor";

let database: TestDatabase;
let folder: string;
let key: SigningKey;
const ANCHORED = 20;
const LAST = 31; // 30 events and the record of the anchor

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

/** Does as a superuser what the triggers refuse. */
const tamper = (work: string | ((client: pg.ClientBase) => Promise<unknown>)): Promise<unknown> =>
  inTransaction(database.pool, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    return typeof work === "string" ? client.query(work) : work(client);
  });

const event = (n: number): AuditEvent => ({
  occurredAt: new Date(Date.UTC(2026, 2, 1, 10, 0, n)),
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
  address: "192.0.2.1",
  details: { n },
});

const ports = () => ({
  db: database.pool,
  trail: createAuditTrail(database.pool),
  folder,
  key,
  now: () => new Date(),
});

beforeEach(async () => {
  await emptyAuditTrail(database.pool);
  folder = await mkdtemp(join(tmpdir(), "wardcast-anchors-"));
  key = await openSigningKey({ file: undefined, dataDir: folder });
  await prepareAnchorFolder(folder, key);
  const trail = createAuditTrail(database.pool);
  await trail.record(...Array.from({ length: ANCHORED }, (_, n) => event(n)));
  await writeAnchor(ports());
  await trail.record(...Array.from({ length: 10 }, (_, n) => event(n + ANCHORED)));
  return () => rm(folder, { recursive: true });
});

const verify = (after?: { sequence: number; hash: Buffer }): Promise<Verification> =>
  verifyTrail({
    source: {
      head: () => chainHead(database.pool),
      records: (range) => chainRecords(database.pool, range),
    },
    loadAnchors: () => loadAnchors([folder]),
    ...(after && { after }),
  });

async function expectFound(sequence: number, words: RegExp): Promise<void> {
  const { findings, last } = await verify();
  expect(findings).toMatchObject([{ sequence, words: expect.stringMatching(words) }]);
  expect(last.sequence).toBeLessThan(Math.max(sequence, 1) + 1);
}

it("proves a trail that was only added to", async () => {
  expect(await verify()).toMatchObject({
    checked: LAST,
    anchorsMet: 1,
    anchorsOfOtherKeys: 0,
    findings: [],
  });
});

it("goes on from a record that was proved before", async () => {
  const point = await chainPoint(database.pool, 15);
  expect(await verify(point)).toMatchObject({ checked: LAST - 15, anchorsMet: 1, findings: [] });
  const forged = { sequence: 15, hash: Buffer.alloc(32, 1) };
  expect((await verify(forged)).findings).toMatchObject([{ sequence: 16 }]);
});

it("names the time of what it found", async () => {
  await tamper("update audit_events set address = '192.0.2.2' where sequence = 7");
  const [finding] = (await verify()).findings;
  expect(Date.parse(finding?.at ?? "")).toBeGreaterThan(Date.now() - 60_000);
});

describe("a record that is changed", () => {
  it.each([
    ["occurred_at", "occurred_at + interval '1 microsecond'"],
    ["recorded_at", "recorded_at + interval '1 microsecond'"],
    ["recorded_at", "'infinity'"],
    ["event_id", "gen_random_uuid()"],
    ["action", "'board:viewed'"],
    ["outcome", "'refused'"],
    ["actor_user_id", "gen_random_uuid()"],
    ["actor_session_id", "null"],
    ["actor_name", "'somebody'"],
    ["permission", "'alert:read'"],
    ["basis", "'emergency-access'"],
    ["unit_id", "null"],
    ["encounter_id", "gen_random_uuid()"],
    ["subject_user_id", "gen_random_uuid()"],
    ["address", "'192.0.2.2'"],
    ["details", `'{"n": 7}'`],
    ["details", "null"],
    ["previous_hash", "sha256('x')"],
    ["hash", "sha256('x')"],
  ])("is found by its %s (%s)", async (column, value) => {
    await tamper(`update audit_events set ${column} = ${value} where sequence = 7`);
    await expectFound(7, /record 7 was changed/);
  });

  it("is found by its kind of actor", async () => {
    await tamper(
      "update audit_events set actor_kind = 'system', actor_user_id = null where sequence = 7",
    );
    await expectFound(7, /record 7 was changed/);
  });

  it("is found at the next one when it was sealed again", async () => {
    await tamper(async (client) => {
      await client.query("update audit_events set address = null where sequence = 7");
      await reseal(client, 7, 7);
    });
    await expectFound(8, /record 8 does not follow record 7/);
  });
});

describe("a record that is gone", () => {
  it.each([
    ["the first", "sequence = 1", 1, /record 1 is gone/],
    ["one in the middle", "sequence = 7", 7, /record 7 is gone/],
    ["several", "sequence between 7 and 9", 7, /records 7 to 9 are gone/],
    ["the newest", "sequence = 31", 31, /record 31 is gone/],
    ["all", "true", 1, /records 1 to 31 are gone/],
  ])("is found: %s", async (_, which, sequence, words) => {
    await tamper(`delete from audit_events where ${which}`);
    await expectFound(sequence, words);
  });

  const cutTo = (sequence: number) =>
    tamper(async (client) => {
      await client.query("delete from audit_events where sequence > $1", [sequence]);
      await client.query(
        `update audit_chain set (sequence, hash, recorded_at) =
           (select sequence, hash, recorded_at from audit_events order by sequence desc limit 1)`,
      );
    });

  it("is found by the anchor when the head was set back with it", async () => {
    await cutTo(12);
    await expectFound(13, /record 20 was anchored .* the trail ends at record 12/);
  });

  it("is found when only the record of the anchor and what followed was cut", async () => {
    await cutTo(19);
    await expectFound(20, /record 20 was anchored/);
  });

  it("is found when all are gone and the head is at the beginning", async () => {
    await tamper(async (client) => {
      await client.query("delete from audit_events");
      await client.query(
        "update audit_chain set sequence = 0, hash = decode(repeat('00', 32), 'hex')",
      );
    });
    await expectFound(1, /record 20 was anchored/);
  });

  it("is found when a chunk was dropped", async () => {
    await database.pool.query("select drop_chunks('audit_events', now())");
    await expectFound(1, /records 1 to \d+ are gone/);
  });
});

describe("a record that was put in", () => {
  const putIn = (sequence: string, hash = "sha256('forged')") =>
    tamper(
      `insert into audit_events
         (occurred_at, event_id, action, outcome, actor_kind, sequence, recorded_at, previous_hash, hash)
       select occurred_at, gen_random_uuid(), 'board:viewed', 'permitted', 'system', ${sequence},
              recorded_at, previous_hash, ${hash}
         from audit_events where sequence = 7`,
    );

  it("is found behind the newest", async () => {
    await putIn("32");
    await expectFound(32, /record 32 stands behind the trail's head/);
  });

  it("is found before the first", async () => {
    await putIn("0");
    await expectFound(0, /record 0 stands before the first/);
  });

  it("is found beside the one whose number it has", async () => {
    await putIn("7");
    const { findings } = await verify();
    expect(findings).toMatchObject([{ sequence: 7 }]);
  });

  it("is found with a head that was moved for it", async () => {
    await putIn("32");
    await tamper("update audit_chain set sequence = 32, hash = sha256('forged')");
    await expectFound(32, /record 32 was changed, or put in/);
  });

  it("is found at the end of a portion", async () => {
    await createAuditTrail(database.pool).record(
      ...Array.from({ length: 2_000 }, (_, n) => event(n)),
    );
    await putInCopyOf(2_000);
    await expectFound(2_000, /two records 2000|record 2000 was changed/);
  });

  const putInCopyOf = (sequence: number) =>
    tamper(
      `insert into audit_events
         (occurred_at, event_id, action, outcome, actor_kind, sequence, recorded_at, previous_hash, hash)
       select occurred_at, gen_random_uuid(), 'board:viewed', 'permitted', 'system', sequence,
              recorded_at, previous_hash, hash
         from audit_events where sequence = ${sequence}`,
    );
});

it("finds two records that changed places", async () => {
  await tamper("update audit_events set sequence = 7 + 8 - sequence where sequence in (7, 8)");
  await expectFound(7, /record 7 was changed/);
});

describe("a head", () => {
  it.each([
    ["set back", "sequence = 25", 26, /stands behind the trail's head at 25/],
    ["set forward", "sequence = 40", 32, /records 32 to 40 are gone/],
    ["given another hash", "hash = sha256('x')", 31, /does not name record 31/],
  ])("that was %s is found", async (_, change, sequence, words) => {
    await tamper(`update audit_chain set ${change}`);
    await expectFound(sequence, words);
  });

  it("that is gone is found, and nothing is recorded without it", async () => {
    await tamper("delete from audit_chain");
    await expectFound(32, /head is gone/);
    const trail = createAuditTrail(database.pool, { patienceMs: 50 });
    await expect(trail.record(event(1))).rejects.toMatchObject({ code: "unavailable" });
    await tamper(
      "insert into audit_chain (sequence, hash, recorded_at) values (0, '\\x00', now())",
    );
  });
});

/** Seals records anew from one to another, each to the one before, as somebody with the database could. */
async function reseal(client: pg.ClientBase, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    const before = (await chainPoint(client, sequence - 1))?.hash ?? Buffer.alloc(32);
    const [record] = await chainRecords(client, { after: sequence - 1, upTo: sequence });
    if (!record) throw new Error(`no record ${sequence}`);
    const hash = hashOf({ ...record, previousHash: before });
    await client.query(
      "update audit_events set previous_hash = $2, hash = $3 where sequence = $1",
      [sequence, before, hash],
    );
  }
  if (to < LAST) return;
  await client.query(
    "update audit_chain set hash = (select hash from audit_events where sequence = $1)",
    [to],
  );
}

describe("a trail that was written anew, consistently", () => {
  const rewrite = (from: number) =>
    tamper(async (client) => {
      await client.query("update audit_events set address = null where sequence = $1", [from]);
      await reseal(client, from, LAST);
    });

  it("is found by the anchor it no longer meets", async () => {
    await rewrite(7);
    await expectFound(20, /not the one that was anchored .* from record 1 to record 20/);
  });

  it("is found when the anchor's own record was taken out of it", async () => {
    await tamper(async (client) => {
      await client.query("delete from audit_events where sequence >= 20");
      await client.query(
        `update audit_chain set (sequence, hash, recorded_at) =
           (select sequence, hash, recorded_at from audit_events where sequence = 19)`,
      );
    });
    await createAuditTrail(database.pool).record(...Array.from({ length: 9 }, (_, n) => event(n)));
    await expectFound(20, /not the one that was anchored/);
  });

  it("is not signed over", async () => {
    await rewrite(7);
    await expect(writeAnchor(ports())).rejects.toBeInstanceOf(TrailContradicted);
    expect(await lines()).toHaveLength(1);
    const { rows } = await database.pool.query(
      "select action, outcome from audit_events order by sequence desc limit 1",
    );
    expect(rows).toEqual([{ action: "audit:verified", outcome: "failed" }]);
  });
});

const path = () => join(folder, "anchors.jsonl");
const lines = async () => (await readFile(path(), "utf8")).trimEnd().split("\n");

describe("the anchors", () => {
  beforeEach(async () => {
    await writeAnchor(ports());
    await createAuditTrail(database.pool).record(event(1), event(2));
    await writeAnchor(ports());
  });

  const rewriteLines = async (change: (lines: string[]) => string[]) =>
    writeFile(path(), `${change(await lines()).join("\n")}\n`);
  const words = async () => (await verify()).findings.map((finding) => finding.words);

  it("are all met by a trail that was only added to", async () => {
    expect(await verify()).toMatchObject({ anchorsMet: 3, findings: [] });
  });

  it("tell when one of them was changed", async () => {
    await rewriteLines(([one, two, three]) => [
      one!,
      two!.replace(/"anchoredAt":"\d{4}/, '"anchoredAt":"2020'),
      three!,
    ]);
    expect((await words())[0]).toMatch(/anchor 2 .* signature/);
  });

  it("tell when one of them was taken out", async () => {
    await rewriteLines(([one, , three]) => [one!, three!]);
    expect(await words()).toEqual([
      expect.stringMatching(/anchor 2 .* does not follow/),
      expect.stringMatching(/names an anchor that is not among the anchors/),
    ]);
  });

  it("tell when the newest was taken out", async () => {
    await rewriteLines((all) => all.slice(0, -1));
    expect(await words()).toEqual([
      expect.stringMatching(/record 35 names an anchor that is not among/),
    ]);
  });

  it("tell when all are gone", async () => {
    await rm(path());
    expect(await words()).toEqual([expect.stringMatching(/record 21 names an anchor/)]);
  });

  it("tell when they are signed by somebody else", async () => {
    const other = await openSigningKey({
      file: undefined,
      dataDir: await mkdtemp(join(folder, "x")),
    });
    const forged = (await lines()).map((line) =>
      line.replace(/"keyId":"\w+"/, `"keyId":"${other.keyId}"`),
    );
    await rewriteLines(() => forged);
    expect((await words())[0]).toMatch(/anchor 1 .* key that was not given/);
  });

  it("tell of what is no anchor", async () => {
    await rewriteLines((all) => [...all, "{}"]);
    expect(await words()).toEqual([expect.stringMatching(/anchor 4 .* is not an anchor/)]);
    await expect(writeAnchor(ports())).rejects.toBeInstanceOf(TrailContradicted);
  });

  it("survive a power cut in the middle of a line", async () => {
    const whole = await readFile(path(), "utf8");
    await writeFile(path(), `${whole}{"version":1,"seq`);
    await prepareAnchorFolder(folder, key);
    await writeAnchor(ports());
    expect(await verify()).toMatchObject({ anchorsMet: 4, findings: [] });
  });

  it("of a server with another key are counted, not demanded", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "wardcast-anchors-"));
    const other = await openSigningKey({ file: undefined, dataDir: elsewhere });
    await prepareAnchorFolder(elsewhere, other);
    await writeAnchor({ ...ports(), folder: elsewhere, key: other });

    expect(await verify()).toMatchObject({ anchorsMet: 3, anchorsOfOtherKeys: 1, findings: [] });
    await rm(elsewhere, { recursive: true });
  });

  it("are not demanded of records that came after they were read", async () => {
    const anchors = await loadAnchors([folder]);
    await writeAnchor(ports());
    const head = await chainHead(database.pool);
    let asked = 0;
    const { findings } = await verifyTrail({
      source: {
        // As it was before the newest anchor, then as it is.
        head: async () => (asked++ === 0 ? head && { ...head, sequence: head.sequence - 1 } : head),
        records: (range) => chainRecords(database.pool, range),
      },
      loadAnchors: async () => anchors,
    });
    expect(findings).toEqual([]);
  });
});

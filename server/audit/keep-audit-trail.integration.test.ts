import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditEventsAfter, createAuditTrail } from "#db/audit";
import { chainHead } from "#db/audit-chain";
import { recentVerifications, requestVerification } from "#db/audit-verifications";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import { keepAuditTrail, systemEvent, type KeptAuditTrail } from "./keep-audit-trail";
import { runRequestedVerification } from "./run-verification";

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "wardcast-audit-"));
  return () => rm(dataDir, { recursive: true });
});

const anchors = () => join(dataDir, "audit-anchors");
const open = (): Promise<KeptAuditTrail> =>
  keepAuditTrail({
    pool: database.pool,
    ownerUrl: database.url,
    anchorFolder: anchors(),
    signingKeyFile: undefined,
    dataDir,
    timeZone: "Europe/London",
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
const headSequence = async () => (await chainHead(database.pool))?.sequence ?? Number.NaN;
const actionsAfter = async (sequence: number) =>
  (await auditEventsAfter(database.pool, sequence, 100)).map(({ action }) => action);

describe("the server's trail", () => {
  it("records start and stop, stores what was noted, and anchors the end", async () => {
    const before = await headSequence();
    const trail = await open();
    trail.note(systemEvent("model:loaded", { modelVersion: "1.0.0" }));
    await trail.stop();

    expect(await actionsAfter(before)).toEqual([
      "system:started",
      "model:loaded",
      "system:stopped",
      "audit:anchored",
    ]);
    const [line = ""] = (await readFile(join(anchors(), "anchors.jsonl"), "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({ sequence: before + 3, previousAnchorDigest: null });
  });

  it("signs with one key for as long as its data is kept, which nobody else can read", async () => {
    await (await open()).stop();
    const key = await readFile(join(dataDir, "audit-signing-key.pem"), "utf8");
    await (await open()).stop();

    expect(await readFile(join(dataDir, "audit-signing-key.pem"), "utf8")).toBe(key);
    const publicKeys = (await readdir(anchors())).filter((name) => name.startsWith("public-key"));
    expect(publicKeys).toHaveLength(1);
    for (const file of [
      join(dataDir, "audit-signing-key.pem"),
      join(anchors(), "anchors.jsonl"),
      join(anchors(), publicKeys[0]!),
    ])
      expect((await stat(file)).mode & 0o077, file).toBe(0);
  });

  it("does not start with a key that cannot sign anchors", async () => {
    await writeFile(join(dataDir, "audit-signing-key.pem"), "not a key");
    await expect(open()).rejects.toThrow(/DATA_DIR/);
  });
});

const tamper = (sql: string) =>
  inTransaction(database.pool, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    await client.query(sql);
  });

const run = (signal = new AbortController().signal) =>
  runRequestedVerification({
    db: database.pool,
    trail: createAuditTrail(database.pool),
    anchorFolder: anchors(),
    now: () => new Date(),
    signal,
  });
const request = (isWhole: boolean) => requestVerification(database.pool, { by: null, isWhole });

describe("a verification that was asked for", () => {
  it("is carried out once, and the next goes on where it ended", async () => {
    await request(false);
    await request(false); // one that waits is as good as another
    const first = await run();
    expect(first).toMatchObject({ outcome: "intact", after: 0 });
    expect(await run()).toBeUndefined();

    await request(false);
    expect(await run()).toMatchObject({ outcome: "intact", after: first?.last?.sequence });
    expect(await recentVerifications(database.pool, 2)).toMatchObject([
      { outcome: "intact", isWhole: false, finding: null },
      { outcome: "intact" },
    ]);
  });

  it("is itself recorded, with what came of it", async () => {
    const before = await headSequence();
    await request(true);
    await run();
    const [event] = await auditEventsAfter(database.pool, before, 1);
    expect(event).toMatchObject({
      action: "audit:verified",
      outcome: "permitted",
      details: { outcome: "intact", from: 1, to: before },
    });
  });

  it("of the whole finds what one of the newest does not look at", async () => {
    await request(false);
    await run();
    await tamper("update audit_events set address = '192.0.2.66' where sequence = 2");
    await request(false);
    expect(await run()).toMatchObject({ outcome: "intact" });

    await request(true);
    expect(await run()).toMatchObject({ outcome: "broken", badSequence: 2 });
    const [latest] = await recentVerifications(database.pool, 1);
    expect(latest).toMatchObject({ outcome: "broken", badSequence: 2 });
    expect(latest?.finding).toMatch(/record 2 was changed/);
    await tamper("update audit_events set address = null where sequence = 2");
  });

  it("is put back when the server stops meanwhile", async () => {
    await request(true);
    await expect(run(AbortSignal.abort())).rejects.toThrow();
    expect(await run()).toMatchObject({ outcome: "intact" });
  });

  it("is said to have failed when it could not be carried out", async () => {
    await writeFile(join(dataDir, "audit-anchors"), "a file, not a folder");
    await request(true);
    await expect(run()).rejects.toThrow();
    expect(await recentVerifications(database.pool, 1)).toMatchObject([{ outcome: "failed" }]);
  });
});

describe("npm run audit:verify", () => {
  const CLI = fileURLToPath(new URL("../cli/audit-verify.ts", import.meta.url));
  const TSX = fileURLToPath(new URL("../../node_modules/.bin/tsx", import.meta.url));
  const verify = (...more: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const options = ["--database", database.url, "--anchors", anchors(), ...more];
      execFile(TSX, [CLI, ...options], (failure, stdout, stderr) =>
        resolve({ code: failure ? Number(failure.code) : 0, out: stdout + stderr }),
      );
    });

  it("ends with 0 for a trail that is intact, 1 for one that is not, 2 when it cannot tell", async () => {
    await (await open()).stop();
    const intact = await verify();
    expect(intact.code).toBe(0);
    expect(intact.out).toMatch(/Intact/);

    await tamper("update audit_events set outcome = 'refused' where sequence = 3");
    const broken = await verify("--json");
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      isIntact: false,
      findings: [{ sequence: 3, words: expect.stringMatching(/record 3 was changed/) }],
    });
    await tamper("update audit_events set outcome = 'permitted' where sequence = 3");

    expect((await verify("--anchors", join(dataDir, "nowhere"))).code).toBe(2);
    expect((await verify("--after", "1")).code).toBe(2);
  });

  it("trusts an anchored record whose predecessors are no longer kept, when told to", async () => {
    await (await open()).stop();
    const [line = ""] = (await readFile(join(anchors(), "anchors.jsonl"), "utf8")).split("\n");
    const { sequence } = JSON.parse(line) as { sequence: number };
    await tamper(`delete from audit_events where sequence <= ${sequence}`);

    expect((await verify()).out).toMatch(/records? 1 .*gone/);
    expect(await verify("--after", String(sequence))).toMatchObject({ code: 0 });
  });

  it("relies on the key it is given and not on the one beside the anchors", async () => {
    await (await open()).stop();
    const elsewhere = await mkdtemp(join(tmpdir(), "wardcast-audit-"));
    const ours = dataDir;
    dataDir = elsewhere;
    await (await open()).stop();
    const [name = ""] = (await readdir(anchors())).filter((each) => each.startsWith("public-key"));
    const otherKey = join(anchors(), name);
    dataDir = ours;

    const { code, out } = await verify("--public-key", otherKey);
    expect(code).toBe(1);
    expect(out).toMatch(/signed by a key that was not given/);
    await rm(elsewhere, { recursive: true });
  });
});

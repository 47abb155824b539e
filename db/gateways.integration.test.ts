import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addGateway,
  bindCertificate,
  boundCertificates,
  findToken,
  gatewaysThatEnd,
  hashOfToken,
  listGateways,
  noteTokenUse,
  revokeGateway,
  rotateGatewayToken,
} from "./gateways";
import { readMigrations } from "./migrate";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const NOW = new Date("2026-11-27T12:00:00Z");
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const find = (token: string | undefined) => findToken(database.pool, hashOfToken(token ?? ""));
const listed = async (name: string) =>
  (await listGateways(database.pool, NOW)).find((gateway) => gateway.name === name);

describe("a gateway's token", () => {
  it("is found by its hash, lives for 90 days, and is stored nowhere itself", async () => {
    const token = await addGateway(database.pool, "bedside", { now: NOW });
    expect(token).toMatch(/^wcg_[\w-]{43}$/);
    expect(await find(token)).toMatchObject({
      name: "bedside",
      expiresAt: days(90),
      isRevoked: false,
      certificateSha256: null,
    });
    expect(await find(`${token}x`)).toBeUndefined();
    const { rows } = await database.pool.query(
      "select g::text || t::text as stored from gateways as g join gateway_tokens as t using (gateway_id)",
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("is rotated with an overlap, however often", async () => {
    const first = await addGateway(database.pool, "rotating", { now: NOW });
    const second = await rotateGatewayToken(database.pool, "rotating", {
      now: NOW,
      lifetimeDays: 30,
      overlapHours: 24,
    });
    expect(await find(first)).toMatchObject({ expiresAt: days(1), isRevoked: false });
    expect(await find(second)).toMatchObject({ expiresAt: days(30) });

    const third = await rotateGatewayToken(database.pool, "rotating", {
      now: days(0.5),
      overlapHours: 24,
    });
    // The overlap of the first is not made longer by the second rotation.
    expect(await find(first)).toMatchObject({ expiresAt: days(1) });
    expect(await find(second)).toMatchObject({ expiresAt: days(1.5) });
    expect(await find(third)).toMatchObject({ expiresAt: days(90.5) });
    expect((await listed("rotating"))?.tokens).toHaveLength(3);
  });

  it("ends at once when there is no overlap", async () => {
    const old = await addGateway(database.pool, "leaked", { now: NOW });
    await rotateGatewayToken(database.pool, "leaked", { now: days(1), overlapHours: 0 });
    expect((await find(old))?.expiresAt).toEqual(days(1));
  });

  it("is revoked with its gateway, and none is issued any more", async () => {
    const old = await addGateway(database.pool, "gone", { now: NOW });
    const renewed = await rotateGatewayToken(database.pool, "gone", { now: NOW, overlapHours: 24 });
    expect(await revokeGateway(database.pool, "gone")).toBe(true);
    for (const token of [old, renewed])
      expect(await find(token)).toMatchObject({ isRevoked: true });

    expect(await revokeGateway(database.pool, "gone")).toBe(false);
    const again = { now: NOW, overlapHours: 1 };
    expect(await rotateGatewayToken(database.pool, "gone", again)).toBeUndefined();
    expect(await bindCertificate(database.pool, "gone", "ab".repeat(32))).toBe(false);
    await expect(addGateway(database.pool, "gone")).rejects.toMatchObject({ code: "conflict" });
  });

  it("is listed with its use, the last one also when it has ended", async () => {
    const token = await addGateway(database.pool, "used", { now: days(-100), lifetimeDays: 1 });
    const tokenId = (await find(token))?.tokenId ?? "";
    await noteTokenUse(database.pool, tokenId, days(-99.5));
    await noteTokenUse(database.pool, tokenId, days(-99.9)); // comes late
    expect((await listed("used"))?.tokens).toEqual([
      {
        tokenId,
        createdAt: days(-100),
        expiresAt: days(-99),
        lastUsedAt: days(-99.5),
        revokedAt: null,
      },
    ]);
  });

  it("is pointed out when it is the last and ends soon", async () => {
    await addGateway(database.pool, "ending", { now: NOW, lifetimeDays: 10 });
    await addGateway(database.pool, "renewed", { now: NOW, lifetimeDays: 10 });
    await rotateGatewayToken(database.pool, "renewed", { now: NOW, overlapHours: 24 });
    await addGateway(database.pool, "ended", { now: days(-2), lifetimeDays: 1 });
    await addGateway(database.pool, "revoked", { now: NOW, lifetimeDays: 10 });
    await revokeGateway(database.pool, "revoked");
    expect(await gatewaysThatEnd(database.pool, NOW, days(14))).toEqual([
      { name: "ending", expiresAt: days(10) },
    ]);
  });
});

describe("a gateway's certificate", () => {
  it("is one gateway's alone", async () => {
    await addGateway(database.pool, "first");
    await addGateway(database.pool, "second");
    const sha256 = "0f".repeat(32);
    expect(await bindCertificate(database.pool, "first", sha256)).toBe(true);
    await expect(bindCertificate(database.pool, "second", sha256)).rejects.toMatchObject({
      code: "conflict",
    });
    await revokeGateway(database.pool, "first");
    // It stays known as revoked, and cannot come back as another gateway.
    expect(await boundCertificates(database.pool)).toMatchObject([
      { name: "first", sha256, isRevoked: true },
    ]);
    await expect(bindCertificate(database.pool, "second", sha256)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

it("tells every process of a change, and of no mere use", async () => {
  const listener = new pg.Client(database.url);
  await listener.connect();
  await listener.query("listen gateway_changed");
  const heard: string[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  const nextNews = () => once(listener, "notification");

  let news = nextNews();
  const token = await addGateway(database.pool, "told");
  await news;
  const known = await find(token);
  heard.length = 0;

  await noteTokenUse(database.pool, known?.tokenId ?? "", new Date());
  news = nextNews();
  await revokeGateway(database.pool, "told");
  await news;
  expect(new Set(heard)).toEqual(new Set([known?.gatewayId]));
  await listener.end();
});

it("brings tokens of before along, with 90 days more, and keeps what was revoked", async () => {
  const migration = (await readMigrations()).find(({ version }) => version === 15);
  const client = await database.pool.connect();
  try {
    await client.query(`begin; create schema past; set local search_path = past, public;
      create table gateways (
        gateway_id uuid primary key default gen_random_uuid(), name text not null,
        token_hash bytea not null, disabled_at timestamptz, created_at timestamptz not null default now(),
        constraint gateway_name_is_unique unique (name))`);
    await client.query(
      "insert into gateways (name, token_hash, disabled_at) values ($1, $2, null)",
      ["in use", hashOfToken("wcg_old")],
    );
    await client.query(
      "insert into gateways (name, token_hash, disabled_at) values ($1, $2, now())",
      ["ended", hashOfToken("wcg_ended")],
    );
    await client.query(migration?.sql ?? "");
    expect(await findToken(client, hashOfToken("wcg_old"))).toMatchObject({
      name: "in use",
      isRevoked: false,
    });
    expect(await findToken(client, hashOfToken("wcg_ended"))).toMatchObject({ isRevoked: true });
  } finally {
    await client.query("rollback");
    client.release();
  }
});

import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type pg from "pg";
import { addGateway, revokeGateway, rotateGatewayToken } from "#db/gateways";
import type { AuditEvent } from "#models/audit/audit-event";
import { createRateLimits } from "../http/rate-limits";
import { createGatewayDirectory } from "./gateway-directory";
import { createGatewayGate } from "./gateway-gate";
import { type TestHospital, openTestHospital } from "./testing/hospital";
import { adt } from "./testing/messages";
import { createVitalsHandler } from "./vitals-handler";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const patient = { record: "J1", visit: "JV1", unit: "SDU", bed: "01" };

const RATES = {
  REQUESTS_PER_ADDRESS: 1_000,
  REQUESTS_PER_SESSION: 1_000,
  SIGN_INS_PER_ADDRESS: 1_000,
  HANDSHAKES_PER_ADDRESS: 1_000,
  INGEST_PER_GATEWAY: 1_000,
};
const recorded: AuditEvent[] = [];
const audit = { record: async (...events: readonly AuditEvent[]) => void recorded.push(...events) };

function gateOf(pool: pg.Pool, rates = RATES) {
  const directory = createGatewayDirectory({ db: pool, log, now: Date.now });
  const limits = createRateLimits(rates, Date.now);
  return createGatewayGate({ directory, limits, audit, log, now: Date.now });
}

let hospital: TestHospital;
let server: Server;
let token: string;
beforeAll(async () => {
  hospital = await openTestHospital();
  const { database, ingest } = hospital;
  token = await addGateway(database.pool, "bedside");
  await ingest.openConversation().receive(Buffer.from(adt("A01", patient)));
  const handle = createVitalsHandler({
    gate: gateOf(database.pools.service),
    ingest,
    log,
    now: Date.now,
  });
  server = createServer((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.close();
  await hospital.stop();
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/ingest/vitals`, {
    method: "POST",
    body,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...headers,
    },
  });

const observation = {
  visitNumber: patient.visit,
  code: "8867-4",
  codeSystem: "LN",
  value: 72,
  unit: "/min",
  observedAt: "2026-03-01T12:00:00+00:00",
};
const batch = (observations: readonly object[]) =>
  JSON.stringify({ messageId: "M1", sentAt: "2026-03-01T12:00:01Z", observations });

describe("POST /api/ingest/vitals", () => {
  it("stores what it can once and answers item by item", async () => {
    const body = batch([
      observation,
      { ...observation, code: "8310-5", value: 98.6, unit: "[degF]" },
      { ...observation, value: 720 },
      { ...observation, visitNumber: "NOBODY" },
      {
        ...observation,
        visitNumber: undefined,
        bed: { unit: "SDU", label: "01" },
        value: 73,
        observedAt: "2026-03-01T12:00:01Z",
      },
    ]);
    for (const _ of [1, 2]) {
      const response = await post(body);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        messageId: "M1",
        results: [
          { position: 1, status: "recorded" },
          { position: 2, status: "recorded" },
          { position: 3, status: "rejected", reason: "implausible" },
          { position: 4, status: "rejected", reason: "unknown-patient" },
          { position: 5, status: "recorded" },
        ],
      });
    }
    const { rows } = await hospital.database.pool.query<{ signs: number; rejected: number }>(
      `select (select count(*)::int from vital_signs) as signs,
              (select count(*)::int from rejected_observations) as rejected`,
    );
    expect(rows[0]).toEqual({ signs: 3, rejected: 2 });
  });

  it("refuses whom it does not know, and what it cannot read", async () => {
    const status = async (response: Promise<Response>) => (await response).status;
    expect(await status(post(batch([observation]), { authorization: "" }))).toBe(401);
    expect(await status(post(batch([observation]), { authorization: "Bearer wrong" }))).toBe(401);
    expect(await status(post(batch([observation]), { "content-type": "text/plain" }))).toBe(415);
    expect(await status(post("{"))).toBe(400);
    expect(await status(post(batch([])))).toBe(400);
    expect(await status(post(batch([{ ...observation, observedAt: "2026-03-01T12:00:00" }])))).toBe(
      400,
    );
    expect(await status(post(" ".repeat(1_100_000)))).toBe(413);
  });

  it("charts no late value of a bed alone: somebody else may have lain there", async () => {
    const { visitNumber: _, ...nameless } = observation;
    const late = {
      ...nameless,
      bed: { unit: "SDU", label: "01" },
      observedAt: "2026-03-01T11:50:00Z",
    };
    const response = await post(batch([late, { ...late, visitNumber: patient.visit }]));
    expect(await response.json()).toMatchObject({
      results: [{ status: "rejected", reason: "unknown-patient" }, { status: "recorded" }],
    });
  });

  it("refuses a revoked token, says so, and tells the audit trail", async () => {
    const other = await addGateway(hospital.database.pool, "lost");
    await revokeGateway(hospital.database.pool, "lost");
    recorded.length = 0;
    for (const _ of [1, 2]) {
      const response = await post(batch([observation]), { authorization: `Bearer ${other}` });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: "token-revoked" });
    }
    expect(recorded).toMatchObject([
      {
        action: "gateway:refused",
        outcome: "refused",
        actor: { kind: "gateway", name: "lost" },
        details: { reason: "token-revoked" },
      },
    ]);
    expect(JSON.stringify(recorded)).not.toContain(other);
  });

  it("refuses an expired token, and takes the one it was rotated to", async () => {
    const { pool } = hospital.database;
    const yesterday = new Date(Date.now() - 86_400_000);
    const old = await addGateway(pool, "rotated", { now: yesterday });
    const renewed = await rotateGatewayToken(pool, "rotated", { now: yesterday, overlapHours: 1 });
    const expired = await post(batch([observation]), { authorization: `Bearer ${old}` });
    expect(expired.status).toBe(401);
    expect(await expired.json()).toMatchObject({ error: "token-expired" });
    const taken = await post(batch([observation]), { authorization: `Bearer ${renewed}` });
    expect(taken.status).toBe(200);
  });

  it("answers a gateway that sends too often with 429 and when to come again", async () => {
    const { database, ingest } = hospital;
    const gate = gateOf(database.pool, { ...RATES, INGEST_PER_GATEWAY: 1 });
    const handle = createVitalsHandler({ gate, ingest, log, now: () => 0 });
    const strict = createServer((request, response) => void handle(request, response));
    strict.listen(0, "127.0.0.1");
    await once(strict, "listening");
    const { port } = strict.address() as AddressInfo;
    const send = () =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: "POST",
        body: batch([observation]),
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      });
    const answers = [await send(), await send(), await send()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get("retry-after")).toBe("1");
    expect(await answers[2]?.json()).toMatchObject({ error: "too-many-requests" });
    strict.close();
  });
});

describe("without the database", () => {
  it("answers 503 and takes nothing, so that the gateway sends it again", async () => {
    const dying = await openTestHospital();
    const { pool } = dying.database;
    const lonelyToken = await addGateway(pool, "lonely");
    const away = { ...dying.ingest, recorder: { ...dying.ingest.recorder } };
    away.recorder.record = () => Promise.reject(new Error("away"));
    await dying.ingest.openConversation().receive(Buffer.from(adt("A01", patient)));
    const handle = createVitalsHandler({ gate: gateOf(pool), ingest: away, log, now: Date.now });
    const lonely = createServer((request, response) => void handle(request, response));
    lonely.listen(0, "127.0.0.1");
    await once(lonely, "listening");
    const { port } = lonely.address() as AddressInfo;
    const send = () =>
      fetch(`http://127.0.0.1:${port}/api/ingest/vitals`, {
        method: "POST",
        body: batch([observation]),
        headers: { authorization: `Bearer ${lonelyToken}`, "content-type": "application/json" },
      });

    // The token is known and the rows cannot be stored; then not even the token can be looked up.
    const unstored = await send();
    await dying.stop();
    const unknown = await send();
    for (const response of [unstored, unknown]) {
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("5");
      expect(await response.json()).toEqual({ error: "unavailable" });
    }
    lonely.close();
  });
});

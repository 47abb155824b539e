import { createServer, type Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { UnitSnapshot } from "#models/realtime/board";
import {
  ALERT_STEPS_PER_ANSWER,
  type AlertsCatchUp,
  type ClientToServerEvents,
  type Reply,
  type ServerToClientEvents,
  type UnitWatch,
} from "#models/realtime/events";
import { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import { err, ok } from "#models/shared/result";
import type { AlertNews } from "./alert-ledger";
import { createLiveClient, type LiveClient } from "./live-client";
import { createLiveStore, type LiveStore } from "./live-store";

/** For what takes milliseconds, on a machine that does much else. */
const PATIENTLY = { timeout: 20_000 };
const unitId = UnitId.parse("11111111-1111-4111-8111-111111111111");
/** More than two answers can hold. */
const MISSED = 2 * ALERT_STEPS_PER_ANSWER + 7;

/** A server of one unit, whose alerts are a list of steps. */
let http: HttpServer;
let server: Server<ClientToServerEvents, ServerToClientEvents>;
let store: LiveStore;
let client: LiveClient;
let close: () => void;
let steps: AlertNews[];
let asked: number[];
let answersCatchUp: boolean;

beforeEach(async () => {
  steps = [];
  asked = [];
  answersCatchUp = true;
  http = createServer();
  server = new Server(http);
  server.on("connection", (socket) => {
    socket.on("unit:watch", (_: UnitWatch, reply: Reply<UnitSnapshot>) => reply(ok(snapshot())));
    socket.on("alerts:catch-up", ({ afterSequence }: AlertsCatchUp, reply: Reply<AlertNews[]>) => {
      asked.push(afterSequence);
      if (!answersCatchUp) return reply(err({ code: "unavailable" }));
      const missed = steps.filter(({ sequence }) => sequence > afterSequence);
      reply(ok(missed.slice(0, ALERT_STEPS_PER_ANSWER)));
    });
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const address = http.address();
  if (typeof address !== "object" || !address) throw new Error("no port");

  store = createLiveStore({ startedAt: 0, browserNow: () => 0 });
  client = createLiveClient(store, (options) =>
    io(`http://127.0.0.1:${address.port}`, { ...options, forceNew: true, reconnectionDelay: 10 }),
  );
  close = client.open([unitId]);
  await vi.waitFor(() => expect(store.state().connection.state).toBe("live"), PATIENTLY);
});

afterEach(async () => {
  close();
  await server.close();
});

const snapshot = (): UnitSnapshot => ({
  ...{ unitId, sentAt: 0, beds: [], alerts: [], alertSequence: steps.length, technical: [] },
  system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
});

/** Of an alert that was raised and has ended: no snapshot will ever tell of it. */
const step = (sequence: number): AlertNews => ({
  ...{ sequence, step: "resolved", at: "2026-03-01T08:00:00Z" },
  alert: {
    alertId: AlertId.parse(`a0000000-0000-4000-8000-${String(sequence).padStart(12, "0")}`),
    encounterId: EncounterId.parse("e0000000-0000-4000-8000-000000000001"),
    bedId: BedId.parse("b0000000-0000-4000-8000-000000000001"),
    ...{ unitId, bedLabel: "01", priority: "high", phase: "resolved", rung: 0 },
    reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
    raisedAt: "2026-03-01T08:00:00Z",
    askedAt: "2026-03-01T08:00:00Z",
    endedAt: "2026-03-01T08:00:00Z",
  },
});
const missSteps = () => {
  steps = Array.from({ length: MISSED }, (_, index) => step(index + 1));
  for (const socket of server.sockets.sockets.values()) socket.conn.close();
};
const known = () => store.state().ledger.alerts.size;
const isLive = () => store.state().connection.state === "live";

it("hears that a policy of its units changed", async () => {
  server.emit("policy:changed", { unitId });
  await vi.waitFor(() => expect(store.state().policyChanges).toBe(1), PATIENTLY);
});

it("tells of the beds at first, in news, and anew after each time away", async () => {
  const told: string[] = [];
  let asked = 0;
  const board = { sentAt: 0, units: [], beds: [], boarding: [] };
  const serveBeds = (socket: ReturnType<typeof server.sockets.sockets.get>) =>
    socket?.on("bed-board:watch", (_, reply) => {
      asked += 1;
      reply(ok(board));
    });
  for (const socket of server.sockets.sockets.values()) serveBeds(socket);
  server.on("connection", serveBeds);

  const stop = client.watchBeds({
    onBoard: () => told.push("board"),
    onFrame: ({ sentAt }) => told.push(`frame ${sentAt}`),
  });
  await vi.waitFor(() => expect(told).toEqual(["board"]), PATIENTLY);
  server.emit("bed-board:changed", { unitId, sentAt: 7 });
  await vi.waitFor(() => expect(told).toEqual(["board", "frame 7"]), PATIENTLY);

  for (const socket of server.sockets.sockets.values()) socket.conn.close();
  await vi.waitFor(() => expect(told).toEqual(["board", "frame 7", "board"]), PATIENTLY);
  await vi.waitFor(() => expect(isLive()).toBe(true), PATIENTLY);

  stop();
  server.emit("bed-board:changed", { unitId, sentAt: 8 });
  server.emit("policy:changed", { unitId });
  await vi.waitFor(() => expect(store.state().policyChanges).toBe(1), PATIENTLY);
  expect(told).toHaveLength(3);
  expect(asked).toBe(2);
});

it("is told at once that nothing is done to a bed while the server is away", async () => {
  close();
  const bed = { bedId: BedId.parse("b0000000-0000-4000-8000-000000000001"), version: 1 };
  expect(await client.actOnBed({ type: "unblock", bed })).toEqual(err({ code: "unavailable" }));
});

it("stays closed", async () => {
  let connections = 0;
  server.on("connection", () => (connections += 1));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  close();
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(connections).toBe(0);
});

it("asks for what it missed until nothing is left", async () => {
  missSteps();
  await vi.waitFor(() => expect(known()).toBe(MISSED), PATIENTLY);
  expect(asked).toEqual([0, ALERT_STEPS_PER_ANSWER, 2 * ALERT_STEPS_PER_ANSWER]);
});

it("is not live before it knows what it missed, and asks again", { timeout: 20_000 }, async () => {
  answersCatchUp = false;
  missSteps();
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), PATIENTLY);
  expect(isLive()).toBe(false);
  expect(store.state().ledger.toldUpTo.get(unitId)).toBe(0);

  answersCatchUp = true;
  await vi.waitFor(() => expect(isLive()).toBe(true), PATIENTLY);
  expect(known()).toBe(MISSED);
});

import { createServer, type Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  type ClientToServerEvents,
  type Reply,
  type ServerToClientEvents,
} from "#models/realtime/events";
import type { RosterSnapshot } from "#models/realtime/roster";
import { RosterId } from "#models/rostering/roster-ids";
import type { AppErrorCode } from "#models/shared/errors";
import { err, ok } from "#models/shared/result";
import {
  aFrame,
  aPerson,
  aSnapshot,
  ROSTER_ID,
} from "../../(dashboard)/roster/[rosterId]/_components/testing/a-roster";
import { createLiveClient, type LiveClient } from "./live-client";
import { createLiveStore, type LiveStore } from "./live-store";
import type { RosterListener } from "./roster-client";

/** For what takes milliseconds, on a machine that does much else. */
const PATIENTLY = { timeout: 20_000 };
const GONE = RosterId.parse("00000000-0000-4000-8000-c00000000009");

/** A server of one roster. */
let http: HttpServer;
let server: Server<ClientToServerEvents, ServerToClientEvents>;
let store: LiveStore;
let client: LiveClient;
let close: () => void;
let left: RosterId[];
/** Answers that are kept back, once this is a list. */
let held: (() => void)[] | undefined;
let asked: number;

beforeEach(async () => {
  left = [];
  held = undefined;
  asked = 0;
  http = createServer();
  server = new Server(http);
  server.on("connection", (socket) => {
    socket.on(
      "roster:watch",
      ({ rosterId }: { rosterId: RosterId }, reply: Reply<RosterSnapshot>) => {
        asked += 1;
        const answer = () =>
          reply(
            rosterId === ROSTER_ID ? ok(aSnapshot([aPerson(1)], 7)) : err({ code: "not-found" }),
          );
        if (held) held.push(answer);
        else answer();
      },
    );
    socket.on("roster:leave", ({ rosterId }: { rosterId: RosterId }, reply: Reply<null>) => {
      left.push(rosterId);
      reply(ok(null));
    });
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const address = http.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  store = createLiveStore({ startedAt: 0, browserNow: () => 0 });
  client = createLiveClient(store, (options) =>
    io(`http://127.0.0.1:${address.port}`, { ...options, forceNew: true, reconnectionDelay: 10 }),
  );
  close = client.open([]);
  await vi.waitFor(() => expect(store.state().connection.state).toBe("live"), PATIENTLY);
});

afterEach(async () => {
  close();
  await server.close();
});

function listener() {
  const told = { snapshots: 0, frames: [] as number[], refused: [] as AppErrorCode[] };
  const nothing = () => undefined;
  const hears: RosterListener = {
    onSnapshot: () => (told.snapshots += 1),
    onFrame: ({ version }) => told.frames.push(version),
    ...{ onDemand: nothing, onPlanners: nothing, onJob: nothing, onProposal: nothing },
    onRefused: (code) => told.refused.push(code),
  };
  return { told, hears };
}

it("tells of a roster, of its news, and of the whole again after a time away", async () => {
  const { told, hears } = listener();
  client.rosters.watch(ROSTER_ID, hears);
  await vi.waitFor(() => expect(told.snapshots).toBe(1), PATIENTLY);
  server.emit("roster:changed", aFrame(6, []));
  server.emit("roster:changed", { ...aFrame(7, []), rosterId: GONE });
  await vi.waitFor(() => expect(told.frames).toEqual([6]), PATIENTLY);

  for (const socket of server.sockets.sockets.values()) socket.conn.close();
  await vi.waitFor(() => expect(told.snapshots).toBe(2), PATIENTLY);
  expect(store.state().connection.state).toBe("live");
});

it("asks for the whole again when its people have changed", async () => {
  const { told, hears } = listener();
  client.rosters.watch(ROSTER_ID, hears);
  await vi.waitFor(() => expect(told.snapshots).toBe(1), PATIENTLY);
  server.emit("roster:people-changed", { rosterId: ROSTER_ID });
  await vi.waitFor(() => expect(told.snapshots).toBe(2), PATIENTLY);
});

it("asks once more, and not for each piece of news, while the whole is on its way", async () => {
  const { told, hears } = listener();
  client.rosters.watch(ROSTER_ID, hears);
  await vi.waitFor(() => expect(told.snapshots).toBe(1), PATIENTLY);
  held = [];
  for (let news = 0; news < 5; news += 1)
    server.emit("roster:people-changed", { rosterId: ROSTER_ID });
  server.emit("roster:changed", aFrame(6, []));
  await vi.waitFor(() => expect(told.frames).toEqual([6]), PATIENTLY);
  const [first] = held;
  held = undefined;
  first?.();
  await vi.waitFor(() => expect(told.snapshots).toBe(3), PATIENTLY);
  expect(asked).toBe(3);
});

it("says that a roster is gone, and stays live for the rest of the page", async () => {
  const { told, hears } = listener();
  client.rosters.watch(GONE, hears);
  await vi.waitFor(() => expect(told.refused).toEqual(["not-found"]), PATIENTLY);
  expect(store.state().connection.state).toBe("live");
});

it("leaves when nobody looks at it any more", async () => {
  const [one, two] = [listener(), listener()];
  const stops = [one, two].map(({ hears }) => client.rosters.watch(ROSTER_ID, hears));
  await vi.waitFor(() => expect(two.told.snapshots).toBeGreaterThan(0), PATIENTLY);
  stops[0]?.();
  expect(left).toEqual([]);
  stops[1]?.();
  await vi.waitFor(() => expect(left).toEqual([ROSTER_ID]), PATIENTLY);
  server.emit("roster:changed", aFrame(6, []));
  expect(two.told.frames).toEqual([]);
});

it("answers that the server is away instead of keeping a change for later", async () => {
  close();
  const answer = await client.rosters.act({ type: "undo", rosterId: ROSTER_ID });
  expect(answer).toEqual({ ok: false, error: { code: "unavailable" } });
});

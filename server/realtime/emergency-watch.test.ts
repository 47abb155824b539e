import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveEmergencyAccess } from "#db/emergency-accesses";
import type { EncounterSnapshot } from "#models/realtime/board";
import type { AuditEvent } from "#models/audit/audit-event";
import { EmergencyAccessId, EncounterId, SessionId, UserId } from "#models/shared/ids";
import { createEmergencyWatch, type EmergencyWatch } from "./emergency-watch";
import type { RealtimeServer, RealtimeSocket } from "./session-watch";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const encounterId = EncounterId.parse("00000000-0000-4000-8000-000000000001");
const sessionId = SessionId.parse("00000000-0000-4000-8000-000000000002");
const access: LiveEmergencyAccess = {
  emergencyAccessId: EmergencyAccessId.parse("00000000-0000-4000-8000-000000000003"),
  encounterId,
  remainingMs: 60_000,
};
const snapshot: EncounterSnapshot = {
  encounterId,
  sentAt: 0,
  place: undefined,
  alerts: [],
  system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
};

const asked = {
  userId: UserId.parse("00000000-0000-4000-8000-000000000004"),
  sessionId,
  encounterId,
};

/** Notes what it is told; it has no connection behind it. */
function socketOf({ connected = true } = {}) {
  const told: unknown[] = [];
  const socket = Object.assign(new EventEmitter(), {
    connected,
    data: { session: { userId: asked.userId, sessionId } },
    handshake: { headers: {}, address: "127.0.0.1" },
    join: async (room: string) => void told.push(["join", room]),
    leave: async (room: string) => void told.push(["leave", room]),
    emit: (...news: unknown[]) => told.push(news),
  });
  return { socket: socket as unknown as RealtimeSocket, told };
}

let watch: EmergencyWatch;
let recorded: AuditEvent[];
let record: (...events: AuditEvent[]) => Promise<void>;
let answers: (() => Promise<LiveEmergencyAccess | undefined>)[];

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  recorded = [];
  record = async (...events) => void recorded.push(...events);
  watch = createEmergencyWatch({
    // Nothing is told to rooms here: what is asked is who is in them.
    io: {} as unknown as RealtimeServer,
    live: { encounterSnapshot: () => snapshot, placeOf: () => undefined },
    reads: {
      findLive: () => answers.shift()?.() ?? Promise.resolve(access),
      findNotice: async () => undefined,
    },
    trail: { record: (...events) => record(...events) },
    log: silent,
    now: () => new Date(),
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const closed = ["encounter:closed", { encounterId, emergencyAccessId: access.emergencyAccessId }];
const left = ["leave", `encounter:${encounterId}`];

it("lets in nobody whose access ended while the trail was written", async () => {
  answers = [async () => access, async () => undefined];
  const { socket, told } = socketOf();

  expect(await watch.enter(socket, asked)).toBeUndefined();
  expect(told).toEqual([]);
});

it("closes an access that ended between the question and the joining", async () => {
  answers = [async () => access, async () => access, async () => undefined];
  const { socket, told } = socketOf();

  await watch.enter(socket, asked);
  await vi.advanceTimersByTimeAsync(0);

  expect(told.slice(-2)).toEqual([left, closed]);
});

it("closes on time while the database is away", async () => {
  const { socket, told } = socketOf();
  await watch.enter(socket, asked);
  answers = Array.from({ length: 20 }, () => () => Promise.reject(new Error("away")));

  await vi.advanceTimersByTimeAsync(59_999);
  expect(told).toEqual([["join", `encounter:${encounterId}`]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told.slice(-2)).toEqual([left, closed]);
});

it("closes within ten seconds when the notification of the end was lost", async () => {
  const { socket, told } = socketOf();
  await watch.enter(socket, asked);
  await vi.advanceTimersByTimeAsync(0);
  answers = [async () => undefined];

  await vi.advanceTimersByTimeAsync(10_000);
  expect(told.slice(-2)).toEqual([left, closed]);
});

it("does not go on with another access to the same patient: the screen asks for it", async () => {
  const { socket, told } = socketOf();
  await watch.enter(socket, asked);
  await vi.advanceTimersByTimeAsync(0);
  const next = EmergencyAccessId.parse("00000000-0000-4000-8000-000000000009");
  answers = [async () => ({ ...access, emergencyAccessId: next })];

  watch.recheckAll();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toContainEqual(closed);
});

it("lets in no socket that has closed meanwhile", async () => {
  const { socket, told } = socketOf({ connected: false });
  expect(await watch.enter(socket, asked)).toBeUndefined();
  expect(told).toEqual([]);
});

it("answers only when the trail has it, and joins nothing when the trail is away", async () => {
  const { socket, told } = socketOf();
  await watch.enter(socket, asked);
  expect(recorded).toMatchObject([
    {
      action: "patient:viewed",
      basis: "emergency-access",
      actor: { kind: "user", sessionId },
      encounterId,
    },
  ]);

  told.length = 0;
  record = () => Promise.reject(new Error("the trail is away"));
  await expect(watch.enter(socket, asked)).rejects.toThrow("the trail is away");
  expect(told).toEqual([]);
});

it("tells the trail of no view that was refused", async () => {
  answers = [async () => undefined];
  expect(await watch.enter(socketOf().socket, asked)).toBeUndefined();
  expect(recorded).toEqual([]);
});

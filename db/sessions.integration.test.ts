import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { UserId } from "#models/shared/ids";
import { SessionId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import {
  createSession,
  endLapsedSessions,
  endSession,
  findLiveSession,
  findHolderOfClosedSession,
  findSessionEnd,
  openSessions,
  stepUpSession,
  touchSession,
} from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { createUser, disableUser } from "./users";

const START = new Date("2026-03-01T08:00:00Z");
const LIMITS = { idleMinutes: 15, absoluteHours: 1 };
const after = (minutes: number) => new Date(START.getTime() + minutes * MS_PER_MINUTE);

let database: TestDatabase;
let userId: UserId;
let sessionId: SessionId;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());

beforeEach(async () => {
  userId = await createUser(database.pool, {
    email: `nurse${++people}@wards.example`,
    name: "Nurse",
    role: "nurse",
    unitIds: [],
    passwordHash: "unused",
  });
  sessionId = await createSession(database.pool, userId, LIMITS, START);
});

it("tells who is there, with which rights, and until when", async () => {
  expect(await findLiveSession(database.pool, sessionId, after(1))).toEqual({
    sessionId,
    userId,
    name: "Nurse",
    email: `nurse${people}@wards.example`,
    role: "nurse",
    unitIds: [],
    secondFactorAt: START,
    steppedUpAt: START,
    idleAt: after(15),
    expiresAt: after(60),
  });
});

it("lives until its idle end and no longer", async () => {
  expect(await findLiveSession(database.pool, sessionId, after(14.9))).toBeDefined();
  expect(await findLiveSession(database.pool, sessionId, after(15))).toBeUndefined();
  expect(await findSessionEnd(database.pool, sessionId, after(15))).toBe("idle");
});

it("is kept alive by activity, but never past its absolute end", async () => {
  for (const minutes of [14, 28, 42])
    expect(await touchSession(database.pool, sessionId, after(minutes))).toBeDefined();

  expect(await touchSession(database.pool, sessionId, after(50))).toEqual({
    idleAt: after(60),
    expiresAt: after(60),
  });
  expect(await findLiveSession(database.pool, sessionId, after(60))).toBeUndefined();
  expect(await findSessionEnd(database.pool, sessionId, after(60))).toBe("expired");
});

it("notes when a second factor is shown again, in a session that lives", async () => {
  expect(await stepUpSession(database.pool, sessionId, after(7))).toBe(true);
  expect(await findLiveSession(database.pool, sessionId, after(8))).toMatchObject({
    secondFactorAt: START,
    steppedUpAt: after(7),
  });

  await endSession(database.pool, sessionId, "signed-out");
  expect(await stepUpSession(database.pool, sessionId, after(9))).toBe(false);
});

it("does not come back to life by a touch that is too late", async () => {
  expect(await touchSession(database.pool, sessionId, after(16))).toBeUndefined();
  expect(await findLiveSession(database.pool, sessionId, after(16))).toBeUndefined();
});

it("does not lose time when an older touch arrives last", async () => {
  await touchSession(database.pool, sessionId, after(10));
  const ends = await touchSession(database.pool, sessionId, after(9));

  expect(ends?.idleAt).toEqual(after(25));
});

it("ends at once, and keeps the first reason", async () => {
  await endSession(database.pool, sessionId, "revoked");
  await endSession(database.pool, sessionId, "signed-out");

  expect(await findLiveSession(database.pool, sessionId, after(1))).toBeUndefined();
  expect(await findSessionEnd(database.pool, sessionId, after(1))).toBe("revoked");
});

it.each([
  ["signed-out", true],
  ["revoked", true],
  ["idle", false],
  ["expired", false],
  ["access-changed", false],
] as const)("that is %s was ended on purpose: %s", async (reason, isOnPurpose) => {
  await endSession(database.pool, sessionId, reason);

  const holder = await findHolderOfClosedSession(database.pool, sessionId);
  expect(holder).toBe(isOnPurpose ? userId : undefined);
});

it("was not ended while it lives, nor by lapsing before its row is closed", async () => {
  expect(await findLiveSession(database.pool, sessionId, after(16))).toBeUndefined();
  expect(await findHolderOfClosedSession(database.pool, sessionId)).toBeUndefined();
});

it("ends when the account is disabled", async () => {
  await disableUser(database.pool, userId);

  expect(await findLiveSession(database.pool, sessionId, after(1))).toBeUndefined();
});

it("announces an end to whoever listens", async () => {
  const listener = await database.pool.connect();
  try {
    await listener.query("listen access_changed");
    const heard = new Promise((resolve) =>
      listener.once("notification", ({ payload }) => resolve(payload)),
    );

    await endSession(database.pool, sessionId, "signed-out");

    expect(await heard).toBe(userId);
  } finally {
    listener.release(true);
  }
});

it("closes lapsed sessions with the reason and leaves the living", async () => {
  const young = await createSession(database.pool, userId, LIMITS, after(10));

  await endLapsedSessions(database.pool, after(16));

  const open = (await openSessions(database.pool, after(16))).map((session) => session.sessionId);
  expect(open).toContain(young);
  expect(open).not.toContain(sessionId);
  expect(await findSessionEnd(database.pool, sessionId, after(16))).toBe("idle");
});

it("knows nothing of a session that never was", async () => {
  const unknown = SessionId.parse("00000000-0000-4000-8000-000000000000");

  expect(await findLiveSession(database.pool, unknown, START)).toBeUndefined();
  expect(await findSessionEnd(database.pool, unknown, START)).toBeUndefined();
});

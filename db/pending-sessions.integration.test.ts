import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SecondFactorId, type SessionId, type UserId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import {
  createPendingSession,
  findPendingSession,
  markEnrolled,
  takeOverPendingSession,
} from "./pending-sessions";
import { addTotpFactor } from "./second-factors";
import {
  createSession,
  endLapsedSessions,
  endSessionsOfUser,
  findLiveSession,
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
let pending: SessionId;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

beforeEach(async () => {
  userId = await createUser(database.pool, {
    email: `pending${++people}@wards.example`,
    name: "Nurse",
    role: "nurse",
    unitIds: [],
    passwordHash: "unused",
  });
  pending = await createPendingSession(database.pool, userId, START);
});

it("is known as pending for ten minutes and no longer", async () => {
  expect(await findPendingSession(database.pool, pending, after(9.9))).toEqual({
    sessionId: pending,
    userId,
    name: "Nurse",
    email: `pending${people}@wards.example`,
    hasSecondFactor: false,
    hasEnrolled: false,
  });
  expect(await findPendingSession(database.pool, pending, after(10))).toBeUndefined();
});

it("is no session: not live, not touched, not stepped up, not listed, and without an end to explain", async () => {
  const { pool } = database;
  expect(await findLiveSession(pool, pending, after(1))).toBeUndefined();
  expect(await touchSession(pool, pending, after(1))).toBeUndefined();
  expect(await stepUpSession(pool, pending, after(1))).toBe(false);
  expect(await findSessionEnd(pool, pending, after(1))).toBeUndefined();
  const listed = (await openSessions(pool, after(1))).map(({ sessionId }) => sessionId);
  expect(listed).not.toContain(pending);
});

it("is taken over once, however many try at once", async () => {
  const takings = await Promise.all(
    Array.from({ length: 4 }, () => takeOverPendingSession(database.pool, pending, after(1))),
  );

  expect(takings.filter(Boolean)).toHaveLength(1);
  expect(await findPendingSession(database.pool, pending, after(1))).toBeUndefined();
});

it("is not taken over when it is too late, has ended, or is a full session", async () => {
  expect(await takeOverPendingSession(database.pool, pending, after(10))).toBe(false);

  await endSessionsOfUser(database.pool, userId, "revoked");
  expect(await takeOverPendingSession(database.pool, pending, after(1))).toBe(false);

  const full = await createSession(database.pool, userId, LIMITS, START);
  expect(await takeOverPendingSession(database.pool, full, after(1))).toBe(false);
  expect(await findLiveSession(database.pool, full, after(1))).toBeDefined();
});

it("knows whether the account has a second factor, and whether it came in this session", async () => {
  await addTotpFactor(database.pool, {
    secondFactorId: SecondFactorId.parse(randomUUID()),
    userId,
    name: "Phone",
    totpSecret: Buffer.from("sealed"),
    lastStep: 0,
  });
  expect(await findPendingSession(database.pool, pending, after(1))).toMatchObject({
    hasSecondFactor: true,
    hasEnrolled: false,
  });

  expect(await markEnrolled(database.pool, pending, after(1))).toBe(true);
  expect(await findPendingSession(database.pool, pending, after(1))).toMatchObject({
    hasEnrolled: true,
  });
  expect(await markEnrolled(database.pool, pending, after(10))).toBe(false);
});

it("ends with the account", async () => {
  await disableUser(database.pool, userId);

  expect(await findPendingSession(database.pool, pending, after(1))).toBeUndefined();
});

it("is closed like any other when its time is over", async () => {
  await endLapsedSessions(database.pool, after(11));

  const { rows } = await database.pool.query(
    "select ended_at is not null as closed from sessions where session_id = $1",
    [pending],
  );
  expect(rows).toEqual([{ closed: true }]);
});

it("cannot be made to last: the database refuses it", async () => {
  const prolong = database.pool.query(
    "update sessions set expires_at = expires_at + interval '1 minute' where session_id = $1",
    [pending],
  );
  await expect(prolong).rejects.toMatchObject({ constraint: "pending_session_is_short" });
});

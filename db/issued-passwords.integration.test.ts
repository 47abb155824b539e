import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { SessionId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { awaitOwnPassword, findSessionAwaitingPassword } from "./issued-passwords";
import { changeOwnPassword } from "./own-password";
import {
  createSession,
  endSession,
  findLiveSession,
  findSessionEnd,
  touchSession,
} from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { admitPassword, createUser, disableUser, resetPassword } from "./users";

const NOW = new Date("2026-03-01T08:00:00Z");
const LIMITS = { idleMinutes: 15, absoluteHours: 12 };
const later = (hours: number) => new Date(NOW.getTime() + hours * MS_PER_HOUR);

let database: TestDatabase;
let userId: UserId;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  userId = await add({ passwordIssuedAt: NOW });
});

const add = (issued: { passwordIssuedAt?: Date }): Promise<UserId> =>
  createUser(database.pool, {
    email: `issued${++people}@wards.example`,
    name: "Person",
    role: "nurse",
    unitIds: [],
    passwordHash: "issued hash",
    ...issued,
  });

/** A session as a password opens it, once the second factor was shown. */
async function begin(): Promise<SessionId> {
  const sessionId = await createSession(database.pool, userId, LIMITS, NOW);
  await awaitOwnPassword(database.pool, sessionId);
  return sessionId;
}

const choose = (sessionId: SessionId, shownHash = "issued hash") =>
  changeOwnPassword(database.pool, { userId, sessionId, shownHash, passwordHash: "own hash" }, NOW);

it("opens the account for a day", async () => {
  expect(await admitPassword(database.pool, userId, later(23.9))).toMatchObject({ ok: true });
  expect(await admitPassword(database.pool, userId, later(24))).toEqual({
    ok: false,
    error: "issued-too-long-ago",
  });
});

it("opens it for good once its owner has chosen another", async () => {
  await choose(await begin());

  expect(await admitPassword(database.pool, userId, later(24 * 365))).toMatchObject({ ok: true });
});

it("ends after a day for an account that had one before, too", async () => {
  userId = await add({});
  expect(await admitPassword(database.pool, userId, later(24 * 365))).toMatchObject({ ok: true });

  await resetPassword(database.pool, userId, "issued hash");

  const tomorrow = new Date(Date.now() + 24 * MS_PER_HOUR);
  expect(await admitPassword(database.pool, userId, tomorrow)).toMatchObject({ ok: false });
});

it("opens a session that is no session until the password is replaced", async () => {
  const sessionId = await begin();
  expect(await findLiveSession(database.pool, sessionId, NOW)).toBeUndefined();
  expect(await touchSession(database.pool, sessionId, NOW)).toBeUndefined();
  expect(await findSessionEnd(database.pool, sessionId, NOW)).toBeUndefined();
  expect(await findSessionAwaitingPassword(database.pool, sessionId, NOW)).toMatchObject({
    userId,
  });

  expect(await choose(sessionId)).toEqual({ endedSessions: 0 });

  expect(await findLiveSession(database.pool, sessionId, NOW)).toMatchObject({ userId });
  expect(await findSessionAwaitingPassword(database.pool, sessionId, NOW)).toBeUndefined();
});

it("goes on waiting when what was shown is not the password", async () => {
  const sessionId = await begin();

  expect(await choose(sessionId, "another hash")).toBeUndefined();

  expect(await findLiveSession(database.pool, sessionId, NOW)).toBeUndefined();
});

it("waits for nothing where the password is the owner's own", async () => {
  userId = await add({});

  expect(await findLiveSession(database.pool, await begin(), NOW)).toMatchObject({ userId });
});

it.each<[string, (sessionId: SessionId) => Promise<unknown>]>([
  ["it was ended", (sessionId) => endSession(database.pool, sessionId, "signed-out")],
  ["the account is disabled", () => disableUser(database.pool, userId)],
  ["another password was issued", () => resetPassword(database.pool, userId, "issued anew")],
])("waits no more when %s", async (_, happens) => {
  const sessionId = await begin();

  await happens(sessionId);

  expect(await findSessionAwaitingPassword(database.pool, sessionId, NOW)).toBeUndefined();
  expect(await findLiveSession(database.pool, sessionId, NOW)).toBeUndefined();
});

it("waits no longer than a session may be idle", async () => {
  const sessionId = await begin();

  expect(await findSessionAwaitingPassword(database.pool, sessionId, later(0.25))).toBeUndefined();
});

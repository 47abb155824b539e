import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import type { UserId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { changeOwnPassword, findOwnCredentials } from "./own-password";
import { endOtherSessions, endOwnSession, ownSessions } from "./own-sessions";
import { createSession, endSession, findLiveSession, findSessionEnd } from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import {
  changeUserRights,
  createUser,
  disableUser,
  findCredentials,
  recordSignInFailure,
  resetPassword,
} from "./users";

const START = new Date("2026-03-01T08:00:00Z");
const AMPLE = { idleMinutes: 720, absoluteHours: 72 };
const CHROME = { device: "Chrome on Linux", address: "10.1.2.3" };
const after = (minutes: number) => new Date(START.getTime() + minutes * MS_PER_MINUTE);

let database: TestDatabase;
let userId: UserId;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  userId = await add("nurse");
});

const emailOf = (person: number) => `own${person}@wards.example`;
const add = (role: Role): Promise<UserId> =>
  createUser(database.pool, {
    email: emailOf(++people),
    name: "Person",
    role,
    unitIds: [],
    passwordHash: "old hash",
  });
const begin = (of = userId, now = START, origin = CHROME) =>
  createSession(database.pool, of, AMPLE, now, origin);
const lives = async (sessionId: Awaited<ReturnType<typeof begin>>, now = after(1)) =>
  (await findLiveSession(database.pool, sessionId, now)) !== undefined;

describe("a person's own sessions", () => {
  it("are listed with where they began, the most recent first, and nobody else's", async () => {
    const older = await begin();
    const newer = await begin(userId, after(1), {
      device: "Safari on iPad",
      address: "2001:db8::7",
    });
    await begin(await add("nurse"));

    expect(await ownSessions(database.pool, userId, after(2))).toEqual([
      {
        sessionId: newer,
        device: "Safari on iPad",
        address: "2001:db8::7",
        createdAt: after(1),
        lastSeenAt: after(1),
      },
      { sessionId: older, ...CHROME, createdAt: START, lastSeenAt: START },
    ]);
  });

  it("are listed without origin when the request told none", async () => {
    const sessionId = await createSession(database.pool, userId, AMPLE, START);

    expect(await ownSessions(database.pool, userId, after(1))).toMatchObject([
      { sessionId, device: null, address: null },
    ]);
  });

  it("are listed no more when they ended or lapsed", async () => {
    const sessionId = await begin();
    await endSession(database.pool, sessionId, "signed-out");
    await begin();

    expect(await ownSessions(database.pool, userId, after(15))).toEqual([]);
  });

  it("are ended one by one, and only by their owner", async () => {
    const [mine, theirs] = [await begin(), await begin(await add("nurse"))];

    expect(await endOwnSession(database.pool, userId, theirs)).toBe(false);
    expect(await endOwnSession(database.pool, userId, mine)).toBe(true);
    expect(await endOwnSession(database.pool, userId, mine)).toBe(false);

    expect(await lives(theirs)).toBe(true);
    expect(await lives(mine)).toBe(false);
  });

  it("are ended all but one", async () => {
    const [kept, left, right] = [await begin(), await begin(), await begin()];
    const theirs = await begin(await add("nurse"));

    expect(await endOtherSessions(database.pool, userId, kept)).toBe(2);

    expect(await Promise.all([kept, theirs, left, right].map((each) => lives(each)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("the times of a session", () => {
  it.each([
    ["nurse", 15, 12.5],
    ["system-admin", 10, 8],
    ["scheduler", 30, 10],
  ] as const)("of a %s are %i minutes and %d hours", async (role, idleMinutes, hours) => {
    const sessionId = await begin(await add(role));

    expect(await findLiveSession(database.pool, sessionId, START)).toMatchObject({
      idleAt: after(idleMinutes),
      expiresAt: after(hours * 60),
    });
  });

  it("are shortened at once by a role that is given less", async () => {
    await add("system-admin");
    const sessionId = await begin();

    await changeUserRights(database.pool, userId, {
      name: "Person",
      role: "system-admin",
      unitIds: [],
    });

    expect(await findLiveSession(database.pool, sessionId, START)).toMatchObject({
      idleAt: after(10),
      expiresAt: after(8 * 60),
    });
  });

  it("are over at once when the new role's have passed already", async () => {
    const sessionId = await begin();

    await changeUserRights(database.pool, userId, {
      name: "Person",
      role: "security-officer",
      unitIds: [],
    });

    expect(await findLiveSession(database.pool, sessionId, after(11))).toBeUndefined();
    expect(await findSessionEnd(database.pool, sessionId, after(11))).toBe("idle");
  });

  it("are not lengthened by a role that is given more", async () => {
    await add("system-admin");
    const admin = await add("system-admin");
    const sessionId = await begin(admin);

    await changeUserRights(database.pool, admin, { name: "Person", role: "nurse", unitIds: [] });

    expect(await findLiveSession(database.pool, sessionId, START)).toMatchObject({
      idleAt: after(10),
      expiresAt: after(8 * 60),
    });
  });
});

describe("a password that its owner changes", () => {
  const change = async (shownHash = "old hash", now = after(1)) => {
    const sessionId = await begin();
    const other = await begin();
    const done = await changeOwnPassword(
      database.pool,
      { userId, sessionId, shownHash, passwordHash: "new hash" },
      now,
    );
    return { done, sessionId, other };
  };
  const hashNow = async () => (await findCredentials(database.pool, emailOf(people)))?.passwordHash;

  it("ends the other sessions and leaves the one it was done in", async () => {
    const { done, sessionId, other } = await change();

    expect(done).toEqual({ endedSessions: 1 });
    expect(await lives(sessionId)).toBe(true);
    expect(await lives(other)).toBe(false);
    expect(await hashNow()).toBe("new hash");
  });

  it("stays as an administrator has reset it meanwhile", async () => {
    await resetPassword(database.pool, userId, "reset hash");
    const { done, other } = await change();

    expect(done).toBeUndefined();
    expect(await hashNow()).toBe("reset hash");
    expect(await lives(other)).toBe(true);
  });

  it("stays while the account is locked, though the old one was right", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1)
      await recordSignInFailure(database.pool, userId, START);

    expect((await change()).done).toBeUndefined();
    expect((await change("old hash", after(14.9))).done).toBeUndefined();
    expect(await findOwnCredentials(database.pool, userId)).toMatchObject({
      lockedUntil: after(15),
      passwordHash: "old hash",
    });
    expect((await change("old hash", after(15))).done).toBeDefined();
  });

  it("stays when the account is disabled", async () => {
    await disableUser(database.pool, userId);

    expect((await change()).done).toBeUndefined();
  });

  it("forgets the failures before it", async () => {
    for (let attempt = 0; attempt < 4; attempt += 1)
      await recordSignInFailure(database.pool, userId, START);
    await change();
    await recordSignInFailure(database.pool, userId, START);

    expect((await findOwnCredentials(database.pool, userId))?.lockedUntil).toBeNull();
  });
});

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import type { SiteId, UnitId, UserId } from "#models/shared/ids";
import { err, ok } from "#models/shared/result";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { findPendingSession } from "./pending-sessions";
import { createSession, findLiveSession } from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addUnit, allSites } from "./units";
import {
  admitPassword,
  attemptSecondFactor,
  changeUserRights,
  createUser,
  disableUser,
  enableUser,
  findCredentials,
  recordSignInFailure,
  resetPassword,
  staffAccounts,
  unlockUser,
} from "./users";

const NOW = new Date("2026-03-01T08:00:00Z");
const LIMITS = { idleMinutes: 15, absoluteHours: 12 };
const after = (minutes: number) => new Date(NOW.getTime() + minutes * MS_PER_MINUTE);

let database: TestDatabase;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(() => database.pool.query("delete from users"));

const add = (role: Role, unitIds: UnitId[] = []): Promise<UserId> =>
  createUser(database.pool, {
    email: `person${++people}@wards.example`,
    name: "Person",
    role,
    unitIds,
    passwordHash: "hash",
  });

const fail = async (userId: UserId, times: number) => {
  for (let attempt = 0; attempt < times; attempt += 1)
    await recordSignInFailure(database.pool, userId, NOW);
};

async function addUnitNamed(code: string): Promise<UnitId> {
  await database.pool.query(
    `insert into sites (code, name) values ('TEST', 'Test') on conflict do nothing`,
  );
  const siteId = (await allSites(database.pool))[0]?.siteId as SiteId;
  const unitId = await addUnit(database.pool, { siteId, code, name: code, kind: "ward" });
  if (!unitId) throw new Error(`unit ${code} exists`);
  return unitId;
}

it("finds the credentials of an account, and none for a stranger", async () => {
  const userId = await add("nurse");

  expect(await findCredentials(database.pool, `person${people}@wards.example`)).toEqual({
    userId,
    passwordHash: "hash",
  });
  expect(await findCredentials(database.pool, "nobody@wards.example")).toBeUndefined();
});

const right = async () => ok("shown");
const wrong = async () => err("wrong" as const);
const LOCKED = { ok: false, error: "locked" };

it("opens a pending session for a right password, and no other", async () => {
  const userId = await add("nurse");
  const admitted = await admitPassword(database.pool, userId, NOW);

  if (!admitted.ok) throw new Error(admitted.error);
  expect(await findPendingSession(database.pool, admitted.value, NOW)).toMatchObject({ userId });
  expect(await findLiveSession(database.pool, admitted.value, NOW)).toBeUndefined();
});

it("locks an account for a quarter of an hour at the fifth failure, for the right password too", async () => {
  const userId = await add("nurse");
  await fail(userId, 5);

  expect(await admitPassword(database.pool, userId, after(14))).toEqual(LOCKED);
  expect(await admitPassword(database.pool, userId, after(15))).toMatchObject({ ok: true });
});

it("says which failure locked the account", async () => {
  const userId = await add("nurse");
  await fail(userId, 4);

  expect(await recordSignInFailure(database.pool, userId, NOW)).toEqual({ hasLocked: true });
  expect(await recordSignInFailure(database.pool, userId, NOW)).toEqual({ hasLocked: false });
});

it("counts failures that happen side by side", async () => {
  const userId = await add("nurse");
  await Promise.all(
    Array.from({ length: 5 }, () => recordSignInFailure(database.pool, userId, NOW)),
  );

  expect(await admitPassword(database.pool, userId, NOW)).toEqual(LOCKED);
});

it("counts wrong second factors with wrong passwords, and locks for the right one too", async () => {
  const userId = await add("nurse");
  await fail(userId, 2);
  await attemptSecondFactor(database.pool, userId, NOW, wrong);
  await attemptSecondFactor(database.pool, userId, NOW, wrong);

  const fifth = await attemptSecondFactor(database.pool, userId, NOW, wrong);

  expect(fifth).toEqual({ ok: false, error: "wrong-and-locked" });
  expect(await attemptSecondFactor(database.pool, userId, NOW, right)).toEqual(LOCKED);
});

it("gives whoever knows the password no fresh guesses at the second factor", async () => {
  const userId = await add("nurse");
  for (let round = 0; round < 5; round += 1) {
    await admitPassword(database.pool, userId, NOW);
    await attemptSecondFactor(database.pool, userId, NOW, wrong);
  }

  expect(await admitPassword(database.pool, userId, NOW)).toEqual(LOCKED);
});

it("lets one guess of many at once be looked at after the lock", async () => {
  const userId = await add("nurse");
  let looked = 0;
  const guesses = Array.from({ length: 12 }, () =>
    attemptSecondFactor(database.pool, userId, NOW, async () => {
      looked += 1;
      return err("wrong");
    }),
  );
  await Promise.all(guesses);

  expect(looked).toBe(5);
});

it("forgets earlier failures when the second factor was right", async () => {
  const userId = await add("nurse");
  await fail(userId, 4);
  await attemptSecondFactor(database.pool, userId, NOW, right);
  await fail(userId, 4);

  expect(await admitPassword(database.pool, userId, NOW)).toMatchObject({ ok: true });
});

it("opens a locked account when an administrator says so", async () => {
  const userId = await add("nurse");
  await fail(userId, 5);
  await unlockUser(database.pool, userId);

  expect(await admitPassword(database.pool, userId, NOW)).toMatchObject({ ok: true });
});

it("does not admit a disabled account until it is enabled again", async () => {
  await add("system-admin");
  const userId = await add("nurse");
  await disableUser(database.pool, userId);
  const refused = { ok: false, error: "disabled" };
  expect(await admitPassword(database.pool, userId, NOW)).toEqual(refused);
  expect(await attemptSecondFactor(database.pool, userId, NOW, right)).toEqual(refused);

  await enableUser(database.pool, userId);
  expect(await admitPassword(database.pool, userId, NOW)).toMatchObject({ ok: true });
});

it("refuses a second account for one address", async () => {
  const user = {
    email: "twice@wards.example",
    name: "Person",
    role: "nurse",
    unitIds: [],
    passwordHash: "hash",
  } as const;
  await createUser(database.pool, user);

  await expect(createUser(database.pool, user)).rejects.toMatchObject({ code: "conflict" });
});

it("gives a live session the rights that were changed a moment ago", async () => {
  const [first, second] = [await addUnitNamed("A1"), await addUnitNamed("A2")];
  const userId = await add("nurse", [first]);
  const sessionId = await createSession(database.pool, userId, LIMITS, NOW);

  await changeUserRights(database.pool, userId, {
    name: "New name",
    role: "charge-nurse",
    unitIds: [second],
  });

  expect(await findLiveSession(database.pool, sessionId, NOW)).toMatchObject({
    name: "New name",
    role: "charge-nurse",
    unitIds: [second],
  });
});

it("keeps the last enabled system administrator", async () => {
  const last = await add("system-admin");
  const nurse = { name: "Person", role: "nurse", unitIds: [] } as const;

  await expect(disableUser(database.pool, last)).rejects.toMatchObject({ code: "conflict" });
  await expect(changeUserRights(database.pool, last, nurse)).rejects.toMatchObject({
    code: "conflict",
  });

  await add("system-admin");
  await expect(changeUserRights(database.pool, last, nurse)).resolves.toBeUndefined();
});

it("keeps one of two administrators who demote each other at once", async () => {
  const [one, other] = [await add("system-admin"), await add("system-admin")];
  await Promise.allSettled([disableUser(database.pool, one), disableUser(database.pool, other)]);

  const accounts = await staffAccounts(database.pool, NOW);
  expect(accounts.filter(({ isDisabled }) => !isDisabled)).toHaveLength(1);
});

it("ends every session when a password is reset", async () => {
  const userId = await add("nurse");
  const sessionId = await createSession(database.pool, userId, LIMITS, NOW);
  await resetPassword(database.pool, userId, "another hash");

  expect(await findLiveSession(database.pool, sessionId, NOW)).toBeUndefined();
});

it("lists nobody as signed in who has only typed a password", async () => {
  const userId = await add("nurse");
  await admitPassword(database.pool, userId, NOW);

  expect(await staffAccounts(database.pool, after(1))).toMatchObject([
    { userId, openSessions: 0, lastSeenAt: null },
  ]);
});

it("lists accounts with what an administrator must know of them", async () => {
  const userId = await add("nurse");
  await createSession(database.pool, userId, LIMITS, NOW);
  await fail(userId, 5);

  expect(await staffAccounts(database.pool, after(1))).toMatchObject([
    {
      userId,
      openSessions: 1,
      secondFactors: 0,
      isDisabled: false,
      lockedUntil: after(15),
      lastSeenAt: NOW,
    },
  ]);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { changeOwnPassword } from "#db/own-password";
import { endOtherSessions, endOwnSession } from "#db/own-sessions";
import { createSession, endSession, endSessionsOfUser } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { changeUserRights, disableUser, recordSignInFailure, resetPassword } from "#db/users";
import type { Role } from "#models/access/role";
import type { BedFrame } from "#models/realtime/board";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import {
  admitPatient,
  openScreen,
  outcomeOf,
  present,
  recordHeartRate,
  type RunningServer,
  type Screen,
  seedTestHospital,
  signIn,
  startServer,
} from "./testing-hospital";

/** Whatever a session holds is gone this long after its end, or after its rights changed, at the latest. */
const LIMIT_MS = 2_000;
/** A cause that is a moment of time lies this far ahead when the screen opens. */
const AHEAD_MS = 1_500;

let database: TestDatabase;
let server: RunningServer;
let one: UnitId;
let two: UnitId;
let visit: string;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  one = present(units["U1"]);
  two = present(units["U2"]);
  visit = crypto.randomUUID();
  await admitPatient(database.pool, { unit: "U1", bed: "01", visit });
});
afterAll(() => database.stop());

beforeEach(async () => {
  server = await startServer(database);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
});

interface Person {
  userId: UserId;
  sessionId: SessionId;
  cookie: string;
}

const nurse = (): Promise<Person> => signIn(database.pool, { role: "nurse", unitIds: [one, two] });

/** A screen that watches unit one, and what it hears. */
async function watching({ cookie }: Person) {
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  const heard: number[] = [];
  const [ended, disconnected, changed] = [vi.fn(), vi.fn(), vi.fn()];
  screen.on("beds:changed", ({ beds }: BedFrame) => {
    for (const { signs } of beds) if (signs?.heartRate) heard.push(signs.heartRate.value);
  });
  screen.on("session:ended", ended);
  screen.on("disconnect", disconnected);
  screen.on("access:changed", changed);
  const answer = await screen.timeout(5_000).emitWithAck("unit:watch", { unitId: one });
  expect(answer.ok).toBe(true);
  return { screen, heard, ended, disconnected, changed };
}

let readings = 0;
let lastObservedAt = Date.now();
/** A reading that is told to `witness`: whoever else may hear it has been sent it by then. */
async function tellNews(witness: { heard: number[] }): Promise<number> {
  readings += 1;
  const value = 60 + (readings % 100);
  lastObservedAt = Math.max(lastObservedAt + 1, Date.now());
  await recordHeartRate(server, database.pool, { visit, value, observedAt: lastObservedAt });
  await vi.waitFor(() => expect(witness.heard.at(-1)).toBe(value), 5_000);
  return value;
}

const rights = (role: Role, ...unitIds: UnitId[]) => ({ name: "Person", role, unitIds });

const ENDS: Record<string, { reason: string; cause: (person: Person) => Promise<unknown> }> = {
  "its owner signs out": {
    reason: "signed-out",
    cause: ({ sessionId }) => endSession(database.pool, sessionId, "signed-out"),
  },
  "an administrator ends it": {
    reason: "revoked",
    cause: ({ sessionId }) => endSession(database.pool, sessionId, "revoked"),
  },
  "its owner ends it from another device": {
    reason: "revoked",
    cause: ({ userId, sessionId }) => endOwnSession(database.pool, userId, sessionId),
  },
  "its owner ends all but another one": {
    reason: "revoked",
    cause: async ({ userId }) => {
      const limits = { idleMinutes: 15, absoluteHours: 8 };
      const kept = await createSession(database.pool, userId, limits, new Date());
      expect(await endOtherSessions(database.pool, userId, kept)).toBe(1);
    },
  },
  "its owner changes the password elsewhere": {
    reason: "revoked",
    cause: async ({ userId }) => {
      const limits = { idleMinutes: 15, absoluteHours: 8 };
      const elsewhere = await createSession(database.pool, userId, limits, new Date());
      const change = { userId, sessionId: elsewhere, shownHash: "none", passwordHash: "new" };
      expect(await changeOwnPassword(database.pool, change, new Date())).toBeDefined();
    },
  },
  "an administrator resets the password": {
    reason: "revoked",
    cause: ({ userId }) => resetPassword(database.pool, userId, "new"),
  },
  "the account is disabled": {
    reason: "revoked",
    cause: ({ userId }) => disableUser(database.pool, userId),
  },
  "all sessions of the account are ended, as after a lock or with a second factor": {
    reason: "revoked",
    cause: ({ userId }) => endSessionsOfUser(database.pool, userId, "revoked"),
  },
  "the account is gone": {
    reason: "revoked",
    cause: ({ userId }) => database.pool.query("delete from users where user_id = $1", [userId]),
  },
  "a new role's shorter time is over": {
    reason: "expired",
    cause: async ({ userId, sessionId }) => {
      await database.pool.query(
        `update sessions set created_at = now() - interval '9 hours' where session_id = $1`,
        [sessionId],
      );
      await changeUserRights(database.pool, userId, rights("security-officer"));
    },
  },
};

describe("a screen is disconnected and told why", () => {
  it.each(Object.entries(ENDS))("when %s", async (_when, { reason, cause }) => {
    const colleague = await watching(await nurse());
    const person = await nurse();
    const { screen, heard, ended, disconnected } = await watching(person);
    const told = await tellNews(colleague);
    await vi.waitFor(() => expect(heard.at(-1)).toBe(told), 5_000);

    await cause(person);

    await vi.waitFor(() => expect(disconnected).toHaveBeenCalled(), LIMIT_MS);
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason });
    const before = heard.length;
    const value = await tellNews(colleague);
    expect(heard.slice(before)).not.toContain(value);

    screen.connect();
    expect(await outcomeOf(screen)).toBe("unauthenticated");
  });

  it.each([
    [
      "expired",
      `update sessions set expires_at = clock_timestamp() + $2::int * interval '1 ms'
        where session_id = $1`,
    ],
    [
      "idle",
      `update sessions set last_seen_at = clock_timestamp() + $2::int * interval '1 ms'
                                        - make_interval(secs => idle_seconds)
        where session_id = $1`,
    ],
  ])("when its time is over: %s", async (reason, shorten) => {
    const colleague = await watching(await nurse());
    const person = await nurse();
    const endsAt = Date.now() + AHEAD_MS;
    await database.pool.query(shorten, [person.sessionId, AHEAD_MS]);
    const { heard, ended, disconnected } = await watching(person);

    await vi.waitFor(() => expect(disconnected).toHaveBeenCalled(), endsAt - Date.now() + LIMIT_MS);
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason });
    const before = heard.length;
    const value = await tellNews(colleague);
    expect(heard.slice(before)).not.toContain(value);
  });

  it("on each of a session's screens, and on no other person's", async () => {
    const colleague = await watching(await nurse());
    const person = await nurse();
    const tabs = [await watching(person), await watching(person), await watching(person)];

    await endSession(database.pool, person.sessionId, "revoked");

    for (const { disconnected } of tabs)
      await vi.waitFor(() => expect(disconnected).toHaveBeenCalled(), LIMIT_MS);
    await tellNews(colleague);
    expect(colleague.disconnected).not.toHaveBeenCalled();
  });

  it("not in the session that a person changes their password in", async () => {
    const person = await nurse();
    const { userId, sessionId } = person;
    const limits = { idleMinutes: 15, absoluteHours: 8 };
    const other = await createSession(database.pool, userId, limits, new Date());
    const here = await watching(person);

    const change = { userId, sessionId, shownHash: "none", passwordHash: "new" };
    await changeOwnPassword(database.pool, change, new Date());

    await tellNews(here);
    expect(here.disconnected).not.toHaveBeenCalled();
    expect(await endOwnSession(database.pool, userId, other)).toBe(false);
  });

  it("not for a lock that guesses at the sign-in bring about: nobody else takes a nurse's board away", async () => {
    const person = await nurse();
    const here = await watching(person);

    for (let guess = 0; guess < 5; guess += 1)
      await recordSignInFailure(database.pool, person.userId, new Date());

    await tellNews(here);
    expect(here.disconnected).not.toHaveBeenCalled();
  });
});

const LOSSES: Record<string, { left: UnitId[]; cause: (person: Person) => Promise<unknown> }> = {
  "the unit is taken away": {
    get left() {
      return [two];
    },
    cause: ({ userId }) => changeUserRights(database.pool, userId, rights("nurse", two)),
  },
  "every unit is taken away": {
    left: [],
    cause: ({ userId }) => changeUserRights(database.pool, userId, rights("nurse")),
  },
  "the new role sees no patients": {
    left: [],
    cause: ({ userId }) =>
      changeUserRights(database.pool, userId, rights("administrator", one, two)),
  },
  "the unit is taken away past the pages": {
    get left() {
      return [two];
    },
    cause: ({ userId }) =>
      database.pool.query("delete from user_units where user_id = $1 and unit_id = $2", [
        userId,
        one,
      ]),
  },
};

describe("a screen leaves a unit and hears no more of it", () => {
  it.each(Object.entries(LOSSES))("when %s", async (_when, loss) => {
    const colleague = await watching(await nurse());
    const person = await nurse();
    const { screen, heard, changed, disconnected } = await watching(person);
    await tellNews(colleague);

    await loss.cause(person);

    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith({ unitIds: loss.left }), LIMIT_MS);
    const before = heard.length;
    const value = await tellNews(colleague);
    // Answered after the news was sent, on the same connection: had there been any, it would be here.
    const refused = await screen.timeout(5_000).emitWithAck("unit:watch", { unitId: one });
    expect(refused).toEqual({ ok: false, error: { code: "forbidden" } });
    expect(heard.slice(before)).not.toContain(value);
    expect(disconnected).not.toHaveBeenCalled();
  });

  it("and hears of it again once the unit is given back", async () => {
    const person = await nurse();
    const here = await watching(person);
    await changeUserRights(database.pool, person.userId, rights("nurse", two));
    await vi.waitFor(() => expect(here.changed).toHaveBeenCalledWith({ unitIds: [two] }), LIMIT_MS);

    await changeUserRights(database.pool, person.userId, rights("nurse", one, two));
    await vi.waitFor(() => expect(here.changed).toHaveBeenCalledTimes(2), LIMIT_MS);
    await here.screen.timeout(5_000).emitWithAck("unit:watch", { unitId: one });

    await tellNews(here);
  });
});

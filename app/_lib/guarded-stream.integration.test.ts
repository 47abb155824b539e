import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createSession, endSession, findLiveSession, type LiveSession } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addUnit, allSites } from "#db/units";
import { changeUserRights, createUser, disableUser } from "#db/users";
import type { UnitId } from "#models/shared/ids";
import { guardedText } from "./guarded-stream";
import { hasSameRights } from "./same-rights";

const LIMIT_MS = 2_000;
const CEILING = { idleMinutes: 15, absoluteHours: 12 };

let database: TestDatabase;
let unitId: UnitId;
let session: LiveSession;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into sites (code, name) values ('TEST', 'Test')`);
  const [site] = await allSites(database.pool);
  if (!site) throw new Error("no site");
  const added = await addUnit(database.pool, {
    siteId: site.siteId,
    code: "U1",
    name: "One",
    kind: "ward",
  });
  if (!added) throw new Error("no unit");
  unitId = added;
});
afterAll(() => database.stop());

beforeEach(async () => {
  const userId = await createUser(database.pool, {
    email: `reader${++people}@wards.example`,
    name: "Reader",
    role: "charge-nurse",
    unitIds: [unitId],
    passwordHash: "hash",
  });
  const sessionId = await createSession(database.pool, userId, CEILING, new Date());
  const begun = await findLiveSession(database.pool, sessionId, new Date());
  if (!begun) throw new Error("no session");
  session = begun;
});

const nothingToCut = () => {};

function* endless() {
  for (let line = 0; ; line += 1) yield `line ${line}\n`;
}

async function* chunksOf(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** A download over a real connection whose reader has stopped after its first piece. */
async function download(lines: Iterable<string>) {
  const closed = vi.fn();
  const http = createServer((_, response) => {
    response.on("close", () => closed({ isWhole: response.writableFinished }));
    const isPermitted = () => hasSameRights(database.pool, session);
    const text = guardedText(lines, isPermitted, () => void response.destroy());
    pipeline(chunksOf(text), response).catch(() => undefined);
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address() as AddressInfo;
  const { body } = await fetch(`http://127.0.0.1:${port}`);
  const reader = body?.getReader();
  await reader?.read();
  return {
    closed,
    stop: async () => {
      await reader?.cancel().catch(() => undefined);
      http.close();
    },
  };
}

const CAUSES: Record<string, () => Promise<unknown>> = {
  "the session ends": () => endSession(database.pool, session.sessionId, "revoked"),
  "the account is disabled": () => disableUser(database.pool, session.userId),
  "the role changes": () =>
    changeUserRights(database.pool, session.userId, {
      name: "Reader",
      role: "nurse",
      unitIds: [unitId],
    }),
  "the unit is taken away": () =>
    changeUserRights(database.pool, session.userId, {
      name: "Reader",
      role: "charge-nurse",
      unitIds: [],
    }),
};

it.each(Object.entries(CAUSES))("a download is cut off when %s", async (_when, cause) => {
  const { closed, stop } = await download(endless());

  await cause();

  await vi.waitFor(() => expect(closed).toHaveBeenCalledWith({ isWhole: false }), LIMIT_MS);
  await stop();
});

/** Rejects when a stream whose reader has stalled is cut off, and in time. */
const cutOff = (stream: ReadableStream): Promise<unknown> =>
  Promise.race([
    stream.getReader().closed,
    new Promise((_, fail) => setTimeout(() => fail(new Error("too late")), LIMIT_MS)),
  ]);

it("a download that nobody reads is cut off too", async () => {
  const stalled = guardedText(endless(), () => hasSameRights(database.pool, session), nothingToCut);

  await endSession(database.pool, session.sessionId, "revoked");

  await expect(cutOff(stalled)).rejects.toThrow(/has ended/);
});

it("a download that is over before anything changes is whole, and asks no more", async () => {
  const isPermitted = vi.fn(async () => true);

  const text = await new Response(
    guardedText(["one\n", "two\n"], isPermitted, nothingToCut),
  ).text();

  expect(text).toBe("one\ntwo\n");
  expect(isPermitted).not.toHaveBeenCalled();
});

it("a download ends when its right cannot be asked for", async () => {
  const cut = vi.fn();
  const isPermitted = () => Promise.reject(new Error("the database is away"));
  const stream = guardedText(endless(), isPermitted, cut);

  await expect(cutOff(stream)).rejects.toThrow(/has ended/);
  expect(cut).toHaveBeenCalledOnce();
});

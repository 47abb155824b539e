import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { testIdentifiers } from "#db/testing/test-identifiers";
import { addPerson, addWard } from "#db/testing/two-wards";
import { addWallDisplay, hashOfWallSecret } from "#db/wall-displays";
import { findPairedWall } from "#db/wall-screens";
import type { WallInvitation } from "#models/access/wall-display";
import type { AuditEvent } from "#models/audit/audit-event";
import { UnitId, type UserId } from "#models/shared/ids";
import { createPairHandler } from "./pair-handler";

let database: TestDatabase;
let lead: { userId: UserId; unitId: UnitId };
const servers: Server[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
  lead = {
    userId: await addPerson(database.pool, "charge-nurse", ward),
    unitId: UnitId.parse(ward.unit),
  };
});
afterAll(() => database.stop());
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

const invite = (): Promise<WallInvitation> => {
  const settings = {
    name: "Hall",
    unitIds: [lead.unitId],
    secondsPerUnit: 20,
    colorScheme: "dark" as const,
  };
  return actingAs(database.pools.app, lead.userId, (db) =>
    addWallDisplay(db, testIdentifiers, { settings, userId: lead.userId, now: new Date() }),
  );
};

async function serve({ isHttps = false } = {}) {
  const recorded: AuditEvent[] = [];
  const handle = createPairHandler({
    db: database.pools.service,
    cipher: testIdentifiers,
    trail: { record: async (...events) => void recorded.push(...events) },
    isHttps,
    now: () => new Date(),
  });
  const server = createServer((request, response) => void handle(request, response));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const send = (body: unknown) =>
    fetch(`http://127.0.0.1:${port}/api/wall/pair`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { send, recorded };
}

it("binds the first screen by a cookie that scripts and other sites cannot have, and no second", async () => {
  const { send, recorded } = await serve();
  const { secret, code } = await invite();
  const first = await send({ secret });
  expect(first.status).toBe(200);
  const cookie = first.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(
    /^wardcast-wall=wcw_[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/,
  );
  const deviceSecret = /=(wcw_[\w-]+)/.exec(cookie)?.[1] ?? "";
  const display = await findPairedWall(database.pools.service, hashOfWallSecret(deviceSecret));
  expect(display).toMatchObject({ name: "Hall" });

  for (const proof of [{ secret }, { code }]) {
    const second = await send(proof);
    expect(second.status).toBe(404);
    expect(second.headers.get("set-cookie")).toBeNull();
    expect(await second.json()).toMatchObject({ error: "not-found" });
  }
  expect(recorded.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "wall:paired permitted",
    "wall:refused refused",
    "wall:refused refused",
  ]);
  expect(recorded[0]?.details).toEqual({ display: display?.wallDisplayId, by: "link" });
  const trail = JSON.stringify(recorded);
  for (const secretWord of [secret, code, deviceSecret]) expect(trail).not.toContain(secretWord);
});

it("takes a code as somebody types it", async () => {
  const { send } = await serve();
  const { code } = await invite();
  expect((await send({ code: ` ${code.toUpperCase()} ` })).status).toBe(200);
});

it("ties the cookie to the host and to encryption where there is any", async () => {
  const { send } = await serve({ isHttps: true });
  const { secret } = await invite();
  const cookie = (await send({ secret })).headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^__Host-wardcast-wall=/);
  expect(cookie).toMatch(/; Secure$/);
});

it.each([
  ["nothing", {}],
  ["no JSON", "secret"],
  ["both", { secret: `wcw_${"a".repeat(43)}`, code: "k7qm-3f9x" }],
  ["more than it takes", { code: "k7qm-3f9x", more: true }],
  ["too much", JSON.stringify({ code: "x".repeat(2_000) })],
])("answers %s with 400 and records nothing", async (_, body) => {
  const { send, recorded } = await serve();
  expect((await send(body)).status).toBe(400);
  expect(recorded).toEqual([]);
});

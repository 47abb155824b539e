import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { newFeedSecret, renewFeed, revokeFeed } from "#db/calendar-feeds";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { CALENDAR_PATH } from "#models/rostering/calendar-feed";
import { settleForwarding } from "../http/client-address";
import { present } from "../realtime/testing-hospital";
import { createCalendarHandler } from "./calendar-handler";
import { LONG_DAY, NIGHT, type Nurse, OwnShiftHospital } from "./testing/own-shift-hospital";

let database: TestDatabase;
let hospital: OwnShiftHospital;
let server: Server;
let now = new Date();

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await OwnShiftHospital.open(database);
  const handle = createCalendarHandler({ db: database.pools.service, now: () => now });
  server = createServer((request, response) => {
    settleForwarding(request, {
      proxies: { includes: () => false },
      publicHost: "localhost",
    });
    void handle(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.close();
  await database.stop();
});

const ask = (key: string, headers: Record<string, string> = {}) => {
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${CALENDAR_PATH}?key=${key}`, { headers });
};
const linkOf = ({ userId, personId }: Nurse) =>
  actingAs(database.pools.app, present(userId ?? undefined), (db) =>
    renewFeed(db, personId, new Date()),
  );

it("tells whoever has the link of published shifts alone, until it is renewed or revoked", async () => {
  const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
  const draft = await hospital.roster([[anna, 2, LONG_DAY]], { isDraft: true });
  const first = await linkOf(anna);
  expect(await (await ask(first)).text()).not.toContain("VEVENT");

  await hospital.assign(draft, [
    [anna, 5, NIGHT],
    [ben, 2, LONG_DAY],
  ]);
  await hospital.publish(draft);
  const answer = await ask(first);
  const text = await answer.text();
  expect(text.match(/SUMMARY:.*/g)).toEqual(["SUMMARY:D U1", "SUMMARY:N U1"]);
  expect(text).not.toMatch(/Anna|Ben|Fortnight|One/);
  expect(answer.headers.get("cache-control")).toMatch(/^private/);
  const etag = present(answer.headers.get("etag") ?? undefined);
  expect((await ask(first, { "if-none-match": etag })).status).toBe(304);

  const second = await linkOf(anna);
  expect((await ask(first)).status).toBe(404);
  expect((await ask(second)).status).toBe(200);
  const { rows } = await database.pool.query("select * from calendar_feeds");
  expect(JSON.stringify(rows)).not.toContain(second);

  await database.pool.query("update users set disabled_at = now() where user_id = $1", [
    anna.userId,
  ]);
  expect((await ask(second)).status).toBe(404);
  await database.pool.query("update users set disabled_at = null where user_id = $1", [
    anna.userId,
  ]);
  await actingAs(database.pools.app, present(anna.userId ?? undefined), (db) =>
    revokeFeed(db, anna.personId, new Date()),
  );
  expect((await ask(second)).status).toBe(404);
});

it("answers a program that asks too often, and whoever tries links, with when to come again", async () => {
  const cleo = await hospital.nurse("Cleo");
  const link = await linkOf(cleo);
  // Bad links of the test before are forgiven by then.
  now = new Date(now.getTime() + 3_600_000);
  const asked = [];
  for (let time = 0; time < 31; time += 1) asked.push((await ask(link)).status);
  expect(asked.filter((status) => status === 200)).toHaveLength(30);
  expect(asked.at(-1)).toBe(429);

  const tried = [];
  for (let time = 0; time < 11; time += 1) tried.push((await ask(newFeedSecret())).status);
  expect(tried.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404));
  expect(tried.at(-1)).toBe(429);
});

it("lets nobody write the link of somebody else", async () => {
  const [dora, eva] = [await hospital.nurse("Dora"), await hospital.nurse("Eva")];
  await expect(
    actingAs(database.pools.app, present(dora.userId ?? undefined), (db) =>
      renewFeed(db, eva.personId, new Date()),
    ),
  ).rejects.toMatchObject({ code: "42501" });
});

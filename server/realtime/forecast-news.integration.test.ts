import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { saveForecast } from "#db/census-forecasts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { inTransaction } from "#db/transaction";
import type { Role } from "#models/access/role";
import {
  openScreen,
  outcomeOf,
  type RunningServer,
  type Screen,
  seedTestHospital,
  signIn,
  startServer,
} from "./testing-hospital";

/** For what takes milliseconds, on a machine that does much else. */
const PATIENTLY = { timeout: 20_000 };

let database: TestDatabase;
let server: RunningServer;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await seedTestHospital(database.pool);
  server = await startServer(database);
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await server.stop();
  await database.stop();
});

async function heardBy(role: Role) {
  const { cookie } = await signIn(database.pool, { role, unitIds: [] });
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  const heard = vi.fn();
  screen.on("forecast:issued", heard);
  return heard;
}

const issue = (issuedAt: Date, isHindcast: boolean) =>
  inTransaction(database.pools.service, (db) =>
    saveForecast(db, {
      ...{ kind: "census-hourly", issuedAt, model: "by-hand", modelVersion: "1" },
      ...{ levels: [0.5], isHindcast, values: [] },
    }),
  );

it("tells of a forecast to whoever may see the hospital's capacity, and to nobody else", async () => {
  const [administrator, scheduler] = [await heardBy("administrator"), await heardBy("scheduler")];
  const nurse = await heardBy("nurse");

  await issue(new Date("2026-01-01T00:00:00Z"), true);
  // The server may not be listening yet: it is told until it hears.
  let hour = 0;
  await vi.waitFor(async () => {
    hour += 1;
    await issue(new Date(Date.UTC(2026, 0, 2, hour)), false);
    expect(administrator).toHaveBeenCalled();
    expect(scheduler).toHaveBeenCalled();
  }, PATIENTLY);

  const kinds = administrator.mock.calls.map(
    ([news]: { kind: string; issuedAt: string }[]) => news,
  );
  expect(kinds.every((news) => news?.kind === "census-hourly")).toBe(true);
  expect(kinds.some((news) => news?.issuedAt.startsWith("2026-01-01"))).toBe(false);
  expect(nurse).not.toHaveBeenCalled();
});

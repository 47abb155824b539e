import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { newestReport } from "#models/downtime/report-files";
import { scheduleJobs } from "../jobs/schedule";
import {
  admitPatient,
  present,
  recordHeartRate,
  seedTestHospital,
  silentLog,
  startServer,
  type RunningServer,
} from "../realtime/testing-hospital";
import { keepDowntimeReport } from "./keep-downtime-report";

let database: TestDatabase;
let server: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-downtime-"));
  database = await createTestDatabase();
  await seedTestHospital(database.pool);
  await admitPatient(database.pool, { unit: "U1", bed: "02", visit: "Remembered" });
  server = await startServer(database);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it("is made every time while the database is away, from what is in memory", async () => {
  await recordHeartRate(server, database.pool, {
    visit: "Remembered",
    value: 117,
    observedAt: Date.now(),
  });
  const report = keepDowntimeReport({
    folder,
    keepHours: 24,
    timeZone: "Europe/London",
    censuses: server.live.censuses,
    log: silentLog,
    now: () => new Date(),
  });
  await database.stop();
  await expect.poll(() => server.live.status().database, { timeout: 20_000 }).toBe("down");

  // By the scheduler, whose turns are taken in the database that is away.
  const jobs = scheduleJobs(
    [{ ...report.job, schedule: "* * * * * *" }],
    { pool: database.pools.service },
    { timeZone: "Europe/London", log: silentLog },
  );
  await expect.poll(() => report.status().status, { timeout: 20_000 }).toBe("up");
  await jobs.stop();

  const newest = present(newestReport(await readdir(folder)));
  const page = await readFile(join(folder, newest, "unit-U1.html"), "utf8");
  expect(page).toContain("One (U1): downtime report");
  expect(page).toContain("Made-up, Remembered");
  expect(page).toContain("No. Remembered");
  expect(page).toContain('<span class="value">117 ▲</span>');
  expect(page).toContain("The database was away");
  const other = await readFile(join(folder, newest, "unit-U2.html"), "utf8");
  expect(other).toContain("Nobody was in a bed of this unit.");
  expect(other).not.toContain("Remembered");
});

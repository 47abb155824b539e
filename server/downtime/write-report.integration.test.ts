import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { madeAtOf } from "#models/downtime/report-files";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { timeFormat } from "#models/shared/time-format";
import { keepDowntimeReport } from "./keep-downtime-report";
import { madeUpUnits } from "./testing/made-up-units";
import { writeReport } from "./write-report";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "wardcast-downtime-")), "downtime");
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

const settings = { keepHours: 24, time: timeFormat("Europe/London") };
const noon = new Date("2026-11-27T12:00:00Z");
const after = (ms: number) => new Date(noon.getTime() + ms);

it("writes a file for each unit, for its owner alone, and an index that leads to them", async () => {
  await writeReport(folder, { units: madeUpUnits(2), madeAt: noon }, settings);

  const name = "2026-11-27T12-00-00.000Z";
  expect((await readdir(folder)).sort()).toEqual([name, "index.html"]);
  expect((await readdir(join(folder, name))).sort()).toEqual([
    "all-units.html",
    "unit-U0.html",
    "unit-U1.html",
  ]);
  await expectWhole(folder);
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  expect(await modeOf(folder)).toBe(0o700);
  expect(await modeOf(join(folder, name))).toBe(0o700);
  expect(await modeOf(join(folder, name, "unit-U0.html"))).toBe(0o600);
  expect(await modeOf(join(folder, "index.html"))).toBe(0o600);
});

it("keeps a day of reports, and whatever else lies there", async () => {
  await writeReport(folder, { units: madeUpUnits(1), madeAt: noon }, settings);
  await writeFile(join(folder, "read me.txt"), "of somebody else");
  await writeReport(folder, { units: madeUpUnits(1), madeAt: after(23 * MS_PER_HOUR) }, settings);
  expect(await reports(folder)).toHaveLength(2);

  await writeReport(folder, { units: madeUpUnits(1), madeAt: after(25 * MS_PER_HOUR) }, settings);
  expect(await reports(folder)).toHaveLength(2);
  expect(await readdir(folder)).toContain("read me.txt");
  await expectWhole(folder);
});

it("leaves the last report and its index when one cannot be written, and says so", async () => {
  const errors: string[] = [];
  let at = noon;
  const report = keepDowntimeReport({
    folder,
    keepHours: 24,
    timeZone: "Europe/London",
    censuses: () => madeUpUnits(1),
    log: { info: () => {}, warn: () => {}, error: (_, message) => errors.push(message) },
    now: () => at,
  });
  expect(report.status().status).toBe("degraded");
  await report.make();
  expect(report.status()).toEqual({ status: "up", detail: "last made 12:00" });

  // Where the next report's folder would come lies something that cannot be replaced by it.
  at = after(15 * MS_PER_MINUTE);
  const obstacle = join(folder, "2026-11-27T12-15-00.000Z");
  await symlink("nowhere", obstacle);
  await report.make();
  expect(errors).toEqual(["the downtime report could not be written"]);
  expect(await unfinished(folder)).toEqual([]);
  expect(report.status()).toEqual({
    status: "degraded",
    detail: "last made 12:00; the last attempt failed",
  });
  await rm(obstacle);
  await expectWhole(folder);

  at = after(30 * MS_PER_MINUTE);
  await report.make();
  expect(report.status()).toEqual({ status: "up", detail: "last made 12:30" });
  await expectWhole(folder);
});

it("is overdue when none was made for half an hour", async () => {
  let at = noon;
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const report = keepDowntimeReport({
    ...{ folder, keepHours: 24, timeZone: "Europe/London", log: quiet },
    censuses: () => madeUpUnits(1),
    now: () => at,
  });
  await report.make();
  at = after(45 * MS_PER_MINUTE);
  expect(report.status()).toEqual({ status: "degraded", detail: "last made 12:00" });
});

it("opens whole after the process was killed while it wrote, however often", async () => {
  await writeReport(folder, { units: madeUpUnits(3), madeAt: noon }, settings);
  const entry = fileURLToPath(new URL("./testing/write-forever.ts", import.meta.url));
  for (let kill = 0; kill < 5; kill += 1) {
    const child = spawn(process.execPath, ["--import", "tsx", entry, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    // It has written some, and is at the next: each time at another point of it.
    for (let line = 0; line <= kill; line += 1) await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    await expectWhole(folder);
  }
  expect((await reports(folder)).length).toBeGreaterThan(5);

  // The next one clears away what was not finished.
  await writeReport(folder, { units: madeUpUnits(3), madeAt: new Date() }, settings);
  expect(await unfinished(folder)).toEqual([]);
});

it("stays readable by its owner alone in a folder that others may look into", async () => {
  await writeReport(folder, { units: madeUpUnits(1), madeAt: noon }, settings);
  await chmod(folder, 0o755);
  await writeReport(folder, { units: madeUpUnits(1), madeAt: after(MS_PER_MINUTE) }, settings);
  for (const name of await reports(folder))
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
});

const unfinished = async (path: string) =>
  (await readdir(path)).filter((entry) => entry.startsWith("."));
const reports = async (path: string) => (await readdir(path)).filter((entry) => madeAtOf(entry));

/** The index leads to files, and every file under a report's name is written to its end. */
async function expectWhole(path: string): Promise<void> {
  const index = await readFile(join(path, "index.html"), "utf8");
  expect(index.trimEnd()).toMatch(/<\/html>$/);
  const links = [...index.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) =>
    decodeURIComponent(href),
  );
  expect(links.length).toBeGreaterThan(1);
  for (const link of links)
    expect((await readFile(join(path, link), "utf8")).trimEnd()).toMatch(/<\/html>$/);
  for (const name of await reports(path)) {
    for (const file of await readdir(join(path, name)))
      expect((await readFile(join(path, name, file), "utf8")).trimEnd()).toMatch(/<\/html>$/);
  }
}

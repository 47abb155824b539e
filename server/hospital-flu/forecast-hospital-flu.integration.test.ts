import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newestForecast } from "#db/census-forecasts";
import { saveWeeklyFluAdmissions } from "#db/flu-admissions";
import { regionalFluRead, regionalFluWeeks } from "#db/regional-flu";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { dateOfFluWeek } from "#models/flu/flu-week";
import { HospitalFluBasis } from "#models/hospital-flu/hospital-flu-forecast";
import { readVintage } from "../flu/read-vintages";
import { forecastHospitalFlu } from "./forecast-hospital-flu";
import { fetchRegionalData } from "./regional-source";

const VINTAGES = new URL("../../../shared/data/flusight/vintages", import.meta.url).pathname;
const vintageOf = (date: string) => join(VINTAGES, `target-hospital-admissions_${date}.csv.gz`);
const NEWEST = vintageOf("2025-01-04");
/** Enough to learn how first reports grow from; each takes a second to read. */
const EARLIER = ["2024-12-14", "2024-12-21", "2024-12-28"].map(vintageOf);
const isThere = existsSync(NEWEST);
if (!isThere) console.warn(`${NEWEST} is not there: the hospital's flu is not forecast from it`);

const timeZone = "America/New_York";
/** The Thursday after the vintage of 4 January was published. */
const NOW = new Date("2025-01-09T15:00:00Z");
const MASSACHUSETTS = "25";
const SHARE = 0.03;

let database: TestDatabase;
let folder: string;
/** By week, what the state has reported. */
let reported: [weekEndsOn: string, count: number][] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "wardcast-flu-"));
  if (!isThere) return;
  const { counts } = await readVintage(NEWEST);
  const ofState = counts.get(MASSACHUSETTS) ?? new Map<number, number>();
  reported = [...ofState].map(([week, count]) => [dateOfFluWeek(week), count]);
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await database.pool.query("truncate forecast_issues cascade");
  await database.pool.query("truncate weekly_flu_admissions, regional_flu_reads");
});

const run = (at?: string, now = NOW, keptIn = "kept") =>
  forecastHospitalFlu({
    timeZone,
    region:
      at === undefined
        ? undefined
        : { location: MASSACHUSETTS, source: { at, keptIn: join(folder, keptIn) } },
  }).run({ pool: database.pool, now, signal: new AbortController().signal });

/** A hospital that takes three of a hundred of the state's admissions. */
async function admitShare(): Promise<void> {
  await saveWeeklyFluAdmissions(
    database.pool,
    reported.map(([weekEndsOn, count]) => ({
      weekEndsOn,
      general: Math.round(count * SHARE * 0.8),
      intensive: Math.round(count * SHARE * 0.2),
    })),
    "imported",
  );
}

async function forecast() {
  const found = await newestForecast(database.pool, "flu", NOW);
  const basis = HospitalFluBasis.parse(found?.parameters);
  const of = (series: string) => (found?.values ?? []).filter((value) => value.series === series);
  return { basis, of };
}

describe.skipIf(!isThere)("with the region's reports", () => {
  it("forecasts the hospital's share of its region, and the beds it takes", async () => {
    const published = join(folder, "published");
    await mkdir(published);
    for (const file of [...EARLIER, NEWEST]) await symlink(file, join(published, basename(file)));
    await admitShare();
    expect(await run(published)).toMatchObject({ values: expect.any(Number) as number });

    const { basis, of } = await forecast();
    if (basis.kind !== "regional") throw new Error(`by ${basis.kind}`);
    expect(basis.region).toBe("Massachusetts");
    expect(basis.share.mean).toBeGreaterThan(SHARE * 0.95);
    expect(basis.share.mean).toBeLessThan(SHARE * 1.05);
    expect(of("region")).toHaveLength(4);
    const ratios = of("general").map(
      ({ mean }, horizon) => mean / (of("region")[horizon]?.mean ?? 0),
    );
    for (const ratio of ratios) {
      expect(ratio).toBeGreaterThan(0.6 * SHARE);
      expect(ratio).toBeLessThan(1.3 * SHARE);
    }
    expect(of("general-beds")).toHaveLength(28);
    for (const { quantiles } of of("intensive-beds"))
      expect(quantiles).toEqual(quantiles.toSorted((one, other) => one - other));
  });

  it("keeps what the region reported, and issues nothing twice, and anew on the next day", async () => {
    await admitShare();
    await run(NEWEST);
    const weeks = await regionalFluWeeks(database.pool, MASSACHUSETTS, "2024-12-01");
    expect(weeks.at(-1)?.weekEndsOn).toBe("2025-01-04");
    expect(await regionalFluRead(database.pool)).toMatchObject({
      failure: null,
      reportedUntil: "2025-01-04",
      location: MASSACHUSETTS,
    });

    expect(await run(NEWEST)).toBeUndefined();
    expect(await run(NEWEST, new Date(NOW.getTime() + 86_400_000))).toBeDefined();
  });

  it("goes on by what it kept while the source is away, and says that it is", async () => {
    await admitShare();
    await run(NEWEST);
    const gone = join(folder, "gone.csv");
    expect(await run(gone)).toBeUndefined();
    expect((await regionalFluRead(database.pool))?.failure).toContain("is not there");
    const tomorrow = new Date(NOW.getTime() + 86_400_000);
    expect(await run(gone, tomorrow)).toBeDefined();
    const found = await newestForecast(database.pool, "flu", tomorrow);
    expect(HospitalFluBasis.parse(found?.parameters).kind).toBe("regional");
    expect((await regionalFluRead(database.pool))?.failure).toContain("is not there");
  });

  it("goes by the own past when the reports are of long ago, and says so", async () => {
    await admitShare();
    const later = new Date("2025-02-20T15:00:00Z");
    await run(NEWEST, later);
    const found = await newestForecast(database.pool, "flu", later);
    // Nor has the hospital counted a week since.
    expect(found).toBeUndefined();
  });

  it("takes what an address answers, and keeps it for the next time", async () => {
    const content = await readFile(NEWEST);
    const server = createServer((_, response) => response.end(content)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const keptIn = join(folder, "from-address");
    const kept = await fetchRegionalData({ at: `http://127.0.0.1:${port}/flu.csv`, keptIn });
    server.close();
    expect(kept.newest).toBe(join(keptIn, "2025-01-04.csv.gz"));
    expect(await readFile(kept.newest)).toEqual(content);

    // The same answer again is not written again.
    const { mtimeMs } = await stat(kept.newest);
    await fetchRegionalData({ at: NEWEST, keptIn });
    expect((await stat(kept.newest)).mtimeMs).toBe(mtimeMs);
  });
});

describe("without the region's reports", () => {
  const lastWeeks = ["2024-12-21", "2024-12-28", "2025-01-04"].map((weekEndsOn, week) => ({
    weekEndsOn,
    general: 10 + week,
    intensive: 2,
  }));

  it("goes by the hospital's own past, and says why", async () => {
    await saveWeeklyFluAdmissions(database.pool, lastWeeks, "counted");
    await run();
    const { basis, of } = await forecast();
    expect(basis).toMatchObject({ kind: "own-past", because: "not-configured" });
    expect(of("region")).toHaveLength(0);
    expect(of("general").length).toBeGreaterThan(2);
  });

  it("says what is wrong with a source that cannot be read, and forgets nothing", async () => {
    await saveWeeklyFluAdmissions(database.pool, lastWeeks, "counted");
    const file = join(folder, "not-a-table.csv");
    await writeFile(file, "nothing,of,use\n1,2,3\n");
    await run(file, NOW, "kept-of-none");
    const read = await regionalFluRead(database.pool);
    expect(read?.failure).toContain("needs the columns date, location and value");
    expect(read?.failure).toContain("not-a-table.csv");
    expect((await forecast()).basis).toMatchObject({ kind: "own-past", because: "unreadable" });
  });

  it("says that a file is not there", async () => {
    await run(join(folder, "gone.csv"));
    expect((await regionalFluRead(database.pool))?.failure).toContain("is not there");
  });
});

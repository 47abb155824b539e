import { afterAll, beforeAll, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { columnDrift, saveInputCounts } from "#db/model-drift";
import { saveModelReport } from "#db/models-in-service";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addPerson, addWard } from "#db/testing/two-wards";
import { baselineOf } from "#models/deterioration/drift";
import { UnitId, type UserId } from "#models/shared/ids";
import { hoursBefore, MS_PER_HOUR } from "#models/shared/time-range";
import { measureDrift } from "./measure-drift";

let database: TestDatabase;
let unitId: UnitId;
let officer: UserId;

const NOW = new Date("2026-01-07T12:10:00Z");
const VERSION = { model: "deterioration", version: "2.0.0" };

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
  unitId = UnitId.parse(ward.unit);
  officer = await addPerson(database.pool, "security-officer", ward);
});
afterAll(() => database.stop());

/** A binary input, and a risk that is high in every other hour. */
const distribution = baselineOf({
  names: ["isMale"],
  rows: [0, 1, 0, 1],
  outputs: [0.1, 0.1, 0.9, 0.9],
});

const warned: unknown[] = [];
const log = {
  info: () => undefined,
  warn: (about: unknown) => warned.push(about),
  error: () => undefined,
};
const run = (now = NOW) =>
  measureDrift({ timeZone: "Europe/London", log }).run({
    pool: database.pools.service,
    now,
    signal: new AbortController().signal,
  });
const measured = () =>
  actingAs(database.pools.app, officer, (db) =>
    columnDrift(db, { ...VERSION, unitId, since: hoursBefore(NOW, 1_000).from }),
  );
/** Women and men, nobody of unknown sex; low risks and high, none missing. */
const count = (hour: Date, [women, men, low, high]: [number, number, number, number]) =>
  saveInputCounts(database.pools.service, VERSION, [
    { unitId, hour, patientHours: women + men, counters: [women, men, 0, low, high, 0] },
  ]);
const hourBefore = (hours: number) =>
  new Date(NOW.getTime() - (NOW.getTime() % MS_PER_HOUR) - hours * MS_PER_HOUR);

it("has nothing to measure without a model that says what it was trained on", async () => {
  await saveModelReport(database.pools.service, "deterioration", { state: "absent" }, NOW);
  await count(hourBefore(2), [5, 5, 5, 5]);
  expect(await run()).toBeUndefined();
  expect(await measured()).toEqual([]);
});

it("measures the last day of a unit, and warns of what has shifted", async () => {
  await saveModelReport(
    database.pools.service,
    "deterioration",
    {
      state: "in-service",
      version: "2.0.0",
      manifestSha256: "ab".repeat(32),
      signature: "unsigned",
      card: {},
      distribution,
    },
    NOW,
  );
  await count(hourBefore(2), [250, 250, 480, 20]);
  await count(hourBefore(30), [1_000, 0, 0, 1_000]);

  expect(await run()).toEqual({ units: 1 });
  const [output, sex] = await measured();
  expect(sex).toMatchObject({ name: "isMale", index: 0, patientHours: 500 });
  expect(output).toMatchObject({ name: "predicted risk", measuredAt: NOW });
  expect(output?.index).toBeGreaterThan(0.25);
  expect(warned).toMatchObject([{ ...VERSION, unitId, shifted: 1, patientHours: 500 }]);
});

it("measures again within the day in place of before, and the next day beside it", async () => {
  await count(hourBefore(1), [250, 250, 0, 500]);
  await run(new Date(NOW.getTime() + MS_PER_HOUR));
  expect((await measured())[0]?.history).toHaveLength(1);

  await count(hourBefore(-23), [10, 10, 10, 10]);
  await run(new Date(NOW.getTime() + 24 * MS_PER_HOUR));
  expect((await measured())[0]?.history).toHaveLength(2);
});

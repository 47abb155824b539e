import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UnitId, type UserId } from "#models/shared/ids";
import { hoursBefore } from "#models/shared/time-range";
import { actingAs } from "./acting";
import {
  columnDrift,
  type InputCounts,
  purgeDrift,
  saveDrift,
  saveInputCounts,
  sumOfInputCounts,
} from "./model-drift";
import { modelDistributions, modelsInService, saveModelReport } from "./models-in-service";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard } from "./testing/two-wards";

let database: TestDatabase;
let unitId: UnitId;
let people: Record<"officer" | "scheduler", UserId>;

const VERSION = { model: "deterioration", version: "2.0.0" };
const NOON = new Date("2026-01-07T12:00:00Z");
const DAY = hoursBefore(new Date("2026-01-07T13:00:00Z"), 24);

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
  unitId = UnitId.parse(ward.unit);
  people = {
    officer: await addPerson(database.pool, "security-officer", ward),
    scheduler: await addPerson(database.pool, "scheduler", ward),
  };
});
afterAll(() => database.stop());
beforeEach(() => database.pool.query("delete from model_input_counts; delete from model_drift"));

const counts = (patientHours: number, counters: number[], hour = NOON): InputCounts => ({
  unitId,
  hour,
  patientHours,
  counters,
});
const save = (...some: InputCounts[]) => saveInputCounts(database.pools.service, VERSION, some);
const summed = (counters = 3) =>
  sumOfInputCounts(database.pools.service, { ...VERSION, counters }, DAY);

describe("what was counted of a model's inputs", () => {
  it("is one row an hour, however often it is handed over", async () => {
    await save(counts(2, [1, 1, 0]));
    await save(counts(5, [3, 1, 1]));
    await save(counts(5, [3, 1, 1]));
    expect(await summed()).toEqual([{ unitId, patientHours: 5, counters: [3, 1, 1] }]);
  });

  it("stands until a worker that began anew has counted as many", async () => {
    await save(counts(5, [3, 1, 1]));
    await save(counts(1, [0, 0, 1]));
    expect(await summed()).toMatchObject([{ patientHours: 5 }]);
  });

  it("is summed bin by bin over the hours asked for", async () => {
    const before = new Date("2026-01-06T12:00:00Z");
    const within = new Date("2026-01-06T13:00:00Z");
    await save(counts(9, [9, 0, 0], before), counts(2, [0, 1, 1], within), counts(4, [2, 1, 1]));
    expect(await summed()).toEqual([{ unitId, patientHours: 6, counters: [2, 2, 2] }]);
  });

  it("is passed over when it was counted in other bins, or of a unit that is gone", async () => {
    await save(counts(4, [2, 1, 1]), {
      ...counts(4, [2, 1, 1]),
      unitId: UnitId.parse("00000000-0000-4000-8000-000000000000"),
    });
    expect(await summed(4)).toEqual([]);
    expect(await summed()).toHaveLength(1);
  });
});

describe("how far inputs have moved", () => {
  const measured = (age: number | undefined, now: Date) =>
    saveDrift(
      database.pools.service,
      VERSION,
      {
        unitId,
        patientHours: 500,
        columns: [
          { name: "heartRate", index: 0.05 },
          { name: "age", index: age },
          { name: "isMale", index: undefined },
        ],
      },
      { now, timeZone: "Europe/London" },
    );
  const shownTo = (person: keyof typeof people) =>
    actingAs(database.pools.app, people[person], (db) =>
      columnDrift(db, { ...VERSION, unitId, since: new Date("2025-12-25T00:00:00Z") }),
    );

  it("is shown by column, the farthest first, with the days before", async () => {
    await measured(0.1, new Date("2026-01-05T12:00:00Z"));
    await measured(undefined, new Date("2026-01-06T12:00:00Z"));
    await measured(0.2, NOON);
    await measured(0.3, new Date("2026-01-07T13:00:00Z"));

    const columns = await shownTo("officer");
    expect(columns.map(({ name }) => name)).toEqual(["age", "heartRate", "isMale"]);
    expect(columns[0]).toMatchObject({ patientHours: 500, measuredAt: DAY.to });
    expect(columns[0]?.index).toBeCloseTo(0.3, 6);
    expect(columns[0]?.history).toEqual([expect.closeTo(0.1), null, expect.closeTo(0.3)]);
    expect(columns[2]?.index).toBeNull();
  });

  it("is shown to nobody whose role does not judge models", async () => {
    await measured(0.1, NOON);
    expect(await shownTo("scheduler")).toEqual([]);
  });

  it("is forgotten with what it was measured from", async () => {
    await save(counts(5, [3, 1, 1]));
    await measured(0.1, NOON);
    await purgeDrift(database.pools.service, new Date("2026-01-08T00:00:00Z"));
    expect(await summed()).toEqual([]);
    expect(await shownTo("officer")).toEqual([]);
  });
});

describe("a model in service", () => {
  const DISTRIBUTION = {
    rows: 10,
    columns: [{ name: "predicted risk", edges: [0.1], shares: [0.5, 0.5, 0] }],
  };
  const shownTo = (person: keyof typeof people) =>
    actingAs(database.pools.app, people[person], modelsInService);
  const report = (given: Parameters<typeof saveModelReport>[2]) =>
    saveModelReport(database.pools.service, "deterioration", given, NOON);

  it("is known with its card, and with what its inputs are compared with", async () => {
    await report({
      state: "in-service",
      version: "2.0.0",
      manifestSha256: "ab".repeat(32),
      signature: "signed",
      card: { name: "deterioration" },
      distribution: DISTRIBUTION,
    });
    expect(await shownTo("officer")).toMatchObject([
      {
        name: "deterioration",
        state: "in-service",
        signature: "signed",
        card: { name: "deterioration" },
        hasDistribution: true,
        refusal: null,
      },
    ]);
    expect(await modelDistributions(database.pools.service)).toEqual([
      { name: "deterioration", version: "2.0.0", distribution: DISTRIBUTION },
    ]);
    expect(await shownTo("scheduler")).toEqual([]);
  });

  it("keeps nothing of files that were refused", async () => {
    await report({ state: "refused", version: "2.0.0", reason: "weights.bin was changed" });
    expect(await shownTo("officer")).toMatchObject([
      { state: "refused", card: null, signature: null, refusal: "weights.bin was changed" },
    ]);
    expect(await modelDistributions(database.pools.service)).toEqual([]);

    await report({ state: "absent" });
    expect(await shownTo("officer")).toMatchObject([{ state: "absent", version: null }]);
  });
});

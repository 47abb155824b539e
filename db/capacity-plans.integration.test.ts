import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScenarioId, UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { censusUnits } from "./census";
import type { Queryable } from "./pool";
import {
  changeScenario,
  deleteScenario,
  findScenario,
  restoreScenario,
  savedScenarios,
  saveScenario,
} from "./scenarios";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard } from "./testing/two-wards";
import { recentStaffingChanges, setStaffedBeds } from "./unit-staffing";

let database: TestDatabase;
let unitId: UnitId;
let people: Record<"planner" | "other" | "scheduler" | "nurse" | "officer", UserId>;

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
  unitId = UnitId.parse(ward.unit);
  people = {
    planner: await addPerson(database.pool, "administrator", ward),
    other: await addPerson(database.pool, "administrator", ward),
    scheduler: await addPerson(database.pool, "scheduler", ward),
    nurse: await addPerson(database.pool, "nurse", ward),
    officer: await addPerson(database.pool, "security-officer", ward),
  };
});
afterAll(() => database.stop());

type Person = keyof typeof people;
const as = <T>(person: Person, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

const NOW = new Date("2026-01-05T12:00:00Z");
const facts = (name: string, by: Person = "planner") => ({
  scenarioId: ScenarioId.parse(randomUUID()),
  name,
  note: "For the meeting",
  scenario: { wave: { laterDays: -7, factor: 1.5 } },
  by: people[by],
  at: NOW,
});

describe("a scenario", () => {
  it("is kept by a planner and read by whoever sees the forecast, and by nobody else", async () => {
    const kept = facts("Early wave");
    await as("planner", (db) => saveScenario(db, kept));
    for (const reader of ["other", "scheduler"] as const)
      expect(await as(reader, (db) => findScenario(db, kept.scenarioId))).toMatchObject({
        ...{ name: "Early wave", note: "For the meeting", scenario: kept.scenario, version: 1 },
        ...{ createdBy: "Some Body", createdAt: NOW },
      });
    for (const stranger of ["nurse", "officer"] as const)
      expect(await as(stranger, savedScenarios)).toEqual([]);
  });

  it("is not written by somebody who only sees the forecast, nor in another's name", async () => {
    const kept = facts("Not theirs");
    await as("planner", (db) => saveScenario(db, kept));
    const denied = { code: "42501" };
    await expect(
      as("scheduler", (db) => saveScenario(db, facts("By a scheduler", "scheduler"))),
    ).rejects.toMatchObject(denied);
    await expect(
      as("planner", (db) => saveScenario(db, facts("As the other", "other"))),
    ).rejects.toMatchObject(denied);
    const removal = { scenarioId: kept.scenarioId, by: people.scheduler, at: NOW };
    expect(await as("scheduler", (db) => deleteScenario(db, removal))).toBe(false);
    await expect(
      as("planner", (db) => deleteScenario(db, { ...removal, by: people.other })),
    ).rejects.toMatchObject(denied);
  });

  it("is changed from the version that was read, and by nobody from an older one", async () => {
    const kept = facts("Contested");
    await as("planner", (db) => saveScenario(db, kept));
    const stronger = { ...kept, scenario: { wave: { laterDays: 0, factor: 2 } } };
    expect(await as("planner", (db) => changeScenario(db, stronger, 1))).toBe(true);
    const renamed = { ...kept, name: "Renamed", by: people.other, scenario: undefined };
    expect(await as("other", (db) => changeScenario(db, renamed, 1))).toBe(false);
    expect(await as("other", (db) => changeScenario(db, renamed, 2))).toBe(true);
    expect(await as("planner", (db) => findScenario(db, kept.scenarioId))).toMatchObject({
      ...{ name: "Renamed", version: 3, scenario: stronger.scenario },
    });
  });

  it("has a name of its own, whatever its case, until it is deleted", async () => {
    const first = facts("Surge");
    await as("planner", (db) => saveScenario(db, first));
    const taken = { code: "conflict" };
    await expect(as("planner", (db) => saveScenario(db, facts(" sURGE ")))).rejects.toMatchObject(
      taken,
    );
    const removal = { scenarioId: first.scenarioId, by: people.planner, at: NOW };
    expect(await as("planner", (db) => deleteScenario(db, removal))).toBe(true);
    await as("planner", (db) => saveScenario(db, facts("surge")));
    await expect(as("planner", (db) => restoreScenario(db, removal))).rejects.toMatchObject(taken);
  });

  it("leads nowhere once deleted, and comes back as it was", async () => {
    const kept = facts("Undone");
    await as("planner", (db) => saveScenario(db, kept));
    const removal = { scenarioId: kept.scenarioId, by: people.other, at: NOW };
    expect(await as("other", (db) => deleteScenario(db, removal))).toBe(true);
    expect(await as("planner", (db) => findScenario(db, kept.scenarioId))).toBeUndefined();
    expect(
      await as(
        "scheduler",
        async (db) =>
          (await db.query("select from scenarios where scenario_id = $1", [kept.scenarioId]))
            .rowCount,
      ),
    ).toBe(0);
    expect(await as("other", (db) => deleteScenario(db, removal))).toBe(false);
    expect(await as("other", (db) => restoreScenario(db, removal))).toBe(true);
    expect(await as("scheduler", (db) => findScenario(db, kept.scenarioId))).toMatchObject({
      ...{ name: "Undone", scenario: kept.scenario, version: 1 },
    });
    expect(await as("other", (db) => restoreScenario(db, removal))).toBe(false);
  });

  it("that no longer parses is listed, and is not run as something else", async () => {
    const kept = facts("Of another age");
    await as("planner", (db) => saveScenario(db, kept));
    await database.pool.query(
      `update scenarios set parameters = '{"lengthOfStayFactor": "long"}' where scenario_id = $1`,
      [kept.scenarioId],
    );
    const found = await as("planner", (db) => findScenario(db, kept.scenarioId));
    expect(found?.name).toBe("Of another age");
    expect(found?.scenario).toBeUndefined();
  });
});

describe("staffed beds", () => {
  const change = (staffedBeds: number, validFrom: Date, by: Person = "planner") => ({
    ...{ unitId, staffedBeds, validFrom, by: people[by], at: NOW },
  });
  const staffedAt = async (at: Date) =>
    (await as("scheduler", (db) => censusUnits(db, at)))[0]?.staffedBeds;

  it("hold from the time they are set for, within the beds there are", async () => {
    const later = new Date(NOW.getTime() + MS_PER_DAY);
    expect(await staffedAt(later)).toBe(1);
    expect(await as("planner", (db) => setStaffedBeds(db, change(0, later)))).toBe(true);
    expect(await staffedAt(NOW)).toBe(1);
    expect(await staffedAt(later)).toBe(0);
    expect(await as("planner", (db) => setStaffedBeds(db, change(2, NOW)))).toBe(false);
  });

  it("are set by planners in their own name, and who did is kept", async () => {
    await expect(
      as("scheduler", (db) => setStaffedBeds(db, change(1, NOW, "scheduler"))),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      as("planner", (db) => setStaffedBeds(db, change(1, NOW, "other"))),
    ).rejects.toMatchObject({ code: "42501" });
    expect(await as("planner", (db) => setStaffedBeds(db, change(1, NOW)))).toBe(true);
    const [newest] = await as("scheduler", (db) => recentStaffingChanges(db, 9));
    expect(newest).toMatchObject({ ...{ unitId, changedByName: "Some Body", changedAt: NOW } });
    expect(await as("nurse", (db) => recentStaffingChanges(db, 9))).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { NurseDemand } from "#models/nurse-demand/nurse-demand";
import { usualNurseRules } from "#models/nurse-demand/nurse-rules";
import { UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { dropNurseDemandBefore, newestNurseDemand, saveNurseDemand } from "./nurse-demand";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

const ISSUED = new Date("2026-06-01T09:00:00Z");
const RULES = usualNurseRules("America/New_York");

let database: TestDatabase;
let ward: Ward;
let people: Record<"scheduler" | "nurse", UserId>;

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  people = {
    scheduler: await addPerson(database.pool, "scheduler", ward),
    nurse: await addPerson(database.pool, "nurse", ward),
  };
});
afterAll(() => database.stop());

const demand = (startsAt: string, target: number): NurseDemand => ({
  ...{ unitId: UnitId.parse(ward.unit), shift: "Day", minimum: 2, target },
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + 12 * MS_PER_HOUR),
  quantiles: QUANTILE_LEVELS.map((level) => (level < 0.5 ? 2 : target)),
});
const newestFor = (person: keyof typeof people, at: Date) =>
  actingAs(database.pools.app, people[person], (db) => newestNurseDemand(db, at));

it("is stored by the issue it was made from, and read back as it was", async () => {
  const issue = {
    ...{ issuedAt: ISSUED, rules: RULES },
    demand: [demand("2026-06-01T11:00:00Z", 4), demand("2026-06-02T11:00:00Z", 5)],
  };
  expect(await saveNurseDemand(database.pools.service, issue)).toBe(true);
  // A job that runs twice stores once.
  expect(await saveNurseDemand(database.pools.service, issue)).toBe(false);
  expect(await newestFor("scheduler", ISSUED)).toEqual(issue);

  const later = new Date(ISSUED.getTime() + MS_PER_HOUR);
  const next = { issuedAt: later, rules: RULES, demand: [demand("2026-06-01T11:00:00Z", 3)] };
  await saveNurseDemand(database.pools.service, next);
  expect(await newestFor("scheduler", later)).toEqual(next);
  expect(await newestFor("scheduler", ISSUED)).toEqual(issue);
});

it("is shown to nobody who may not see the hospital's capacity, and written by no person", async () => {
  expect(await newestFor("nurse", new Date())).toBeUndefined();
  await expect(
    actingAs(database.pools.app, people.scheduler, (db) =>
      saveNurseDemand(db, { issuedAt: new Date(), rules: RULES, demand: [] }),
    ),
  ).rejects.toMatchObject({ code: "42501" });
});

it("is dropped with everything that was issued before", async () => {
  const next = new Date(ISSUED.getTime() + MS_PER_HOUR);
  expect(await dropNurseDemandBefore(database.pools.service, next)).toBe(1);
  expect(await newestFor("scheduler", ISSUED)).toBeUndefined();
  expect(await newestFor("scheduler", next)).toBeDefined();
});

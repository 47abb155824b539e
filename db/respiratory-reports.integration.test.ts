import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyReport } from "#models/respiratory-report/report-fields";
import type { UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { bedWaits } from "./bed-waits";
import { escalationAt } from "./escalation";
import { saveWeeklyFluAdmissions, weeklyFluAdmissions } from "./flu-admissions";
import type { Queryable } from "./pool";
import {
  findRespiratoryReport,
  type ReportToSave,
  respiratoryReports,
  saveRespiratoryReport,
} from "./respiratory-reports";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard } from "./testing/two-wards";

let database: TestDatabase;
let people: Record<"planner" | "other" | "scheduler" | "nurse" | "officer", UserId>;

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
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

const NOW = new Date("2026-11-29T12:00:00Z");
const DENIED = { code: "42501" };
const save = (person: Person, report: Pick<ReportToSave, "weekEndsOn"> & Partial<ReportToSave>) =>
  as(person, (db) =>
    saveRespiratoryReport(db, {
      ...{ figures: emptyReport({ icu_beds_all: 7 }), by: people[person], at: NOW },
      ...{ version: 0, isSubmitted: false },
      ...report,
    }),
  );
const find = (person: Person, weekEndsOn: string) =>
  as(person, (db) => findRespiratoryReport(db, weekEndsOn));

describe("a weekly respiratory report", () => {
  it("is saved by a planner and read by whoever sees the capacity, and by nobody else", async () => {
    const weekEndsOn = "2026-11-28";
    expect(await save("planner", { weekEndsOn })).toBe(1);
    for (const reader of ["other", "scheduler"] as const)
      expect(await find(reader, weekEndsOn)).toMatchObject({
        ...{ weekEndsOn, version: 1, savedBy: "Some Body", savedAt: NOW, submittedAt: undefined },
        figures: { icu_beds_all: 7, icu_beds_adult: null },
      });
    for (const stranger of ["nurse", "officer"] as const)
      expect(await as(stranger, (db) => respiratoryReports(db, "2000-01-01"))).toEqual([]);
  });

  it("is not saved by somebody who only sees the capacity, nor in another's name", async () => {
    const weekEndsOn = "2026-11-21";
    await expect(save("scheduler", { weekEndsOn })).rejects.toMatchObject(DENIED);
    await expect(save("planner", { weekEndsOn, by: people.other })).rejects.toMatchObject(DENIED);
    await save("planner", { weekEndsOn });
    expect(await save("scheduler", { weekEndsOn, version: 1 })).toBeUndefined();
    await expect(
      save("planner", { weekEndsOn, version: 1, by: people.other }),
    ).rejects.toMatchObject(DENIED);
  });

  it("is changed from the version that was read, and begun once", async () => {
    const weekEndsOn = "2026-11-14";
    expect(await save("planner", { weekEndsOn })).toBe(1);
    expect(await save("other", { weekEndsOn })).toBeUndefined();
    expect(await save("other", { weekEndsOn, version: 1 })).toBe(2);
    expect(await save("planner", { weekEndsOn, version: 1 })).toBeUndefined();
  });

  it("is locked once submitted, whoever and however", async () => {
    const weekEndsOn = "2026-11-07";
    expect(await save("planner", { weekEndsOn, isSubmitted: true })).toBe(2);
    expect(await find("scheduler", weekEndsOn)).toMatchObject({
      ...{ submittedBy: "Some Body", submittedAt: NOW },
    });
    expect(await save("other", { weekEndsOn, version: 2 })).toBeUndefined();
    const changed = await as("planner", (db) =>
      db.query("update respiratory_reports set figures = '{}' where week_ends_on = $1", [
        weekEndsOn,
      ]),
    );
    expect(changed.rowCount).toBe(0);
    await expect(
      as("planner", (db) => db.query("delete from respiratory_reports")),
    ).rejects.toMatchObject(DENIED);
  });

  it("is submitted by whoever submits it, in no other's name", async () => {
    const weekEndsOn = "2026-10-31";
    await save("planner", { weekEndsOn });
    await expect(
      as("planner", (db) =>
        db.query(
          `update respiratory_reports set submitted_by = $1, submitted_at = now() where week_ends_on = $2`,
          [people.other, weekEndsOn],
        ),
      ),
    ).rejects.toMatchObject(DENIED);
  });
});

it("counts its flu admissions over what was made up, and as nothing but counted", async () => {
  const week = { weekEndsOn: "2026-11-28", general: 6, intensive: 1 };
  await saveWeeklyFluAdmissions(database.pool, [{ ...week, general: 50 }], "made-up");
  await as("planner", (db) => saveWeeklyFluAdmissions(db, [week], "counted"));
  const counted = await as("scheduler", (db) => weeklyFluAdmissions(db, week.weekEndsOn));
  expect(counted).toEqual([{ ...week, source: "counted" }]);
  await expect(
    as("planner", (db) => saveWeeklyFluAdmissions(db, [week], "made-up")),
  ).rejects.toMatchObject(DENIED);
  await expect(
    as("scheduler", (db) => saveWeeklyFluAdmissions(db, [week], "counted")),
  ).rejects.toMatchObject(DENIED);
});

describe("who waited for a bed", () => {
  const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * MS_PER_HOUR);

  it("is not known where nobody has asked for one", async () => {
    expect(await as("scheduler", (db) => bedWaits(db, NOW))).toBeUndefined();
  });

  it("is told as counts, as of any time, and to nobody without a right to them", async () => {
    await database.pool.query(
      `insert into bed_requests
              (encounter_id, needed_kind, needs, requested_at, requested_by, ended_at, outcome)
       select encounter_id, 'ward', '{}', requested_at, $1::uuid, ended_at,
              case when ended_at is not null then 'placed' end
         from encounters,
              (values ($2::timestamptz, $3::timestamptz), ($4, null)) as asked (requested_at, ended_at)`,
      [people.planner, hoursAgo(20), hoursAgo(17), hoursAgo(5)],
    );
    expect(await as("scheduler", (db) => bedWaits(db, NOW))).toEqual({
      ...{ waiting: 1, longestSeconds: 5 * 3_600, placed: 1, medianSeconds: 3 * 3_600 },
    });
    expect(await as("scheduler", (db) => bedWaits(db, hoursAgo(18)))).toEqual({
      ...{ waiting: 1, longestSeconds: 2 * 3_600, placed: 0, medianSeconds: undefined },
    });
    expect(await as("nurse", (db) => bedWaits(db, NOW))).toBeUndefined();
  });
});

it("finds the level of an instant of the past", async () => {
  const finding = { level: 2, isAtLeast: false, highest: 2, points: 3, parameters: [] };
  for (const [began, level] of [
    ["2026-11-28T10:00:00Z", 2],
    ["2026-11-28T20:00:00Z", 3],
  ] as const)
    await database.pool.query(
      `insert into escalation_levels (began_at, level, is_at_least, rules_version, finding)
       values ($1, $2, false, 0, $3)`,
      [began, level, JSON.stringify({ ...finding, level })],
    );
  const levelAt = (at: string) =>
    as("scheduler", async (db) => (await escalationAt(db, new Date(at)))?.level);
  expect(await levelAt("2026-11-28T09:59:00Z")).toBeUndefined();
  expect(await levelAt("2026-11-28T19:59:00Z")).toBe(2);
  expect(await levelAt("2026-11-29T00:00:00Z")).toBe(3);
});

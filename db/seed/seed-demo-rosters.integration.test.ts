import { afterAll, beforeAll, expect, it } from "vitest";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import type { Assignment } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import { validateRoster } from "#models/rostering/validation/validate-roster";
import type { UnitId, UserId } from "#models/shared/ids";
import { actingAs } from "../acting";
import { onDutyNow } from "../on-duty";
import { readRosterProblem } from "../roster-problem";
import { allRosters, rosterCells, type RosterRow } from "../rosters";
import { staffOfUser } from "../staff";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { seedDemoRosters } from "./seed-demo-rosters";
import { seedHospital } from "./seed-hospital";

const beds = Array.from({ length: 10 }, (_, index) => String(index + 1));
const PLAN: HospitalPlan = {
  sites: [{ code: "T", name: "Test" }],
  units: [
    { siteCode: "T", code: "MICU", name: "Medical ICU", kind: "intensive", bedLabels: beds },
    { siteCode: "T", code: "SDU", name: "Step-down", kind: "step-down", bedLabels: beds },
  ],
};
const NOW = new Date("2026-11-26T12:00:00Z"); // a Thursday
const SEEDING = { plan: PLAN, timeZone: "Europe/London", now: NOW };

let database: TestDatabase;
let rosters: RosterRow[];

beforeAll(async () => {
  database = await createTestDatabase();
  await seedHospital(database.pool, PLAN);
  for (const [local, role] of [
    ["scheduler", "scheduler"],
    ["charge.micu", "charge-nurse"],
  ])
    await database.pool.query(
      `insert into users (email, name, role, password_hash) values ($1, $2, $3, 'none')`,
      [`${local}@wardcast.example`, `The ${role}`, role],
    );
  expect(await seedDemoRosters(database.pool, SEEDING)).toBe(true);
  rosters = await allRosters(database.pool);
});
afterAll(() => database.stop());

it("makes one roster that was worked, one that runs, and one to be planned", () => {
  expect(rosters.map(({ startsOn, state, days }) => [startsOn, state, days])).toEqual([
    ["2026-12-14", "draft", 28],
    ["2026-11-16", "published", 28],
    ["2026-10-19", "locked", 28],
  ]);
  expect(rosters[0]?.units.map(({ code }) => code)).toEqual(["MICU", "SDU"]);
});

it("breaks no hard rule, leaves nobody's shift without enough, and gives everybody something", async () => {
  for (const { rosterId, state, days } of rosters) {
    const problem = await readRosterProblem(database.pool, rosterId);
    if (!problem) throw new Error("the roster cannot be read");
    const cells = await rosterCells(database.pool, rosterId);
    if (state === "draft") {
      expect(cells).toEqual([]);
      expect(problem.past.length).toBeGreaterThan(0);
      expect(problem.balances.length).toBeGreaterThan(0);
      continue;
    }
    const roster = new Map<PersonId, (Assignment | null)[]>(
      problem.people.map(({ personId }) => [personId, Array<null>(days).fill(null)]),
    );
    for (const { personId, day, assignment } of cells)
      roster.get(personId)?.splice(day, 1, assignment);
    const findings = validateRoster(problem, roster);
    expect(findings.filter(({ isHard }) => isHard)).toEqual([]);
    for (const { unitId, day, shiftId, minimum } of problem.demand) {
      const there = cells.filter(
        ({ day: on, assignment }) =>
          on === day && assignment?.unitId === unitId && assignment.shiftId === shiftId,
      );
      expect(there.length).toBeGreaterThanOrEqual(minimum);
    }
    const contract = problem.people.filter(({ employment }) => employment === "contract");
    const working = new Set(cells.map(({ personId }) => personId));
    expect(contract.filter(({ personId }) => !working.has(personId))).toEqual([]);
  }
});

it("has those who have accounts among the staff by their own names, and is done once", async () => {
  const { rows } = await database.pool.query<{ userId: UserId }>(
    `select user_id as "userId" from users where email like 'charge.micu%'`,
  );
  const userId = rows[0]?.userId;
  if (!userId) throw new Error("there is no account");
  expect(await staffOfUser(database.pool, userId)).toMatchObject({
    ...{ grade: "charge", name: "The charge-nurse" },
  });
  expect(await seedDemoRosters(database.pool, SEEDING)).toBe(false);
});

it("says who is on duty by the roster, by day and by night", async () => {
  const { rows } = await database.pool.query<{ userId: UserId; unitId: UnitId }>(
    `with charge as (select user_id from users where email like 'charge.micu%'),
          unit as (select unit_id from units where code = 'MICU'),
          post as (insert into user_units select user_id, unit_id from charge, unit)
     select user_id as "userId", unit_id as "unitId" from charge, unit`,
  );
  const [place] = rows;
  if (!place) throw new Error("there is no charge nurse");
  const onDuty = (now: string) =>
    actingAs(database.pools.app, place.userId, (db) =>
      onDutyNow(db, { now: new Date(now), timeZone: "Europe/London" }).inUnit(place.unitId),
    );
  const [day, night, before] = [
    await onDuty("2026-11-26T12:00:00Z"),
    await onDuty("2026-11-27T03:00:00Z"),
    await onDuty("2026-01-05T12:00:00Z"),
  ];
  expect(day.source).toBe("roster");
  expect(day.people.length).toBeGreaterThanOrEqual(3);
  expect(night.people.length).toBeGreaterThanOrEqual(3);
  const namesOf = ({ people }: typeof day) => people.map(({ name }) => name);
  expect(namesOf(night).filter((name) => namesOf(day).includes(name))).toEqual([]);
  expect(before).toEqual({ source: "signed-in", people: [] });
});

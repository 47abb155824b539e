import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { OVERTIME_SETS } from "#models/rostering/overtime-terms";
import { payLines } from "#models/rostering/pay-lines";
import { periodCost } from "#models/rostering/period-cost";
import { paidShifts, rosterCost } from "#models/rostering/roster-cost";
import { AbsenceId } from "#models/rostering/roster-ids";
import { rosterOfCells } from "#models/rostering/roster-of-cells";
import { dayAfter } from "#models/shared/calendar-date";
import type { UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { changeRosterCells } from "./roster-changes";
import { paidPeople, readRosterPay, type RosterPay } from "./roster-pay";
import { readRosterProblem } from "./roster-problem";
import { allRosters, rosterCells, type RosterRow } from "./rosters";
import { seedDemoRosters } from "./seed/seed-demo-rosters";
import { seedHospital } from "./seed/seed-hospital";
import { recordAbsence } from "./staff";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

const beds = Array.from({ length: 6 }, (_, index) => String(index + 1));
const PLAN: HospitalPlan = {
  sites: [{ code: "T", name: "Test" }],
  units: [
    { siteCode: "T", code: "MICU", name: "Medical ICU", kind: "intensive", bedLabels: beds },
    { siteCode: "T", code: "SDU", name: "Step-down", kind: "step-down", bedLabels: beds },
  ],
};
const NOW = new Date("2026-11-26T12:00:00Z");

let database: TestDatabase;
let scheduler: UserId;
let charge: UserId;
let running: RosterRow;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedHospital(database.pool, PLAN);
  const account = async (local: string, role: string) => {
    const { rows } = await database.pool.query<{ userId: UserId }>(
      `insert into users (email, name, role, password_hash) values ($1, $2, $3, 'none')
       returning user_id as "userId"`,
      [`${local}@wardcast.example`, `The ${role}`, role],
    );
    return present(rows[0]).userId;
  };
  scheduler = await account("scheduler", "scheduler");
  charge = await account("charge.micu", "charge-nurse");
  await database.pool.query(
    "insert into user_units (user_id, unit_id) select $1, unit_id from units where code = 'MICU'",
    [charge],
  );
  await seedDemoRosters(database.pool, { plan: PLAN, timeZone: "Europe/London", now: NOW });
  running = present((await rostersOf("published"))[0]);
});
afterAll(() => database.stop());

const rostersOf = async (state: RosterRow["state"]) =>
  (await allRosters(database.pool)).filter((row) => row.state === state);

const payOf = (row: RosterRow, userId = scheduler): Promise<RosterPay> =>
  actingAs(database.pools.app, userId, async (db) => present(await readRosterPay(db, row)));

const costOfNow = ({ now }: RosterPay) => rosterCost(now.problem, now.roster);

describe("a roster's pay", () => {
  it("is what the planner's page counts", async () => {
    const pay = await payOf(running);
    const problem = present(await readRosterProblem(database.pool, running.rosterId));
    const cells = await rosterCells(database.pool, running.rosterId);
    const { total, regular, overtime } = rosterCost(problem, rosterOfCells(problem, cells));
    expect(total).toBeGreaterThan(0);
    expect(costOfNow(pay)).toMatchObject({ regular, overtime });
    expect(costOfNow(pay).total).toBeCloseTo(total, 6);
    expect(pay).toMatchObject({ unreadShifts: 0, unknownShifts: 0 });
  });

  it("is what the planner's page counts of weeks that begin before the roster, too", async () => {
    const { rosterId, startsOn } = running;
    // Its weeks begin three days before it does, on days that another published roster has.
    const overtime = { ...OVERTIME_SETS["flsa-40"].terms, weeksFrom: dayAfter(startsOn, -3) };
    const pool = database.pool;
    const { rows } = await pool.query<{ prices: object }>(
      "select prices from rosters where roster_id = $1",
      [rosterId],
    );
    const before = present(rows[0]).prices;
    const setPrices = (prices: object) =>
      pool.query("update rosters set prices = $2 where roster_id = $1", [rosterId, prices]);
    await setPrices({ ...before, overtime });
    const pay = await payOf(running);
    const problem = present(await readRosterProblem(pool, rosterId));
    await setPrices(before);

    const earlier = problem.past.filter(({ day }) => day >= -3);
    expect(earlier.length).toBeGreaterThan(0);
    expect(pay.now.problem.past).toEqual(expect.arrayContaining(earlier));
    const roster = rosterOfCells(problem, await rosterCells(pool, rosterId));
    expect(costOfNow(pay).overtime).toEqual(rosterCost(problem, roster).overtime);
    expect(costOfNow(pay).overtime.minutes).toBeGreaterThan(0);
  });

  it("is planned as it was published, whatever was changed and recorded since", async () => {
    const before = await payOf(running);
    expect(before.published).toEqual(before.now);

    const [personId, line] = present(
      [...before.now.roster].find(([id, days]) => {
        const person = before.people.find((each) => each.personId === id);
        return person?.employment === "contract" && days.some((assignment) => assignment !== null);
      }),
    );
    const day = line.findIndex((assignment) => assignment !== null);
    await actingAs(database.pools.app, scheduler, async (db) => {
      const cells = [{ personId, day, assignment: null }];
      const change = { rosterId: running.rosterId, kind: "repair", cells } as const;
      const outcome = await changeRosterCells(db, { ...change, by: scheduler, at: NOW });
      expect(outcome.ok).toBe(true);
      const on = dayAfter(running.startsOn, day);
      await recordAbsence(db, {
        absenceId: AbsenceId.parse("00000000-0000-4000-8000-000000000001"),
        ...{ personId, kind: "sick", fromOn: on, toOn: on, creditMinutesPerDay: 450 },
        ...{ by: scheduler, at: new Date(NOW.getTime() + 60_000) },
      });
    });

    const after = await payOf(running);
    expect(after.published).toEqual(before.published);
    const minutes = ({ regular, overtime }: ReturnType<typeof costOfNow>) =>
      regular.minutes + overtime.minutes;
    expect(minutes(costOfNow(after))).toBe(minutes(costOfNow(before)) - 690);
    const isNew = ({ kind }: { kind: string }) => kind === "sick";
    expect(after.now.problem.absences.filter(isNew)).toHaveLength(1);
  });

  it("has lines that add up to what the page tells of the same days", async () => {
    const pay = await payOf(running);
    const { problem, roster } = pay.now;
    const shifts = paidShifts(problem, roster);
    const daysOver = 10;
    const until = dayAfter(running.startsOn, daysOver);
    const paid = payLines(problem, shifts)
      .filter(({ on }) => on < until)
      .reduce((sum, { amount }) => sum + amount, 0);
    const cost = periodCost(
      [{ startsOn: running.startsOn, now: shifts, published: [], daysOver }],
      {
        unitIds: running.units.map(({ unitId }) => unitId),
        period: { from: running.startsOn, to: dayAfter(running.startsOn, running.days) },
      },
    );
    expect(paid).toBeGreaterThan(0);
    expect(cost.worked.total).toBeCloseTo(paid, 6);
  });

  it("has no plan while the roster is a draft", async () => {
    const [draft] = await rostersOf("draft");
    expect((await payOf(present(draft))).published).toBeUndefined();
  });

  it("is the same for a charge nurse of one of its units, who fills shifts by price", async () => {
    const pay = await payOf(running, charge);
    expect(pay.unreadShifts).toBe(0);
    expect(costOfNow(pay)).toEqual(costOfNow(await payOf(running)));
  });

  it("says how many shifts are of a kind that the roster no longer has, and counts the others", async () => {
    const before = await payOf(running);
    await database.pool.query(
      `update rosters set shifts = (select jsonb_agg(shift) from jsonb_array_elements(shifts) as shift
                                     where shift ->> 'shiftId' <> 'night')
        where roster_id = $1`,
      [running.rosterId],
    );
    const pay = await payOf(running);
    const count = ({ now }: RosterPay) => paidShifts(now.problem, now.roster).length;
    expect(pay.unknownShifts).toBeGreaterThan(0);
    expect(count(pay) + pay.unknownShifts).toBe(count(before));
  });

  it("knows everybody by name and unit, and by a number where there is one", async () => {
    const people = await actingAs(database.pools.app, scheduler, (db) => paidPeople(db));
    const onRoster = (await payOf(running)).people.map(({ personId }) => personId);
    expect(people.map(({ personId }) => personId)).toEqual(expect.arrayContaining(onRoster));
    expect(new Set(people.map(({ homeUnitCode }) => homeUnitCode))).toEqual(
      new Set(["MICU", "SDU"]),
    );
    expect(await actingAs(database.pools.app, charge, (db) => paidPeople(db))).toEqual(people);
  });
});

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("nothing was found");
  return value;
}

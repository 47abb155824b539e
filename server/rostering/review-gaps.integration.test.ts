import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { saveNurseDemand } from "#db/nurse-demand";
import { rosterGapsNow } from "#db/roster-gaps";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { usualNurseRules } from "#models/nurse-demand/nurse-rules";
import type { RosterGaps } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { dayAfter } from "#models/shared/calendar-date";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { present, type RunningServer, startServer } from "../realtime/testing-hospital";
import { drawRosterDemand, drawRosterDemands } from "./draw-demand";
import { reviewRosterGaps } from "./review-gaps";
import {
  DAY,
  type RosterHospital,
  rosterHospital,
  type RosterScreen,
} from "./testing/roster-hospital";

let database: TestDatabase;
let hospital: RosterHospital;
let server: RunningServer;
let planner: RosterScreen;
let rosterId: RosterId;

const PATIENTLY = { timeout: 30_000 };
const TODAY = new Date().toISOString().slice(0, 10);
/** Noon of today, whenever the test runs. */
const NOON = new Date(`${TODAY}T12:00:00Z`);

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await rosterHospital(database);
  server = await startServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.stop();
});
beforeEach(async () => {
  await database.pool.query("delete from nurse_demand_issues");
  await database.pool.query("delete from roster_gaps_now");
  await database.pool.query("delete from staff_absences");
  await database.pool.query("delete from rosters");
  planner = await hospital.person(server, "scheduler");
  rosterId = await hospital.draft(planner, TODAY);
});
afterEach(() => hospital.closeScreens());

/** So many nurses by day in the unit, for the coming days, as a forecast would ask for them. */
async function issueDemand(unitId: UnitId, nurses: number, issuedAt: Date): Promise<void> {
  const days = Array.from({ length: 6 }, (_, day) => Date.parse(TODAY) + (day - 1) * MS_PER_DAY);
  const demand = days.flatMap((midnight) =>
    [
      { shift: "Day", from: 7, to: 19, needed: nurses },
      { shift: "Night", from: 19, to: 31, needed: 0 },
    ].map(({ shift, from, to, needed }) => ({
      ...{ unitId, shift, minimum: needed, target: needed },
      startsAt: new Date(midnight + from * MS_PER_HOUR),
      endsAt: new Date(midnight + to * MS_PER_HOUR),
      quantiles: QUANTILE_LEVELS.map(() => needed),
    })),
  );
  await saveNurseDemand(database.pools.service, {
    ...{ issuedAt, rules: usualNurseRules("UTC"), demand },
  });
}

const review = (): Promise<RosterGaps> =>
  reviewRosterGaps(database.pools.service, { at: NOON, timeZone: "UTC" });
const cell = (index: number, day: number) => ({
  ...{ personId: present(hospital.people[index]), day, version: 0 },
  assignment: { shiftId: DAY, unitId: hospital.unit("A") },
});

it("does not call it full where nobody knows what is needed", async () => {
  expect(await review()).toMatchObject({
    ...{ demandIssuedAt: null, gaps: [] },
    unknownUnitIds: [hospital.unit("A"), hospital.unit("B")],
  });
});

it("lists what published rosters leave short, and who is away does not count", async () => {
  await issueDemand(hospital.unit("A"), 1, NOON);
  await drawRosterDemand(database.pools.service, rosterId, NOON);
  await planner.done({ type: "change-cells", rosterId, cells: [cell(0, 1), cell(1, 2)] });
  const gapDays = ({ gaps }: RosterGaps) =>
    gaps.map(({ startsAt, rosterId: of }) => [new Date(startsAt).toISOString().slice(0, 10), of]);
  // A draft tells nobody who comes: all that is asked for is open.
  expect(gapDays(await review())).toEqual([0, 1, 2, 3].map((day) => [dayAfter(TODAY, day), null]));
  await planner.done({ type: "publish", rosterId, version: 1 });
  expect(gapDays(await review())).toEqual([0, 3].map((day) => [dayAfter(TODAY, day), rosterId]));
  await database.pool.query(
    `insert into staff_absences (person_id, kind, from_on, to_on) values ($1, 'sick', $2, $2)`,
    [present(hospital.people[0]), dayAfter(TODAY, 1)],
  );
  const found = await review();
  expect(gapDays(found)).toEqual([0, 1, 3].map((day) => [dayAfter(TODAY, day), rosterId]));
  expect(found.gaps[1]).toMatchObject({
    ...{ unitName: "Ward A", shiftName: "Long day", rostered: 0, minimum: 1, target: 1 },
    severity: "below-minimum",
  });
});

it("draws demand again when a newer forecast is issued, and keeps that of days that are over", async () => {
  await issueDemand(hospital.unit("A"), 1, new Date(NOON.getTime() - MS_PER_HOUR));
  await drawRosterDemand(database.pools.service, rosterId, NOON);
  const targets = async () =>
    (await planner.watch(rosterId)).problem.demand
      .filter(({ shiftId, day }) => shiftId === DAY && day < 3)
      .map(({ target }) => target);
  expect(await targets()).toEqual([1, 1, 1]);
  const tomorrow = new Date(NOON.getTime() + MS_PER_DAY);
  await issueDemand(hospital.unit("A"), 3, tomorrow);
  const told: number[] = [];
  planner.screen.on("roster:demand-changed", ({ planned }) => told.push(planned.length));
  const signal = new AbortController().signal;
  const context = { pool: database.pools.service, now: tomorrow, signal };
  expect(await drawRosterDemands.run(context)).toEqual({ drawn: 1 });
  expect(await drawRosterDemands.run(context)).toBeUndefined();
  expect(await targets()).toEqual([1, 3, 3]);
  await expect.poll(() => told.length, PATIENTLY).toBe(1);
});

it("tells those who plan of all gaps, a charge nurse of the own units, and nobody else", async () => {
  await issueDemand(hospital.unit("A"), 1, NOON);
  const screens = {
    planner,
    own: await hospital.person(server, "charge-nurse", "A"),
    elsewhere: await hospital.person(server, "charge-nurse", "B"),
    nurse: await hospital.person(server, "nurse", "A"),
  };
  const told = new Map<string, RosterGaps>();
  for (const [name, { screen }] of Object.entries(screens))
    screen.on("roster-gaps:changed", (gaps) => told.set(name, gaps));
  await review();
  // The server looks by itself too, whenever something has changed.
  const tellsOf = (name: string) => new Set(told.get(name)?.gaps.map(({ unitName }) => unitName));
  for (const name of ["planner", "own"])
    await expect.poll(() => tellsOf(name), PATIENTLY).toEqual(new Set(["Ward A"]));
  await expect.poll(() => told.has("elsewhere"), PATIENTLY).toBe(true);
  expect(told.get("elsewhere")?.gaps).toEqual([]);
  expect(told.has("nurse")).toBe(false);
  expect(await actingAs(database.pools.app, screens.nurse.userId, rosterGapsNow)).toBeUndefined();
  expect(
    await screens.nurse.screen.timeout(20_000).emitWithAck("roster-gaps:watch", {}),
  ).toMatchObject({ error: { code: "forbidden" } });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import { houseSettings } from "#models/rostering/house-settings";
import { AbsenceId, PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import { UnitId, type UserId } from "#models/shared/ids";
import { OpenShiftId, SickCallId } from "#models/sick-calls/sick-call";
import { actingAs } from "./acting";
import type { Queryable } from "./pool";
import { changeRosterCells, type WantedCell } from "./roster-changes";
import { changeSettings, markLocked, markPublished } from "./roster-states";
import { addRoster, findRoster, rosterCells } from "./rosters";
import { addOpenShift, addSickCall, endSickCall, settleOpenShift } from "./sick-calls";
import { colleagues, recordAbsence, saveStaff, staffOfUnits } from "./staff";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard } from "./testing/two-wards";

let database: TestDatabase;
let units: { own: UnitId; other: UnitId };
let people: Record<"planner" | "charge" | "nurse" | "elsewhere", UserId>;
let rosterId: RosterId;
const ADA = PersonId.parse(randomUUID());
const EVE = PersonId.parse(randomUUID());
const AT = new Date("2026-11-28T12:00:00Z");
const LATER = new Date("2026-11-28T13:00:00Z");
const DENIED = /not theirs|permission denied|row-level security/;

beforeAll(async () => {
  database = await createTestDatabase();
  const [own, other] = [await addWard(database.pool, "A"), await addWard(database.pool, "B")];
  units = { own: UnitId.parse(own.unit), other: UnitId.parse(other.unit) };
  const person = (role: Role, ward: typeof own) => addPerson(database.pool, role, ward);
  people = {
    planner: await person("scheduler", own),
    charge: await person("charge-nurse", own),
    nurse: await person("nurse", own),
    elsewhere: await person("charge-nurse", other),
  };
  await saveStaff(
    database.pool,
    [
      { personId: ADA, homeUnitId: units.own, userId: people.nurse },
      { personId: EVE, homeUnitId: units.other, userId: null },
    ].map((who) => ({
      ...{ ...who, name: "Some Body", grade: "registered", employment: "contract", skills: [] },
      ...{ floatUnitIds: [], contractMinutesPerWeek: 2_070, isNew: false, leftOn: null },
      hourlyCost: { regular: 40, overtime: 60 },
    })),
  );
});
afterAll(() => database.stop());
/** Of both wards, with a shift of Ada's on her own. */
beforeEach(async () => {
  await database.pool.query("delete from rosters");
  rosterId = RosterId.parse(randomUUID());
  await addRoster(database.pool, {
    ...{ rosterId, name: "Both", startsOn: "2026-11-30", days: 7, timeZone: "UTC" },
    ...{ unitIds: [units.own, units.other], settings: houseSettings(), by: null, at: AT },
  });
  await change(database.pool, null, cell(ADA, 0, units.own));
});

const cell = (personId: PersonId, day: number, unitId: UnitId | null): WantedCell => ({
  ...{ personId, day },
  assignment: unitId && { shiftId: ShiftId.parse("night"), unitId },
});
const changeAt =
  (at: Date) =>
  (db: Queryable, by: UserId | null, ...cells: WantedCell[]) =>
    changeRosterCells(db, { rosterId, kind: "repair", cells, by, at });
const change = changeAt(AT);
const as = <T>(who: keyof typeof people, work: (db: Queryable) => Promise<T>) =>
  actingAs(database.pools.app, people[who], work);
const publish = () => markPublished(database.pool, rosterId, { by: null, at: AT });

it("lets a charge nurse fill and clear shifts of the own unit, once it is published", async () => {
  const inDraft = await as("charge", (db) => change(db, people.charge, cell(ADA, 1, units.own)));
  expect(inDraft).toEqual({ ok: false, error: { reason: "not-found" } });
  await publish();
  const done = await as("charge", (db) =>
    change(db, people.charge, cell(ADA, 0, null), cell(EVE, 2, units.own)),
  );
  expect(done).toMatchObject({ ok: true, value: { version: 2 } });
  await expect(
    as("charge", (db) => change(db, people.charge, cell(EVE, 3, units.other))),
  ).rejects.toThrow(DENIED);
  // Somebody else's name beside it.
  await expect(
    as("charge", (db) => change(db, people.planner, cell(ADA, 4, units.own))),
  ).rejects.toThrow(DENIED);
});

it("lets a charge nurse clear no shift of another unit but one that a sick call of theirs is about", async () => {
  await change(database.pool, null, cell(ADA, 2, units.other), cell(EVE, 2, units.other));
  await publish();
  const clear = (personId: PersonId) =>
    as("charge", (db) => change(db, people.charge, cell(personId, 2, null)));
  for (const personId of [ADA, EVE]) await expect(clear(personId)).rejects.toThrow(/^cells of/);
  const worked = async (personId: PersonId) =>
    (await rosterCells(database.pool, rosterId)).find(
      (each) => each.personId === personId && each.day === 2,
    )?.assignment?.unitId;
  expect([await worked(ADA), await worked(EVE)]).toEqual([units.other, units.other]);

  await as("charge", async (db) => {
    const absenceId = AbsenceId.parse(randomUUID());
    const [fromOn, toOn] = ["2026-12-02", "2026-12-02"];
    await recordAbsence(db, {
      ...{ absenceId, personId: ADA, kind: "sick", fromOn, toOn, creditMinutesPerDay: 0 },
      by: people.charge,
    });
    const sickCallId = SickCallId.parse(randomUUID());
    await addSickCall(db, { sickCallId, personId: ADA, absenceId, by: people.charge, at: AT });
  });
  expect(await clear(ADA)).toMatchObject({ ok: true });
  await expect(clear(EVE)).rejects.toThrow(/^cells of/);
  // What was cleared is given back as it was, to nobody's liking but the call's end.
  await expect(
    as("charge", (db) => change(db, people.charge, cell(ADA, 2, units.other))),
  ).rejects.toThrow(DENIED);
  await database.pool.query("delete from sick_calls; delete from staff_absences");
});

it("lets a shift of another unit be given back as the call ends, if nothing has happened to it since", async () => {
  const by = people.charge;
  const [absenceId, sickCallId, openShiftId] = [
    AbsenceId.parse(randomUUID()),
    SickCallId.parse(randomUUID()),
    OpenShiftId.parse(randomUUID()),
  ];
  await change(database.pool, null, cell(ADA, 2, units.other));
  await publish();
  await as("charge", async (db) => {
    await recordAbsence(db, {
      ...{ absenceId, personId: ADA, kind: "sick", fromOn: "2026-12-02", toOn: "2026-12-02", by },
      creditMinutesPerDay: 0,
    });
    await addSickCall(db, { sickCallId, personId: ADA, absenceId, by, at: AT });
    await change(db, by, cell(ADA, 2, null));
    await addOpenShift(db, {
      ...{ openShiftId, sickCallId, rosterId, day: 2, shiftId: ShiftId.parse("night") },
      ...{ unitId: units.other, leftBy: ADA, startsAt: AT, endsAt: LATER },
    });
  });
  const giveBack = ({ isEnded }: { isEnded: boolean }) =>
    as("charge", async (db) => {
      if (isEnded) await endSickCall(db, sickCallId, { by, at: LATER });
      await settleOpenShift(db, openShiftId, { state: "returned", by, at: LATER });
      const done = await changeAt(LATER)(db, by, cell(ADA, 2, units.other));
      throw new Error(done.ok ? "given back" : done.error.reason);
    });
  await expect(giveBack({ isEnded: true })).rejects.toThrow("given back");
  await expect(giveBack({ isEnded: false })).rejects.toThrow(DENIED);
  // A planner gave her another shift and took it away again: that is what holds.
  for (const unitId of [units.own, null])
    await as("planner", (db) => change(db, people.planner, cell(ADA, 2, unitId)));
  await expect(giveBack({ isEnded: true })).rejects.toThrow(DENIED);
  await database.pool.query(
    "delete from open_shifts; delete from sick_calls; delete from staff_absences",
  );
});

it("takes somebody off a roster of what was their home, and puts them on no more", async () => {
  const elsewhere = (await addWard(database.pool, "C")).unit;
  const move = (unitId: string) =>
    database.pool.query("update staff set home_unit_id = $2 where person_id = $1", [ADA, unitId]);
  await move(elsewhere);
  const asPlanner = (...cells: WantedCell[]) =>
    as("planner", (db) => change(db, people.planner, ...cells));
  expect(await asPlanner(cell(ADA, 1, units.own))).toMatchObject({
    error: { reason: "unknown-cell" },
  });
  expect(await asPlanner(cell(ADA, 1, null))).toMatchObject({ error: { reason: "unknown-cell" } });
  expect(await asPlanner(cell(ADA, 0, null))).toMatchObject({ ok: true, value: { version: 2 } });
  await move(units.own);
});

it("lets nobody who only fills shifts change rules, prices or the state", async () => {
  await publish();
  const { prices } = houseSettings();
  await expect(
    as("charge", (db) =>
      changeSettings(db, rosterId, { settings: { prices: { ...prices, float: 0 } } }),
    ),
  ).rejects.toThrow(DENIED);
  await expect(
    as("charge", (db) => markLocked(db, rosterId, { by: people.charge, at: AT })),
  ).rejects.toThrow(DENIED);
  await as("planner", (db) => markLocked(db, rosterId, { by: people.planner, at: AT }));
  expect((await findRoster(database.pool, rosterId))?.state).toBe("locked");
});

it("changes nothing of a locked roster, for nobody", async () => {
  await publish();
  await markLocked(database.pool, rosterId, { by: null, at: AT });
  const refused = await as("planner", (db) => change(db, people.planner, cell(ADA, 1, units.own)));
  expect(refused).toMatchObject({ error: { reason: "locked" } });
  await expect(
    as("planner", (db) =>
      db.query(
        `insert into roster_cells (roster_id, person_id, day, changed_by, changed_at)
         values ($1, $2, 6, $3, now())`,
        [rosterId, ADA, people.planner],
      ),
    ),
  ).rejects.toThrow(DENIED);
});

it("shows a nurse the own unit's published shifts and colleagues, and nobody's pay or absences", async () => {
  await change(database.pool, null, cell(EVE, 1, units.other), cell(EVE, 2, units.own));
  const seen = () =>
    as("nurse", async (db) => ({
      cells: (await rosterCells(db, rosterId)).map(({ personId, day }) => [personId, day]),
      pay: (await staffOfUnits(db, [units.own, units.other], "2026-11-30")).map(
        ({ personId }) => personId,
      ),
      names: (await colleagues(db)).map(({ personId }) => personId).sort(),
      absences: (await db.query("select from staff_absences")).rows.length,
    }));
  await as("charge", (db) =>
    recordAbsence(db, {
      ...{ absenceId: AbsenceId.parse(randomUUID()), personId: ADA, kind: "sick" },
      ...{ fromOn: "2026-12-01", toOn: "2026-12-01", creditMinutesPerDay: 0, by: people.charge },
    }),
  );
  expect(await seen()).toEqual({ cells: [], pay: [ADA], names: [ADA], absences: 1 });
  await publish();
  // Eve's shift on this ward, not hers at home.
  expect((await seen()).cells.sort()).toEqual(
    [
      [ADA, 0],
      [EVE, 2],
    ].sort(),
  );
  expect((await seen()).names).toEqual([ADA, EVE].sort());
});

it("lets a charge nurse note who is sick on the own unit, and nothing else of anybody", async () => {
  const absence = (personId: PersonId, kind: "sick" | "annual-leave") => ({
    ...{ absenceId: AbsenceId.parse(randomUUID()), personId, kind, by: people.elsewhere },
    ...{ fromOn: "2026-12-01", toOn: "2026-12-01", creditMinutesPerDay: 0 },
  });
  await as("elsewhere", (db) => recordAbsence(db, absence(EVE, "sick")));
  for (const wrong of [absence(ADA, "sick"), absence(EVE, "annual-leave")])
    await expect(as("elsewhere", (db) => recordAbsence(db, wrong))).rejects.toThrow(DENIED);
});

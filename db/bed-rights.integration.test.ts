import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import type { BedId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { dischargeByBoard, mayPlace, placePatients, requestBed, reserveBed } from "./bed-actions";
import { bedStatuses } from "./bed-statuses";
import { emergencyHospital, type EmergencyHospital } from "./testing/emergency-hospital";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
let hospital: EmergencyHospital;
let patient: EncounterId;
const people: Partial<Record<Role, UserId>> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await emergencyHospital(database.pool);
  ({ encounterId: patient } = await hospital.patient(hospital.two, "01"));
  for (const role of ["charge-nurse", "nurse", "administrator", "scheduler"] as const)
    people[role] = (await hospital.person(role, hospital.one)).userId;
});
afterAll(() => database.stop());

const idOf = (role: Role): UserId => {
  const userId = people[role];
  if (!userId) throw new Error(`nobody is ${role}`);
  return userId;
};
const as = <T>(role: Role, work: Parameters<typeof actingAs<T>>[2]) =>
  actingAs(database.pools.app, idOf(role), work);

async function bedsOf(unitId: UnitId): Promise<[BedId, BedId]> {
  const { rows } = await database.pool.query<{ bedId: BedId }>(
    `select bed_id as "bedId" from beds where unit_id = $1 order by label`,
    [unitId],
  );
  const [first, second] = rows;
  if (!first || !second) throw new Error("two beds were expected");
  return [first.bedId, second.bedId];
}
const seenBy = (role: Role, bedIds: readonly BedId[]) =>
  as(role, async (db) => [...(await bedStatuses(db, bedIds, new Date())).keys()]);

it("shows the beds of one's own units to their charge nurse, and all to who coordinates them", async () => {
  const [mine] = await bedsOf(hospital.one);
  const [other] = await bedsOf(hospital.two);
  expect(await seenBy("charge-nurse", [mine, other])).toEqual([mine]);
  expect((await seenBy("administrator", [mine, other])).sort()).toEqual([mine, other].sort());
  for (const role of ["nurse", "scheduler"] as const)
    expect(await seenBy(role, [mine, other])).toEqual([]);
});

it("shows no patient to who coordinates beds, and lets them move one all the same", async () => {
  const [, free] = await bedsOf(hospital.two);
  const names = await as("administrator", async (db) => {
    const patients = await db.query("select patient_id from patients");
    const encounters = await db.query("select encounter_id from encounters");
    return patients.rows.length + encounters.rows.length;
  });
  expect(names).toBe(0);
  await as("administrator", (db) => placePatients(db, [{ encounterId: patient, bedId: free }]));
  const { rows } = await database.pool.query(
    `select bed_id as "bedId", source from bed_stays where upper_inf(during) and encounter_id = $1`,
    [patient],
  );
  expect(rows).toEqual([{ bedId: free, source: "board" }]);
});

it("lets nobody move, discharge, keep or ask for what is another unit's", async () => {
  const [mine] = await bedsOf(hospital.one);
  const [other] = await bedsOf(hospital.two);
  const at = new Date();
  const until = new Date(at.getTime() + 3_600_000);
  const refused = { code: "42501" };
  expect(await as("charge-nurse", (db) => mayPlace(db, patient))).toBe(false);
  for (const role of ["charge-nurse", "nurse", "scheduler"] as const) {
    const by = idOf(role);
    await expect(
      as(role, (db) => placePatients(db, [{ encounterId: patient, bedId: mine }])),
    ).rejects.toMatchObject(refused);
    await expect(as(role, (db) => dischargeByBoard(db, patient))).rejects.toMatchObject(refused);
    const kept = { bedId: other, encounterId: undefined, reason: "other", at, by, until } as const;
    await expect(as(role, (db) => reserveBed(db, kept))).rejects.toMatchObject(refused);
    const request = { encounterId: patient, neededKind: "ward", needs: [], at, by } as const;
    expect(await as(role, (db) => requestBed(db, request))).toBe(false);
    await expect(
      as(role, (db) =>
        db.query(
          `insert into bed_events (at, user_id, action, bed_id, version) values (now(), $1, 'block', $2, 1)`,
          [by, other],
        ),
      ),
    ).rejects.toMatchObject(refused);
    const { rowCount } = await as(role, (db) =>
      db.query("update units set has_housekeeping = true where unit_id = $1", [hospital.two]),
    );
    expect(rowCount).toBe(0);
  }
});

it("lets nobody write in another's name", async () => {
  const [mine] = await bedsOf(hospital.one);
  await expect(
    as("charge-nurse", (db) =>
      db.query("update bed_statuses set changed_by = $2 where bed_id = $1", [
        mine,
        idOf("administrator"),
      ]),
    ),
  ).rejects.toMatchObject({ code: "42501" });
});

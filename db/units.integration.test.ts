import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import { type BedId, EncounterId, type SiteId, type UnitId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import type { Queryable } from "./pool";
import { admitMadeUpPatient } from "./testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import {
  addBed,
  addUnit,
  allBeds,
  encounterExists,
  findUnitOfEncounter,
  returnBedToUse,
  takeBedOutOfUse,
  unitsById,
} from "./units";

let database: TestDatabase;
let admin: UserId;
let nurse: UserId;

const managed = <T>(work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, admin, work);
let siteId: SiteId;
let unitId: UnitId;

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ siteId: SiteId }>(
    `insert into sites (code, name) values ('S', 'Site') returning site_id as "siteId"`,
  );
  siteId = rows[0]!.siteId;
  admin = await addPerson("system-admin");
  nurse = await addPerson("nurse");
  unitId = (await managed((db) =>
    addUnit(db, { siteId, code: "U1", name: "Unit one", kind: "ward" }),
  ))!;
  await database.pool.query("insert into user_units (user_id, unit_id) values ($1, $2)", [
    nurse,
    unitId,
  ]);
}, 60_000);
afterAll(() => database.stop());

const watched = <T>(work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, nurse, work);

async function addPerson(role: Role): Promise<UserId> {
  const { rows } = await database.pool.query<{ userId: UserId }>(
    `insert into users (email, name, role, password_hash)
     values ($1 || '@wardcast.example', $1, $1, 'none') returning user_id as "userId"`,
    [role],
  );
  return rows[0]!.userId;
}

const bedIsInUse = async (bedId: BedId) =>
  (await managed(allBeds)).find((bed) => bed.bedId === bedId)?.inUse;

const admit = async (bedId: BedId): Promise<EncounterId> =>
  (await admitMadeUpPatient(database.pool, { bedId })).encounterId;

it("finds units by id and leaves out what it does not know", async () => {
  const found = await managed((db) => unitsById(db, [unitId]));

  expect(found).toMatchObject([{ code: "U1", name: "Unit one", siteName: "Site" }]);
  expect(await managed((db) => unitsById(db, []))).toEqual([]);
});

it("refuses a code or a label that is taken", async () => {
  await managed((db) => addBed(db, unitId, "twice"));

  expect(await managed((db) => addBed(db, unitId, "twice"))).toBeUndefined();
  expect(
    await managed((db) => addUnit(db, { siteId, code: "U1", name: "Again", kind: "ward" })),
  ).toBeUndefined();
});

it("takes an empty bed out of use and returns it", async () => {
  const bedId = (await managed((db) => addBed(db, unitId, "empty")))!;

  expect(await managed((db) => takeBedOutOfUse(db, bedId))).toBe(true);
  expect(await bedIsInUse(bedId)).toBe(false);
  expect(await managed((db) => returnBedToUse(db, bedId))).toBe(true);
  expect(await bedIsInUse(bedId)).toBe(true);
});

it("keeps a bed in use while somebody is in it", async () => {
  const bedId = (await managed((db) => addBed(db, unitId, "occupied")))!;
  await admit(bedId);

  expect(await managed((db) => takeBedOutOfUse(db, bedId))).toBe(false);
  expect(await bedIsInUse(bedId)).toBe(true);
});

it("takes no bed out of use for somebody who manages none", async () => {
  const bedId = (await managed((db) => addBed(db, unitId, "kept")))!;

  expect(await watched((db) => takeBedOutOfUse(db, bedId))).toBe(false);
  expect(await takeBedOutOfUse(database.pool, bedId)).toBe(false);
  expect(await bedIsInUse(bedId)).toBe(true);
});

it("follows a bed that is moved to another unit", async () => {
  const other = (await managed((db) =>
    addUnit(db, { siteId, code: "U2", name: "Unit two", kind: "ward" }),
  ))!;
  const bedId = (await managed((db) => addBed(db, unitId, "moving")))!;
  const encounterId = await admit(bedId);
  await database.pool.query("update beds set unit_id = $2 where bed_id = $1", [bedId, other]);

  expect(await watched((db) => findUnitOfEncounter(db, encounterId))).toBeUndefined();
  expect(await findUnitOfEncounter(database.pool, encounterId)).toEqual({ unitId: other });
});

it("tells an encounter elsewhere from one that never was, to those who watch patients", async () => {
  const encounterId = await admit((await managed((db) => addBed(db, unitId, "exists")))!);
  await database.pool.query("delete from bed_stays where encounter_id = $1", [encounterId]);
  const nobody = EncounterId.parse("00000000-0000-4000-8000-000000000000");

  expect(await watched((db) => findUnitOfEncounter(db, encounterId))).toBeUndefined();
  expect(await watched((db) => encounterExists(db, encounterId))).toBe(true);
  expect(await watched((db) => encounterExists(db, nobody))).toBe(false);
  expect(await managed((db) => encounterExists(db, encounterId))).toBe(false);
});

it("knows where an encounter is, and where it was when it has ended", async () => {
  const encounterId = await admit((await managed((db) => addBed(db, unitId, "known")))!);
  expect(await watched((db) => findUnitOfEncounter(db, encounterId))).toEqual({ unitId });

  await database.pool.query(
    `update bed_stays set during = tstzrange(lower(during), now() + interval '1 minute')
      where encounter_id = $1`,
    [encounterId],
  );
  expect(await watched((db) => findUnitOfEncounter(db, encounterId))).toEqual({ unitId });
  expect(
    await watched((db) => findUnitOfEncounter(db, "00000000-0000-4000-8000-000000000000")),
  ).toBeUndefined();
});

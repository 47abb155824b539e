import { afterAll, beforeAll, expect, it } from "vitest";
import type { BedId, EncounterId, SiteId, UnitId } from "#models/shared/ids";
import { admitMadeUpPatient } from "./testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import {
  addBed,
  addUnit,
  allBeds,
  findUnitOfEncounter,
  returnBedToUse,
  takeBedOutOfUse,
  unitsById,
} from "./units";

let database: TestDatabase;
let siteId: SiteId;
let unitId: UnitId;

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ siteId: SiteId }>(
    `insert into sites (code, name) values ('S', 'Site') returning site_id as "siteId"`,
  );
  siteId = rows[0]!.siteId;
  unitId = (await addUnit(database.pool, {
    siteId,
    code: "U1",
    name: "Unit one",
    kind: "ward",
  }))!;
}, 60_000);
afterAll(() => database.stop());

const bedIsInUse = async (bedId: BedId) =>
  (await allBeds(database.pool)).find((bed) => bed.bedId === bedId)?.inUse;

const admit = async (bedId: BedId): Promise<EncounterId> =>
  (await admitMadeUpPatient(database.pool, { bedId })).encounterId;

it("finds units by id and leaves out what it does not know", async () => {
  const found = await unitsById(database.pool, [unitId]);

  expect(found).toMatchObject([{ code: "U1", name: "Unit one", siteName: "Site" }]);
  expect(await unitsById(database.pool, [])).toEqual([]);
});

it("refuses a code or a label that is taken", async () => {
  await addBed(database.pool, unitId, "twice");

  expect(await addBed(database.pool, unitId, "twice")).toBeUndefined();
  expect(
    await addUnit(database.pool, { siteId, code: "U1", name: "Again", kind: "ward" }),
  ).toBeUndefined();
});

it("takes an empty bed out of use and returns it", async () => {
  const bedId = (await addBed(database.pool, unitId, "empty"))!;

  expect(await takeBedOutOfUse(database.pool, bedId)).toBe(true);
  expect(await bedIsInUse(bedId)).toBe(false);
  expect(await returnBedToUse(database.pool, bedId)).toBe(true);
  expect(await bedIsInUse(bedId)).toBe(true);
});

it("keeps a bed in use while somebody is in it", async () => {
  const bedId = (await addBed(database.pool, unitId, "occupied"))!;
  await admit(bedId);

  expect(await takeBedOutOfUse(database.pool, bedId)).toBe(false);
  expect(await bedIsInUse(bedId)).toBe(true);
});

it("knows where an encounter is, and where it was when it has ended", async () => {
  const encounterId = await admit((await addBed(database.pool, unitId, "known"))!);
  expect(await findUnitOfEncounter(database.pool, encounterId)).toEqual({ unitId });

  await database.pool.query(
    `update bed_stays set during = tstzrange(lower(during), now() + interval '1 minute')
      where encounter_id = $1`,
    [encounterId],
  );
  expect(await findUnitOfEncounter(database.pool, encounterId)).toEqual({ unitId });
  expect(
    await findUnitOfEncounter(database.pool, "00000000-0000-4000-8000-000000000000"),
  ).toBeUndefined();
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { bedStateOf } from "#models/beds/bed-state";
import type { Role } from "#models/access/role";
import { actingAs } from "./acting";
import { allBedStatuses } from "./bed-export";
import { standingOf } from "./bed-statuses";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let ward: Ward;

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  await addWard(database.pool, "B");
  const keeper = await addPerson(database.pool, "charge-nurse", ward);
  const { rows } = await database.pool.query<{ bedId: string }>(
    `insert into beds (unit_id, label) values ($1, 'A2') returning bed_id as "bedId"`,
    [ward.unit],
  );
  await database.pool.query(
    `insert into bed_reservations (bed_id, reason, reserved_at, reserved_by, until)
     values ($1, 'surgery', now() - interval '1 hour', $2, now() + interval '1 hour')`,
    [rows[0]?.bedId, keeper],
  );
});
afterAll(() => database.stop());

const statesFor = async (role: Role): Promise<string[]> => {
  const person = await addPerson(database.pool, role, ward);
  const beds = await actingAs(database.pools.app, person, (db) => allBedStatuses(db, new Date()));
  return beds.map((bed) => `${bed.label} ${bedStateOf(standingOf(bed))}`);
};

it("has every bed's state for who coordinates beds, also what another person keeps", async () => {
  expect(await statesFor("administrator")).toEqual([
    expect.stringMatching(/^A /),
    "A2 reserved",
    expect.stringMatching(/^B /),
  ]);
});

it("has nothing for somebody who manages no beds", async () => {
  expect(await statesFor("scheduler")).toEqual([]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { onDutyNow } from "./on-duty";
import { createSession } from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let other: Ward;
let people: Record<"nurse" | "charge" | "away" | "elsewhere" | "administrator", UserId>;

const NOW = new Date();
const LIMITS = { idleMinutes: 15, absoluteHours: 12 };

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    nurse: await addPerson(database.pool, "nurse", own),
    charge: await addPerson(database.pool, "charge-nurse", own),
    away: await addPerson(database.pool, "nurse", own),
    elsewhere: await addPerson(database.pool, "nurse", other),
    administrator: await addPerson(database.pool, "administrator", own),
  };
  for (const person of ["nurse", "charge", "elsewhere", "administrator"] as const) {
    await database.pool.query(`update users set name = $2 where user_id = $1`, [
      people[person],
      `The ${person}`,
    ]);
    await createSession(database.pool, people[person], LIMITS, NOW);
  }
  await createSession(database.pool, people.away, LIMITS, new Date(NOW.getTime() - MS_PER_HOUR));
});
afterAll(() => database.stop());

const seenBy = (person: keyof typeof people, ward: Ward, at = NOW) =>
  actingAs(database.pools.app, people[person], (db) =>
    onDutyNow(db, { now: at, timeZone: "UTC" }).inUnit(UnitId.parse(ward.unit)),
  );

it("names those of the unit who are signed in and stand on a rung", async () => {
  expect(await seenBy("nurse", own)).toEqual({
    source: "signed-in",
    people: [
      { name: "The charge", role: "charge-nurse", userId: people.charge },
      { name: "The nurse", role: "nurse", userId: people.nurse },
    ],
  });
});

it("names nobody once their sessions have lapsed", async () => {
  expect(await seenBy("nurse", own, new Date(NOW.getTime() + 16 * MS_PER_MINUTE))).toMatchObject({
    people: [],
  });
});

it("tells nothing of another unit, and nothing to who sees no alerts", async () => {
  expect(await seenBy("nurse", other)).toMatchObject({ people: [] });
  expect(await seenBy("administrator", own)).toMatchObject({ people: [] });
});

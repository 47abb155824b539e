import { afterAll, beforeAll, expect, it } from "vitest";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { UnitId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { alertPoliciesInForce, alertPolicyVersions, makeAlertPolicy } from "./alert-policies";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let other: Ward;
let people: Record<"charge" | "nurse" | "elsewhere", UserId>;

const HOUSE = defaultAlertPolicy("ward");
const STRICTER: AlertPolicy = {
  ...HOUSE,
  earlyWarningScore: { ...HOUSE.earlyWarningScore, mediumFrom: 4 },
};

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    charge: await addPerson(database.pool, "charge-nurse", own),
    nurse: await addPerson(database.pool, "nurse", own),
    elsewhere: await addPerson(database.pool, "charge-nurse", other),
  };
});
afterAll(() => database.stop());

const make = (person: keyof typeof people, version: number, policy = STRICTER) =>
  actingAs(database.pools.app, people[person], (db) =>
    makeAlertPolicy(db, {
      unitId: UnitId.parse(own.unit),
      ...{ version, policy, userId: people[person], at: new Date() },
    }),
  );
const inForce = (person: keyof typeof people) =>
  actingAs(database.pools.app, people[person], (db) =>
    alertPoliciesInForce(db, [UnitId.parse(own.unit)]),
  );

it("is the house's until somebody makes one, and then the newest", async () => {
  expect(await inForce("nurse")).toMatchObject([{ version: 0, policy: HOUSE }]);

  expect(await make("charge", 1)).toBe(true);
  expect(await inForce("nurse")).toMatchObject([{ version: 1, policy: STRICTER }]);

  // Somebody who had read the same version: theirs would undo what they have not seen.
  expect(await make("charge", 1, HOUSE)).toBe(false);
  expect(await make("charge", 2, HOUSE)).toBe(true);
  const versions = await actingAs(database.pools.app, people.nurse, (db) =>
    alertPolicyVersions(db, UnitId.parse(own.unit)),
  );
  expect(versions.map(({ version, madeBy }) => ({ version, madeBy }))).toEqual([
    { version: 2, madeBy: "Some Body" },
    { version: 1, madeBy: "Some Body" },
  ]);
  expect(versions[1]?.policy).toEqual(STRICTER);
});

it.each(["nurse", "elsewhere"] as const)("is not made by %s", async (person) => {
  await expect(make(person, 9)).rejects.toMatchObject({ code: "42501" });
});

it("is not shown to those of other units", async () => {
  const seen = await actingAs(database.pools.app, people.elsewhere, (db) =>
    alertPolicyVersions(db, UnitId.parse(own.unit)),
  );
  expect(seen).toEqual([]);
});

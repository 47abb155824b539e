import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AcuityClass } from "#models/acuity/acuity-class";
import type { AcuityOverrideReason } from "#models/acuity/acuity-override";
import { EncounterId, UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import {
  acuityCountsOfUnit,
  acuityOfUnit,
  acuityOverridesAt,
  isOvertaken,
  latestAcuityChanges,
  saveAcuityChanges,
  setAcuityOverride,
  withdrawAcuityOverride,
} from "./acuity";
import { actingAs } from "./acting";
import type { Queryable } from "./pool";
import { createSession } from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let people: Record<"nurse" | "charge" | "elsewhere" | "scheduler", UserId>;
let encounterId: EncounterId;
let unitId: UnitId;

const NOW = new Date();
const hoursLater = (hours: number): Date => new Date(NOW.getTime() + hours * MS_PER_HOUR);

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  const other = await addWard(database.pool, "B");
  people = {
    nurse: await addPerson(database.pool, "nurse", own),
    charge: await addPerson(database.pool, "charge-nurse", own),
    elsewhere: await addPerson(database.pool, "charge-nurse", other),
    scheduler: await addPerson(database.pool, "scheduler", own),
  };
  encounterId = EncounterId.parse(own.encounter);
  unitId = UnitId.parse(own.unit);
});
afterAll(() => database.stop());

beforeEach(() => database.pool.query("delete from acuity_overrides; delete from acuity_changes"));

type Person = keyof typeof people;

const as = <T>(person: Person, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

interface Wish {
  acuityClass?: AcuityClass;
  reason?: AcuityOverrideReason;
  by?: UserId;
  at?: Date;
  hours?: number;
}

const set = (person: Person, { acuityClass = 4, by, at = NOW, hours = 8, ...wish }: Wish = {}) =>
  as(person, (db) =>
    setAcuityOverride(db, {
      encounterId,
      acuityClass,
      reason: wish.reason ?? "isolation",
      setBy: by ?? people[person],
      setAt: at,
      until: new Date(at.getTime() + hours * MS_PER_HOUR),
    }),
  );

const inForce = (at: Date, person: Person = "nurse") =>
  as(person, async (db) => (await acuityOverridesAt(db, [encounterId], at)).get(encounterId));

async function withdraw(person: Person, at: Date): Promise<boolean> {
  const override = await inForce(at, "nurse");
  if (!override) throw new Error("no override is in force");
  const { acuityOverrideId } = override;
  const asked = { acuityOverrideId, encounterId, by: people[person], at };
  return as(person, (db) => withdrawAcuityOverride(db, asked));
}

const computed = (acuityClass: AcuityClass | undefined, at: Date) =>
  saveAcuityChanges(database.pools.service, [
    { encounterId, acuityClass, isAtLeast: acuityClass === undefined, reasons: ["on-oxygen"], at },
  ]);

describe("a class that somebody sets", () => {
  it.each(["nurse", "charge"] as const)(
    "is taken from the unit's %s and seen with who and until",
    async (who) => {
      await set(who);
      expect(await inForce(hoursLater(7))).toMatchObject({
        acuityClass: 4,
        reason: "isolation",
        setBy: "Some Body",
        setAt: NOW,
        until: hoursLater(8),
      });
    },
  );

  it("counts until its end and not after", async () => {
    await set("nurse");
    expect(await inForce(hoursLater(8))).toBeUndefined();
  });

  it("takes the place of the one before", async () => {
    await set("nurse", { acuityClass: 4 });
    await set("charge", { acuityClass: 2, at: hoursLater(1) });
    expect(await inForce(NOW)).toMatchObject({ acuityClass: 4 });
    expect(await inForce(hoursLater(2))).toMatchObject({ acuityClass: 2 });
  });

  it("can be taken back by a colleague, once", async () => {
    await set("nurse");
    expect(await withdraw("charge", hoursLater(1))).toBe(true);
    expect(await inForce(hoursLater(1))).toBeUndefined();
    expect(await inForce(NOW)).toBeDefined();
  });

  it.each(["elsewhere", "scheduler"] as const)(
    "is neither taken nor withdrawn by %s",
    async (who) => {
      expect(await set(who)).toBeUndefined();
      await set("nurse");
      expect(await withdraw(who, hoursLater(1))).toBe(false);
      expect(await inForce(hoursLater(1), who)).toBeUndefined();
      expect(await inForce(hoursLater(1))).toBeDefined();
    },
  );

  it("is not set in another's name", async () => {
    await expect(set("nurse", { by: people.charge })).rejects.toMatchObject({ code: "42501" });
  });

  it("is not put right behind the back of who set it", async () => {
    await set("nurse");
    for (const change of ["acuity_class = 1", "until = now()", "reason = 'other'"])
      await expect(
        as("nurse", (db) => db.query(`update acuity_overrides set ${change}`)),
      ).rejects.toMatchObject({ code: "42501" });
  });

  it("ends within a day", async () => {
    await expect(set("nurse", { hours: 25 })).rejects.toMatchObject({ code: "23514" });
    await set("nurse", { hours: 24 });
  });

  it("is refused to who may look at the patient by emergency access alone", async () => {
    const limits = { idleMinutes: 15, absoluteHours: 1 };
    const sessionId = await createSession(database.pool, people.elsewhere, limits, new Date());
    await database.pool.query(
      `insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                       bed_label, category, reason, expires_at)
       values (gen_random_uuid(), $1, $2, $3, $4, 'A', 'other', 'x', now() + interval '30 minutes')`,
      [people.elsewhere, sessionId, encounterId, unitId],
    );
    const patients = await as("elsewhere", (db) => acuityOfUnit(db, unitId, NOW));
    expect(patients).toHaveLength(1);
    await expect(set("elsewhere")).rejects.toMatchObject({ code: "42501" });
    await database.pool.query("delete from emergency_accesses");
  });

  it("is refused of a patient who has left", async () => {
    await database.pool.query(
      "update encounters set status = 'discharged', discharged_at = now() where encounter_id = $1",
      [encounterId],
    );
    expect(await set("nurse")).toBeUndefined();
    await database.pool.query(
      "update encounters set status = 'active', discharged_at = null where encounter_id = $1",
      [encounterId],
    );
  });

  it("is one at a time, whoever comes through first", async () => {
    await set("nurse");
    const second = database.pool.query(
      `insert into acuity_overrides (encounter_id, acuity_class, reason, set_by, set_at, until)
       values ($1, 2, 'other', $2, $3, $4)`,
      [encounterId, people.charge, NOW, hoursLater(1)],
    );
    await expect(second).rejects.toSatisfy(isOvertaken);
  });

  it("is told to whoever listens", async () => {
    const client = await database.pool.connect();
    try {
      const heard: (string | undefined)[] = [];
      client.on("notification", ({ payload }) => heard.push(payload));
      await client.query("listen acuity_changed");
      await set("nurse");
      await withdraw("nurse", hoursLater(1));
      await expect.poll(() => heard, { timeout: 5_000 }).toEqual([encounterId, encounterId]);
    } finally {
      await client.query("unlisten *");
      client.release();
    }
  });
});

describe("what the rules found", () => {
  it("is kept as it was first stored, and the latest is found", async () => {
    await computed(2, NOW);
    await computed(3, NOW);
    await computed(undefined, hoursLater(1));
    const latest = await as("nurse", (db) => latestAcuityChanges(db, [encounterId]));
    expect(latest.get(encounterId)).toEqual({
      encounterId,
      at: hoursLater(1),
      acuityClass: undefined,
      isAtLeast: true,
      reasons: ["on-oxygen"],
    });
  });

  it("is seen by nobody elsewhere and written by no person", async () => {
    await computed(2, NOW);
    expect(await as("elsewhere", (db) => latestAcuityChanges(db, [encounterId]))).toEqual(
      new Map(),
    );
    await expect(
      as("nurse", (db) =>
        saveAcuityChanges(db, [
          { encounterId, acuityClass: 1, isAtLeast: false, reasons: [], at: NOW },
        ]),
      ),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the unit", () => {
  const ofUnit = (at: Date, person: Person = "nurse") =>
    as(person, (db) => acuityOfUnit(db, unitId, at));

  it("is counted as it was at any instant", async () => {
    await computed(2, NOW);
    await set("nurse", { acuityClass: 4, at: hoursLater(1), hours: 2 });
    await computed(undefined, hoursLater(4));

    expect(await ofUnit(NOW)).toEqual([{ encounterId, acuityClass: 2, source: "computed" }]);
    expect(await ofUnit(hoursLater(2))).toEqual([
      { encounterId, acuityClass: 4, source: "override" },
    ]);
    expect(await ofUnit(hoursLater(3))).toEqual([
      { encounterId, acuityClass: 2, source: "computed" },
    ]);
    expect(await as("nurse", (db) => acuityCountsOfUnit(db, unitId, hoursLater(5)))).toEqual({
      ...{ 1: 0, 2: 0, 3: 0, 4: 0 },
      unknown: 1,
    });
  });

  it("is empty to who is of another, and before its patient came", async () => {
    await computed(2, NOW);
    expect(await ofUnit(NOW, "elsewhere")).toEqual([]);
    expect(await ofUnit(hoursLater(-24))).toEqual([]);
  });

  it("counts a patient of whom nothing was found as not known", async () => {
    expect(await ofUnit(NOW)).toEqual([
      { encounterId, acuityClass: undefined, source: "computed" },
    ]);
  });
});

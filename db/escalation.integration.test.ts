import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import { followEscalation } from "#models/escalation/escalation-course";
import type { EscalationValues } from "#models/escalation/escalation-parameter";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import type { UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { actingAs } from "./acting";
import {
  doneEscalationActions,
  escalationHistory,
  escalationNow,
  lookAtEscalation,
  markActionDone,
  markActionOpen,
  newestEscalationOutlook,
  saveEscalationOutlook,
} from "./escalation";
import { readEscalationFacts } from "./escalation-facts";
import {
  escalationRulesInForce,
  escalationRulesVersions,
  makeEscalationRules,
} from "./escalation-rules";
import type { Queryable } from "./pool";
import { seedHospital } from "./seed/seed-hospital";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";
import { inTransaction } from "./transaction";

const NOW = new Date();
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * MS_PER_MINUTE);

let database: TestDatabase;
let ward: Ward;
let emergency: Ward;
let people: Record<"administrator" | "scheduler" | "charge" | "nurse", UserId>;

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  emergency = await addWard(database.pool, "E");
  await database.pool.query(`update units set kind = 'emergency' where unit_id = $1`, [
    emergency.unit,
  ]);
  people = {
    administrator: await addPerson(database.pool, "administrator", ward),
    scheduler: await addPerson(database.pool, "scheduler", ward),
    charge: await addPerson(database.pool, "charge-nurse", ward),
    nurse: await addPerson(database.pool, "nurse", ward),
  };
});
afterAll(() => database.stop());

const as = <T>(person: keyof typeof people, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);
const facts = (at = NOW) => readEscalationFacts(database.pools.service, at);

const CALM: EscalationValues = {
  "bed-occupancy": 80,
  "intensive-free-beds": 5,
  "boarding-patients": 0,
  "longest-boarding": 0,
  "emergency-arrivals": 100,
  "beds-short": -10,
  "closed-beds": 0,
  exceedance: 0,
};

/** A look by the house's rules at a hospital that is calm but for its occupancy. */
const look = (at: Date, occupancy: number | undefined) =>
  inTransaction(database.pools.service, (client) =>
    lookAtEscalation(
      client,
      async (before) =>
        followEscalation(
          before,
          { ...CALM, "bed-occupancy": occupancy },
          { rules: DEFAULT_ESCALATION_RULES, at: at.getTime() },
        ),
      0,
    ),
  );

describe("what the level is counted from", () => {
  it("counts inpatients over staffed beds, and leaves the emergency department out", async () => {
    expect(await facts()).toMatchObject({
      ...{ inpatients: 1, staffedBeds: 1, bedsInUse: 1, closedBeds: 0 },
      freeIntensiveBeds: undefined,
    });
  });

  it("does not take beds for empty of which nothing was ever reported", async () => {
    const untold = await createTestDatabase();
    await seedHospital(untold.pool, DEMO_HOSPITAL);
    expect(await readEscalationFacts(untold.pools.service, new Date())).toMatchObject({
      ...{ inpatients: undefined, freeIntensiveBeds: undefined },
    });
    await untold.stop();
  });

  it("does not take an unused bed board, uncounted arrivals or a missing forecast for calm", async () => {
    expect(await facts()).toMatchObject({
      ...{ boarding: undefined, arrivals: undefined, ahead: undefined },
    });
  });

  it("counts who waits, and the longest wait, once beds are asked for on the board", async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into bed_requests (encounter_id, needed_kind, needs, requested_at, requested_by)
       values ($1, 'ward', '{}', $2, $3) returning bed_request_id as id`,
      [emergency.encounter, new Date(NOW.getTime() - 5 * MS_PER_HOUR), people.charge],
    );
    const waiting = await facts();
    expect(waiting.boarding?.patients).toBe(1);
    expect(waiting.boarding?.longestHours).toBeCloseTo(5, 6);

    await database.pool.query(
      `update bed_requests set ended_at = $2, outcome = 'placed' where bed_request_id = $1`,
      [rows[0]?.id, NOW],
    );
    // Nobody waits, and that is known: the board is used.
    expect((await facts()).boarding).toEqual({ patients: 0, longestHours: 0 });
    expect((await facts(minutesLater(9 * 24 * 60))).boarding).toBeUndefined();
  });

  it("counts beds that are blocked or being cleaned, and free intensive care beds", async () => {
    const { rows } = await database.pool.query<{ unitId: string }>(
      `with unit as (
         insert into units (site_id, code, name, kind)
         select site_id, 'I', 'I', 'intensive' from units where unit_id = $1
         returning unit_id
       ), added as (
         insert into beds (unit_id, label) select unit_id, n::text from unit, generate_series(1, 4) as n
         returning bed_id
       )
       select unit_id as "unitId" from unit`,
      [ward.unit],
    );
    const status = (label: string, change: string) =>
      database.pool.query(
        `update bed_statuses set ${change}
          where bed_id = (select bed_id from beds where unit_id = $1 and label = $2)`,
        [rows[0]?.unitId, label],
      );
    await status("1", `cleaning = 'waiting', waiting_since = now()`);
    await status("2", `block_reason = 'maintenance'`);
    expect(await facts()).toMatchObject({ closedBeds: 2, bedsInUse: 5, freeIntensiveBeds: 2 });

    // A nurse for one of the four alone.
    await database.pool.query(
      `insert into unit_staffing (unit_id, valid_from, staffed_beds, changed_at) values ($1, $2, 1, $2)`,
      [rows[0]?.unitId, new Date(NOW.getTime() - MS_PER_HOUR)],
    );
    expect(await facts()).toMatchObject({ freeIntensiveBeds: 1, staffedBeds: 2 });
  });

  it("compares arrivals with what was forecast before each hour, of six hours or of none", async () => {
    const hour = new Date(Math.floor(NOW.getTime() / MS_PER_HOUR) * MS_PER_HOUR);
    const ago = (hours: number) => new Date(hour.getTime() - hours * MS_PER_HOUR);
    await database.pool.query(
      `with issue as (
         insert into forecast_issues (kind, issued_at, model, model_version, levels)
         values ('arrivals', $1, 'test', '1', '{0.5}') returning forecast_issue_id
       )
       insert into forecast_values (target_at, forecast_issue_id, site_id, quantiles, mean)
       select $2::timestamptz + make_interval(hours => n), forecast_issue_id, site_id, '{4}', 4
         from issue, units, generate_series(0, 5) as n
        where units.unit_id = $3`,
      [ago(7), ago(6), emergency.unit],
    );
    const count = (hours: number[]) =>
      database.pool.query(
        `insert into hourly_emergency_arrivals (hour, site_id, arrivals)
         select $1::timestamptz - make_interval(hours => n), site_id, 6
           from units, unnest($3::int[]) as n where unit_id = $2`,
        [hour, emergency.unit, hours],
      );
    await count([1, 2, 3, 4, 5]);
    expect((await facts()).arrivals).toBeUndefined();
    await count([6]);
    expect((await facts()).arrivals).toEqual({ counted: 36, expected: 24 });
  });

  it("takes what a forecast says of the next day, while it is fresh", async () => {
    const outlook = {
      ...{ issuedAt: NOW, rulesVersion: 0, bedsShort: 3.5, exceedance: 40 },
      outlook: [
        {
          from: NOW,
          to: minutesLater(360),
          probabilities: { 1: 0.5, 2: 0.25, 3: 0.25, 4: 0 },
          isAtLeast: true,
        },
      ],
    };
    await saveEscalationOutlook(database.pools.service, outlook);
    expect((await facts()).ahead).toEqual({ "beds-short": 3.5, exceedance: 40 });
    expect((await facts(minutesLater(181))).ahead).toBeUndefined();
    expect(await as("scheduler", newestEscalationOutlook)).toEqual(outlook);
    expect(await as("nurse", newestEscalationOutlook)).toBeUndefined();
  });
});

describe("the level's course", () => {
  beforeEach(async () => {
    await database.pool.query(
      `truncate escalation_levels, escalation_now, escalation_actions_done`,
    );
  });

  it("is stored when it changes, with what made it", async () => {
    expect(await look(minutesLater(0), 96)).toBe(true);
    expect(await look(minutesLater(1), 97)).toBe(false);
    expect(await look(minutesLater(2), 101)).toBe(true);

    const past = await as("scheduler", (db) => escalationHistory(db, 10));
    expect(past.map(({ level }) => level)).toEqual([3, 2]);
    expect(past[0]?.finding.parameters).toContainEqual(
      expect.objectContaining({ parameter: "bed-occupancy", value: 101, level: 4 }),
    );
    expect(await as("scheduler", escalationNow)).toMatchObject({
      ...{ level: 3, beganAt: minutesLater(2), lookedAt: minutesLater(2) },
    });
  });

  it("is followed by two servers as if by one", async () => {
    const looks = await Promise.all([1, 2, 3, 4].map(() => look(minutesLater(0), 96)));
    expect(looks.filter((begins) => begins)).toHaveLength(1);
    expect(await escalationHistory(database.pool, 9)).toHaveLength(1);
  });

  it("tells of another level and of another certainty, and of nothing else", async () => {
    const heard: (string | undefined)[] = [];
    const client = await database.pool.connect();
    client.on("notification", ({ payload }) => heard.push(payload));
    await client.query("listen escalation_changed");
    await look(minutesLater(0), 80);
    await look(minutesLater(1), 81);
    await look(minutesLater(2), undefined);
    await look(minutesLater(3), 101);
    await client.query("select 1");
    client.release();
    expect(heard).toEqual(["level", "certainty", "level", "certainty"]);
  });

  it("is shown to whoever may see capacity, and written by nobody but the service", async () => {
    await look(minutesLater(0), 96);
    expect(await as("charge", escalationNow)).toBeDefined();
    expect(await as("nurse", escalationNow)).toBeUndefined();
    expect(await as("nurse", (db) => escalationHistory(db, 5))).toEqual([]);
    await expect(
      as("administrator", (db) => db.query(`update escalation_now set is_at_least = false`)),
    ).rejects.toMatchObject({ code: "42501" });
  });

  it("keeps who did which action, once, while the level lasts", async () => {
    await look(minutesLater(0), 96);
    const before = await as("scheduler", escalationNow);
    if (!before) throw new Error("no level");
    const { escalationLevelId } = before;
    const mark = (person: keyof typeof people, actionId = "check-staff") =>
      as(person, (db) =>
        markActionDone(db, { escalationLevelId, actionId, by: people[person], at: NOW }),
      );
    await mark("scheduler");
    await mark("administrator");
    const done = () => as("charge", (db) => doneEscalationActions(db, escalationLevelId));
    expect(await done()).toEqual([{ actionId: "check-staff", doneBy: "Some Body", doneAt: NOW }]);

    await as("charge", (db) => markActionOpen(db, { escalationLevelId, actionId: "check-staff" }));
    expect(await done()).toEqual([]);
    await expect(mark("nurse")).resolves.toBeUndefined();
    expect(await done()).toEqual([]);

    await mark("charge");
    await look(minutesLater(5), 101);
    await mark("charge", "second-meeting");
    await as("charge", (db) => markActionOpen(db, { escalationLevelId, actionId: "check-staff" }));
    // The level is over: what was done at it stays as it was.
    expect((await done()).map(({ actionId }) => actionId)).toEqual(["check-staff"]);
  });

  it("lets nobody tick in another's name", async () => {
    await look(minutesLater(0), 96);
    const present = await as("scheduler", escalationNow);
    await expect(
      as("scheduler", (db) =>
        db.query(
          `insert into escalation_actions_done (escalation_level_id, action_id, done_by, done_at)
           values ($1, 'check-staff', $2, now())`,
          [present?.escalationLevelId, people.charge],
        ),
      ),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the rules", () => {
  const STRICTER = { ...DEFAULT_ESCALATION_RULES, fallAfterMinutes: 90 };
  const make = (person: keyof typeof people, version: number) =>
    as(person, (db) =>
      makeEscalationRules(db, { version, rules: STRICTER, userId: people[person], at: NOW }),
    );

  it("are the house's until somebody makes others, and then the newest", async () => {
    expect(await as("charge", escalationRulesInForce)).toMatchObject({
      ...{ version: 0, rules: DEFAULT_ESCALATION_RULES },
    });
    expect(await make("administrator", 1)).toBe(true);
    // Somebody who had read the same version: theirs would undo what they have not seen.
    expect(await make("administrator", 1)).toBe(false);
    expect(await as("charge", escalationRulesInForce)).toMatchObject({
      ...{ version: 1, rules: STRICTER, madeBy: "Some Body" },
    });
    expect(await escalationRulesInForce(database.pools.service)).toMatchObject({ version: 1 });
    expect(await as("charge", escalationRulesVersions)).toHaveLength(1);
  });

  it.each(["scheduler", "charge", "nurse"] as const)("are not made by a %s", async (person) => {
    await expect(make(person, 9)).rejects.toMatchObject({ code: "42501" });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnitId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { alertCounts, answerTimes, occupiedBedTime } from "./alert-report";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let other: Ward;
let people: Record<"nurse" | "elsewhere" | "administrator", UserId>;

// In Berlin the clocks go forward on Sunday, 29 March 2026, at 2, and back on 25 October 2026, at 3.
const timeZone = "Europe/Berlin";
const MARCH = { from: new Date("2026-03-22T23:00:00Z"), to: new Date("2026-03-29T22:00:00Z") };

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    nurse: await addPerson(database.pool, "nurse", own),
    elsewhere: await addPerson(database.pool, "nurse", other),
    administrator: await addPerson(database.pool, "administrator", own),
  };
  await database.pool.query(
    `delete from alert_events;
     delete from alerts;
     update bed_stays set during = tstzrange('2026-03-20T12:00:00Z', null)`,
  );
});
afterAll(() => database.stop());

const reportOf = <T>(
  person: keyof typeof people,
  read: (db: Parameters<typeof alertCounts>[0], reported: Parameters<typeof alertCounts>[1]) => T,
  range = MARCH,
) => {
  const unitIds = [UnitId.parse(own.unit), UnitId.parse(other.unit)];
  return actingAs(database.pools.app, people[person], async (db) =>
    read(db, { unitIds, timeZone, ...range }),
  );
};

interface Raised {
  ward?: Ward;
  at: string;
  priority?: string;
  /** What was done, and how many minutes after it was raised. */
  steps?: [step: string, minutes: number][];
  phase?: string;
}

async function raise({ ward = own, at, priority = "high", steps = [], phase }: Raised) {
  const isEnded = ["resolved", "superseded", "expired"].includes(phase ?? "");
  const { rows } = await database.pool.query<{ alertId: string }>(
    `insert into alerts (encounter_id, unit_id, bed_id, cause, priority, reason, phase, raised_at,
                         asked_at, due_at, ended_at, assessed_at)
     values ($1, $2, $3, 'early-warning-score', $4, '{}', $5, $6, $6,
             case when not $7 then now() end, case when $7 then now() end, $6)
     returning alert_id as "alertId"`,
    [ward.encounter, ward.unit, ward.bed, priority, phase ?? "raised", at, isEnded],
  );
  const alertId = rows[0]?.alertId;
  for (const [step, minutes] of [["raised", 0] as const, ...steps])
    await database.pool.query(
      `insert into alert_events (alert_id, unit_id, step, phase, priority, at)
       values ($1, $2, $3, 'raised', $4, $5::timestamptz + make_interval(secs => $6 * 60))`,
      [alertId, ward.unit, step, priority, at, minutes],
    );
  return alertId;
}

describe("the report of alerts", () => {
  beforeAll(async () => {
    // Day; twice answered, the first time counts.
    const judged = await raise({
      at: "2026-03-25T10:00:00Z",
      steps: [
        ["acknowledged", 4],
        ["escalated", 10],
        ["taken-in-hand", 12],
      ],
      phase: "resolved",
    });
    await database.pool.query(
      `insert into alert_dispositions (alert_id, disposition, given_by, given_at)
       values ($1, 'true-deterioration', $2, now())`,
      [judged, people.nurse],
    );
    // Night on the hospital's clock: a quarter to seven in summer, whereas in Greenwich it is 4.45.
    await raise({ at: "2026-03-29T04:45:00Z", phase: "expired", steps: [["escalated", 5]] });
    await raise({ at: "2026-03-28T18:30:00Z", steps: [["taken-in-hand", 8]], phase: "resolved" });
    await raise({ at: "2026-03-28T17:59:00Z" });
    // A minute before the week, and in another unit.
    await raise({ at: "2026-03-22T22:59:00Z", phase: "resolved" });
    await raise({ ward: other, at: "2026-03-25T10:00:00Z" });
  });

  it("counts what was raised, by week and shift on the hospital's clock", async () => {
    const counts = await reportOf("nurse", alertCounts);
    const told = counts
      .map(({ unitId: _unit, cause: _cause, ...count }) => count)
      .sort((one, two) => one.shift.localeCompare(two.shift) || two.answered - one.answered);
    const common = { week: "2026-03-23", priority: "high", alerts: 1 };
    expect(told).toEqual([
      {
        ...common,
        ...{ shift: "day", disposition: "true-deterioration" },
        ...{ answered: 1, escalated: 1, expired: 0 },
      },
      { ...common, shift: "day", disposition: null, answered: 0, escalated: 0, expired: 0 },
      {
        ...common,
        ...{ alerts: 2, shift: "night", disposition: null },
        ...{ answered: 1, escalated: 1, expired: 1 },
      },
    ]);
  });

  it("takes the time to the first answer, and counts apart what was never answered", async () => {
    const times = await reportOf("nurse", answerTimes);
    const all = times.find((row) => !row.unitId && !row.week);
    expect(all).toMatchObject({ alerts: 4, answered: 2, neverAnswered: 1, waiting: 1 });
    expect(all?.medianSeconds).toBe(6 * 60);
    expect(all?.ninetiethSeconds).toBeCloseTo(7.6 * 60, 6);

    const nights = times.filter(({ unitId, shift }) => unitId && shift === "night");
    expect(nights.map(({ priority }) => priority).sort()).toEqual(["high", null]);
    expect(nights[0]).toMatchObject({ answered: 1, neverAnswered: 1, medianSeconds: 480 });
  });

  it("counts nothing for those of other units, and nothing for who reads no alerts", async () => {
    const elsewhere = await reportOf("elsewhere", alertCounts);
    expect(elsewhere.map(({ unitId }) => unitId)).toEqual([other.unit]);
    expect(await reportOf("administrator", alertCounts)).toEqual([]);
    expect(await reportOf("administrator", answerTimes)).toEqual([]);
    expect(await reportOf("administrator", occupiedBedTime)).toEqual([]);
  });
});

describe("the time that beds were occupied", () => {
  const hoursOf = async (range: typeof MARCH) => {
    const times = await reportOf("nurse", occupiedBedTime, range);
    return Object.fromEntries(times.map(({ shift, seconds }) => [shift, seconds / 3_600]));
  };

  it("has an hour less of night in the week the clocks go forward, and one more when they go back", async () => {
    expect(await hoursOf(MARCH)).toEqual({ day: 7 * 12, night: 7 * 12 - 1 });
    const october = {
      from: new Date("2026-10-18T22:00:00Z"),
      to: new Date("2026-10-25T23:00:00Z"),
    };
    expect(await hoursOf(october)).toEqual({ day: 7 * 12, night: 7 * 12 + 1 });
  });

  it("is cut where the report begins and ends", async () => {
    const short = {
      from: new Date("2026-03-24T05:30:00Z"),
      to: new Date("2026-03-24T08:00:00Z"),
    };
    // From half past six in the morning to nine: half an hour of night, two of day.
    expect(await hoursOf(short)).toEqual({ night: 0.5, day: 2 });
  });

  it("stays with the unit when the patient has moved to another", async () => {
    await database.pool.query(
      `update bed_stays set during = tstzrange(lower(during), '2026-03-24T00:00:00Z')
        where encounter_id = $1`,
      [own.encounter],
    );
    await database.pool.query(`delete from bed_stays where encounter_id = $1`, [other.encounter]);
    await database.pool.query(
      `insert into bed_stays (encounter_id, bed_id, during)
       select $1, bed_id, tstzrange('2026-03-24T00:00:00Z', null) from beds where unit_id = $2`,
      [own.encounter, other.unit],
    );
    // Monday until one in the night of Tuesday, in Berlin.
    expect(await hoursOf(MARCH)).toEqual({ day: 12, night: 13 });
  });
});

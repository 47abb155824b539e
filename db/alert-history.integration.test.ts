import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EncounterId, UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { pastRisks, pastScores, pastStays } from "./alert-history";
import type { Queryable } from "./pool";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let pool: pg.Pool;
let ward: Ward;
let intensive: Ward;
let nurse: UserId;
let stranger: UserId;
/** The patient came two hours ago. */
const NOW = Date.now();
const minutesAgo = (minutes: number): Date => new Date(NOW - minutes * MS_PER_MINUTE);

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  ward = await addWard(pool, "A");
  intensive = await addWard(pool, "B");
  await pool.query(`update units set kind = 'intensive' where unit_id = $1`, [intensive.unit]);
  nurse = await addPerson(pool, "charge-nurse", ward);
  stranger = await addPerson(pool, "nurse", intensive);
  await pool.query(
    `insert into early_warning_scores
            (assessed_at, encounter_id, score, has_red_score, inputs_present, made_at)
     select $2::timestamptz + minute * interval '1 minute', $1, minute, false, 7, now()
       from generate_series(0, 19) as minute`,
    [ward.encounter, minutesAgo(100)],
  );
  await pool.query(
    `insert into predictions
            (predicted_at, encounter_id, model_version, risk, threshold, input_digest, contributions)
     values ($2, $1, '2', 0.25, 0.125, 'x', '[]')`,
    [ward.encounter, minutesAgo(90)],
  );
});
afterAll(() => database.stop());

const as = <T>(userId: UserId, read: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, userId, read);

const part = () => ({
  unitId: UnitId.parse(ward.unit),
  encounterId: EncounterId.parse(ward.encounter),
  from: minutesAgo(110),
  to: minutesAgo(50),
  stepSeconds: 600,
});

describe("the past of a unit", () => {
  it("is thinned to the last score and risk of each step, on the feed's clock", async () => {
    const scores = await as(nurse, (db) => pastScores(db, part()));
    // Twenty minutes in steps of ten: the last of each, and the newest.
    expect(scores.length).toBeGreaterThanOrEqual(2);
    expect(scores.length).toBeLessThanOrEqual(3);
    expect(scores.at(-1)).toMatchObject({ score: 19, hasRedScore: false, inputsPresent: 7 });
    expect(scores.map(({ at }) => at)).toEqual(scores.map(({ at }) => at).toSorted());
    expect(await as(nurse, (db) => pastRisks(db, part()))).toEqual([
      {
        at: minutesAgo(90).getTime(),
        risk: 0.25,
        threshold: 0.125,
        modelVersion: "2",
      },
    ]);
  });

  it("says when something was known to happen, by what was answered", async () => {
    const [before] = await stays(nurse);
    expect(before).toMatchObject({ encounterId: ward.encounter, leftAt: undefined });
    expect(before?.event).toBeUndefined();
    await pool.query(
      `insert into alert_dispositions (alert_id, disposition, given_by, given_at)
       select alert_id, 'true-deterioration', $2, raised_at + interval '5 minutes'
         from alerts where alert_id = $1`,
      [ward.alert, nurse],
    );
    const [after] = await stays(nurse);
    expect(after?.event?.kind).toBe("true-deterioration");
    await pool.query(`update alert_dispositions set disposition = 'artefact'`);
    expect((await stays(nurse))[0]?.event).toBeUndefined();
  });

  it("keeps a patient who went on to intensive care, which is what happened", async () => {
    const [{ bed } = { bed: "" }] = (
      await pool.query<{ bed: string }>(
        `insert into beds (unit_id, label) values ($1, '2') returning bed_id as bed`,
        [intensive.unit],
      )
    ).rows;
    await pool.query(
      `update bed_stays set during = tstzrange(lower(during), $2) where encounter_id = $1`,
      [ward.encounter, minutesAgo(70)],
    );
    await pool.query(
      `insert into bed_stays (encounter_id, bed_id, during) values ($1, $2, tstzrange($3, null))`,
      [ward.encounter, bed, minutesAgo(70)],
    );
    const [stay] = await stays(nurse);
    expect(stay).toMatchObject({
      leftAt: minutesAgo(70),
      event: { kind: "intensive-care", at: minutesAgo(70) },
    });
    expect(await as(nurse, (db) => pastScores(db, part()))).not.toEqual([]);
  });

  it("ends where the patient left the unit", async () => {
    await pool.query(
      `insert into early_warning_scores
              (assessed_at, encounter_id, score, has_red_score, inputs_present, made_at)
       values ($2, $1, 20, true, 7, now())`,
      [ward.encounter, minutesAgo(60)],
    );
    const scores = await as(nurse, (db) => pastScores(db, part()));
    expect(scores.map(({ score }) => score)).not.toContain(20);
  });

  it("is nobody else's", async () => {
    expect(await stays(stranger)).toEqual([]);
    expect(await as(stranger, (db) => pastScores(db, part()))).toEqual([]);
    expect(await as(stranger, (db) => pastRisks(db, part()))).toEqual([]);
    const officer = await addPerson(pool, "security-officer", ward);
    expect(await stays(officer)).toEqual([]);
    expect(await as(officer, (db) => pastScores(db, part()))).toEqual([]);
  });
});

const stays = (userId: UserId) =>
  as(userId, (db) =>
    pastStays(db, { unitId: UnitId.parse(ward.unit), since: minutesAgo(24 * 60), limit: 100 }),
  );

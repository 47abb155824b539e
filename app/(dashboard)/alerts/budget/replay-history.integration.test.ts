import { afterAll, beforeAll, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addPerson, addWard, type Ward } from "#db/testing/two-wards";
import type { ReplayLine } from "#models/alerts/alert-budget";
import { levelsOf } from "#models/alerts/alert-levels";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { UnitId, type UserId } from "#models/shared/ids";
import { replayHistory } from "./replay-history";

let database: TestDatabase;
let ward: Ward;
let nurse: UserId;
let stranger: UserId;
const POLICY = defaultAlertPolicy("ward");
const STRICT = { ...levelsOf(POLICY), mediumFrom: 8, highFrom: 10 };

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  nurse = await addPerson(database.pool, "nurse", ward);
  stranger = await addPerson(database.pool, "nurse", await addWard(database.pool, "B"));
  // Two hours in bed, with NEWS2 6 for half an hour.
  await database.pool.query(
    `insert into early_warning_scores
            (assessed_at, encounter_id, score, has_red_score, inputs_present, made_at)
     select now() - minute * interval '1 minute', $1,
            case when minute between 40 and 70 then 6 else 1 end, false, 7, now()
       from generate_series(1, 110) as minute`,
    [ward.encounter],
  );
});
afterAll(() => database.stop());

async function replayed(userId: UserId, mayGoOn = () => true): Promise<ReplayLine[]> {
  const lines: ReplayLine[] = [];
  const read = replayHistory((work) => actingAs(database.pools.app, userId, work), {
    ...{ unitId: UnitId.parse(ward.unit), inForce: POLICY, levels: [STRICT] },
    ...{ hourOfDay: () => 23, now: new Date(), mayGoOn: () => Promise.resolve(mayGoOn()) },
  });
  for await (const line of read) lines.push(line);
  return lines;
}

it("replays a unit's stored scores through its policy and other levels, and tells how far it is", async () => {
  const lines = await replayed(nurse);
  expect(lines[0]).toEqual({ type: "progress", done: 0, of: 1 });
  const last = lines.at(-1);
  if (last?.type !== "result") throw new Error("there was no result");
  const { inForce, steps, earlyWarningScore, ...counts } = last.replay;
  expect(counts).toMatchObject({ beds: 1, patients: 1, events: 0, isCut: false });
  // The ward's patient also has a risk of now, above the model's level.
  expect(inForce.alertsPerBedDay).toBeCloseTo(2 / counts.days);
  expect(inForce.alertsPerBedNight).toBeCloseTo(2 / counts.days);
  expect(steps[0]?.figures.alertsPerBedDay).toBeCloseTo(1 / counts.days);
  expect(earlyWarningScore.alertsPerBedDay).toBeCloseTo(1 / counts.days);
  expect(inForce.sensitivity).toBeNull();
});

it("stops where it may not go on, without figures", async () => {
  expect(await replayed(nurse, () => false)).toEqual([]);
});

it("has nothing of a unit that is not the person's", async () => {
  const [line, ...more] = await replayed(stranger);
  expect(more).toEqual([]);
  expect(line).toMatchObject({ type: "result", replay: { patients: 0, assessments: 0 } });
});

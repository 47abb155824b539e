import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { auditEventsAfter } from "#db/audit";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { BedFrame } from "#models/realtime/board";
import { TechnicalAlarmId, type UnitId } from "#models/shared/ids";
import {
  admitPatient,
  openScreen,
  outcomeOf,
  present,
  seedTestHospital,
  signIn,
  startServer,
  type RunningServer,
  type Screen,
} from "./testing-hospital";

let database: TestDatabase;
let server: RunningServer;
let one: UnitId;
let two: UnitId;
let ofBed: TechnicalAlarmId;
let ofUnit: TechnicalAlarmId;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  one = present(units.U1);
  two = present(units.U2);
  await admitPatient(database.pool, { unit: "U1", bed: "01", visit: "seen" });
});
afterAll(() => database.stop());

beforeEach(async () => {
  await database.pool.query("delete from technical_alarms");
  const { rows } = await database.pool.query<{ id: string; kind: string }>(
    `insert into technical_alarms
            (technical_alarm_id, kind, unit_id, encounter_id, bed_id, sensor, signs, begun_at)
     select gen_random_uuid(), 'sensor-off', beds.unit_id, encounter_id, bed_id, 'oximeter',
            '{oxygenSaturation}'::text[], now()
       from bed_stays join beds using (bed_id)
      union all
     select gen_random_uuid(), 'feed-lost', $1, null, null, null, '{}', now()
     returning technical_alarm_id as id, kind`,
    [one],
  );
  const idOf = (kind: string) => TechnicalAlarmId.parse(rows.find((row) => row.kind === kind)?.id);
  [ofBed, ofUnit] = [idOf("sensor-off"), idOf("feed-lost")];
  server = await startServer(database);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
});

async function connect(unitId: UnitId) {
  const person = await signIn(database.pool, { role: "nurse", unitIds: [unitId] });
  const screen = openScreen(server.port, { cookie: person.cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  return { ...person, screen };
}

const watch = (screen: Screen) => screen.timeout(5_000).emitWithAck("unit:watch", { unitId: one });
const see = (screen: Screen, technicalAlarmId: TechnicalAlarmId) =>
  screen.timeout(5_000).emitWithAck("technical-alarm:see", { technicalAlarmId });

it("tells a screen what is open of the unit and of its beds", async () => {
  const { screen } = await connect(one);
  const answer = await watch(screen);
  if (!answer.ok) throw new Error("not watched");
  expect(answer.value.technical).toMatchObject([{ technicalAlarmId: ofUnit, kind: "feed-lost" }]);
  expect(answer.value.alerts).toEqual([]);
  expect(answer.value.beds[0]?.technical).toMatchObject([
    { technicalAlarmId: ofBed, sensor: "oximeter", signs: ["oxygenSaturation"] },
  ]);
});

it("lets the first who looks after it stand, and tells the others", async () => {
  const [nurse, colleague] = [await connect(one), await connect(one)];
  await watch(colleague.screen);
  const told: TechnicalAlarm[] = [];
  colleague.screen.on("beds:changed", (frame: BedFrame) =>
    told.push(...(frame.technical ?? []), ...frame.beds.flatMap((bed) => bed.technical ?? [])),
  );

  for (const id of [ofBed, ofUnit]) {
    const first = await see(nurse.screen, id);
    expect(first).toMatchObject({ ok: true, value: { seenBy: expect.stringMatching(/^Person/) } });
    expect(await see(colleague.screen, id)).toEqual(first);
    const last = () => told.findLast(({ technicalAlarmId }) => technicalAlarmId === id);
    await expect.poll(() => last()?.seenBy).toMatch(/^Person/);
  }
});

it("records who has seen what, without the patient's words", async () => {
  const { screen, userId } = await connect(one);
  await see(screen, ofBed);
  await server.trail.drain();
  const events = await auditEventsAfter(database.pool, 0, 1_000);
  expect(events.filter(({ action }) => action === "technical-alarm:seen").at(-1)).toMatchObject({
    actor: { userId },
    outcome: "permitted",
    unitId: one,
    details: { technicalAlarmId: ofBed, kind: "sensor-off" },
  });
});

it("refuses it of another unit's, and of what is not there", async () => {
  const { screen } = await connect(two);
  expect(await see(screen, ofBed)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await see(screen, ofUnit)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  const nothing = TechnicalAlarmId.parse(crypto.randomUUID());
  expect(await see(screen, nothing)).toMatchObject({ ok: false, error: { code: "not-found" } });
});

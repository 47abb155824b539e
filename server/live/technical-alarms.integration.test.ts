import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bedOccupancies, hospitalBeds } from "#db/placed-encounters";
import { recentTechnicalAlarms } from "#db/technical-alarms";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { testIdentifiers } from "#db/testing/test-identifiers";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { BedFrame, SystemStatus } from "#models/realtime/board";
import type { EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import {
  admitPatient,
  dischargePatient,
  present,
  seedTestHospital,
  silentLog,
  transferPatient,
} from "../realtime/testing-hospital";
import { createBedAnnouncer } from "./bed-announcer";
import { createBedDirectory } from "./bed-directory";
import { createTechnicalAlarms, type TechnicalAlarms } from "./technical-alarms";
import type { LiveEncounter } from "./live-bed";
import { silentChannel } from "./unit-channel";

const UP: SystemStatus = {
  database: "up",
  scoring: "up",
  model: "in-service",
  feed: "up",
  since: 0,
};
const SIGNS: readonly VitalSignKind[] = ["heartRate", "oxygenSaturation", "pulseRate"];
const WITHOUT_OXIMETER: readonly VitalSignKind[] = ["heartRate"];

let database: TestDatabase;
let unitId: UnitId;
let patients: EncounterId[];
let clock: number;
let failures: number;
const frames: BedFrame[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  unitId = present((await seedTestHospital(database.pool)).U1);
});
afterAll(() => database.stop());

beforeEach(async () => {
  await database.pool.query("delete from technical_alarms; delete from bed_stays");
  clock = Date.now();
  failures = 0;
  frames.length = 0;
  patients = [];
  for (const bed of ["01", "02"])
    patients.push(
      await admitPatient(database.pool, { unit: "U1", bed, visit: crypto.randomUUID() }),
    );
});

/** A process: what it knows it knows from the database and from what it has heard. */
async function start(restored: (encounter: LiveEncounter) => void = () => {}) {
  const now = () => new Date(clock);
  let status = UP;
  const channel = {
    ...silentChannel,
    isWatched: () => true,
    bedsChanged: (frame: BedFrame) => void frames.push(frame),
  };
  const announcer = createBedAnnouncer(now, () => channel);
  const directory = createBedDirectory({ now, onBedChanged: announcer.changed });
  directory.setBeds(await hospitalBeds(database.pools.service));
  directory.place([], await bedOccupancies(database.pools.service, testIdentifiers));
  announcer.flush();
  frames.length = 0;
  const technical = createTechnicalAlarms({
    pool: database.pools.service,
    people: database.pools.app,
    ...{ directory, announcer, now, log: silentLog },
    channel: () => channel,
    status: () => status,
    onDatabaseFailed: () => void (failures += 1),
  });
  for (const encounter of directory.encounters()) restored(encounter);
  await technical.start();

  /** Each bed sends these signs once a second, or nothing. */
  function pass(seconds: number, ...ofBeds: (readonly VitalSignKind[] | undefined)[]): void {
    for (let second = 0; second < seconds; second += 1) {
      clock += 1_000;
      for (const [index, signs] of ofBeds.entries()) {
        const encounter = directory.byEncounter(present(patients[index]));
        if (!encounter || !signs) continue;
        technical.heard(encounter.encounterId, {
          ...{ encounter, sentAt: clock, receivedAt: clock },
          observations: signs.map((sign) => ({
            ...{ kind: VITAL_SIGNS[sign].id, observedAt: clock, value: 80 },
          })),
        });
      }
      technical.review();
      announcer.flush();
    }
  }
  /** Of each patient, whether an assessment may rest on less than could be heard. */
  function areUnseen(change: Partial<SystemStatus> = {}): boolean[] {
    status = { ...UP, ...change };
    return patients.map((id) => technical.isPartlyUnseen(present(directory.byEncounter(id))));
  }
  return { technical, directory, pass, areUnseen };
}

const stored = (): Promise<TechnicalAlarm[]> =>
  recentTechnicalAlarms(database.pools.service, [unitId], { since: new Date(0), limit: 100 });
const kindsOf = (technical: TechnicalAlarms, place: EncounterId | UnitId) =>
  technical.openOf(place).map(({ kind }) => kind);

describe("of two beds", () => {
  it("the one whose probe comes off is told, stored, and no other", async () => {
    const { technical, pass } = await start();
    pass(10, SIGNS, SIGNS);
    pass(30, WITHOUT_OXIMETER, SIGNS);
    await technical.drain();

    const expected = { kind: "sensor-off", sensor: "oximeter", bed: { label: "01" } };
    expect(await stored()).toMatchObject([expected]);
    const told = frames.flatMap(({ beds }) => beds.filter(({ technical: open }) => open));
    expect(told).toMatchObject([{ encounterId: patients[0], technical: [expected] }]);
    technical.stop();
  });

  it("both in silence are one lost feed of the unit, which ends with their next word", async () => {
    const { technical, pass, areUnseen } = await start();
    pass(10, SIGNS, SIGNS);
    pass(120, undefined, undefined);
    expect(kindsOf(technical, unitId)).toEqual(["feed-lost"]);
    expect(areUnseen()).toEqual([true, true]);
    expect(frames.at(-1)).toMatchObject({ unitId, beds: [], technical: [{ kind: "feed-lost" }] });
    pass(60, SIGNS, SIGNS);
    expect(kindsOf(technical, unitId)).toEqual([]);
    expect(areUnseen()).toEqual([false, false]);
    expect(areUnseen({ database: "down" })).toEqual([true, true]);
    expect(frames.filter((frame) => frame.technical).at(-1)).toMatchObject({ technical: [] });
    await technical.drain();
    expect(await stored()).toMatchObject([{ kind: "feed-lost", endedAt: expect.any(Number) }]);
    technical.stop();
  });
});

describe("a start after a crash", () => {
  async function crash(): Promise<void> {
    const { technical, pass } = await start();
    pass(10, SIGNS, SIGNS);
    pass(60, WITHOUT_OXIMETER, undefined);
    await technical.drain();
    technical.stop();
  }

  it("keeps open what was open, as it began, until it is known to be over", async () => {
    await crash();
    const before = await stored();
    expect(before.map(({ kind }) => kind).toSorted()).toEqual(["sensor-off", "stale"]);

    const { technical, directory, pass } = await start();
    pass(20, WITHOUT_OXIMETER, undefined);
    for (const alarm of before) {
      const { encounterId } = present(alarm.bed);
      expect(directory.byEncounter(encounterId)?.technical).toEqual([alarm]);
    }
    pass(60, SIGNS, SIGNS);
    await technical.drain();
    const after = await stored();
    expect(after.map(({ technicalAlarmId }) => technicalAlarmId).toSorted()).toEqual(
      before.map(({ technicalAlarmId }) => technicalAlarmId).toSorted(),
    );
    expect(after.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    technical.stop();
  });

  it("awaits a bed that spoke shortly before by our clock, whatever its own says", async () => {
    const spoke = (minutesAgo: number, feedOffsetMs: number) => (encounter: LiveEncounter) => {
      encounter.feedOffsetMs = feedOffsetMs;
      encounter.inBedSince = 0;
      encounter.observedAt[VITAL_SIGNS.heartRate.id] =
        clock - minutesAgo * MS_PER_MINUTE + feedOffsetMs;
    };
    for (const [minutesAgo, feedOffsetMs, expected] of [
      [1, -MS_PER_HOUR, ["feed-lost"]],
      [60, MS_PER_HOUR, []],
    ] as const) {
      const { technical, pass } = await start(spoke(minutesAgo, feedOffsetMs));
      pass(900, undefined, undefined);
      expect(kindsOf(technical, unitId)).toEqual(expected);
      await technical.drain();
      technical.stop();
      await database.pool.query("delete from technical_alarms");
    }
  });

  it("ends those of a patient who went home or to another bed meanwhile", async () => {
    await crash();
    await dischargePatient(database.pool, present(patients[0]));
    await transferPatient(database.pool, present(patients[1]), { unit: "U1", bed: "03" });
    const { technical } = await start();
    await technical.drain();
    expect((await stored()).filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
    technical.stop();
  });
});

describe("while the database is away", () => {
  it("keeps what begins and ends, and stores it in its order when it is back", async () => {
    const { technical, pass } = await start();
    pass(10, SIGNS, SIGNS);
    await database.pool.query("alter table technical_alarms rename to technical_alarms_away");
    pass(30, WITHOUT_OXIMETER, SIGNS);
    await technical.drain();
    pass(60, SIGNS, SIGNS);
    pass(60, SIGNS, undefined);
    await technical.drain();
    expect(failures).toBeGreaterThan(0);
    expect(kindsOf(technical, present(patients[1]))).toEqual(["stale"]);

    await database.pool.query("alter table technical_alarms_away rename to technical_alarms");
    await technical.drain();
    expect(await stored()).toMatchObject([
      { kind: "stale", bed: { label: "02" } },
      { kind: "sensor-off", endedAt: expect.any(Number) },
    ]);
    technical.stop();
  });
});

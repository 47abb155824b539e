import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  acuityOfUnit,
  acuityOverridesAt,
  setAcuityOverride,
  withdrawAcuityOverride,
} from "#db/acuity";
import { actingAs } from "#db/acting";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { BedDelta, LiveAcuity, LiveRisk, LiveScore } from "#models/realtime/board";
import type { EncounterId, UnitId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import {
  admitPatient,
  dischargePatient,
  openScreen,
  outcomeOf,
  present,
  seedTestHospital,
  signIn,
  silentLog,
  startServer,
  transferPatient,
  type RunningServer,
  type Screen,
} from "../realtime/testing-hospital";
import { takeSign } from "../live/live-bed";
import { occupiedBed } from "../live/testing/occupied-bed";
import { createAcuityWatch } from "./acuity-watch";

let database: TestDatabase;
let server: RunningServer;
let one: UnitId;
let anna: EncounterId;
let visit: string;
const screens: Screen[] = [];
/** A bed is spoken of once a second. */
const SOON = { timeout: 5_000 };

beforeAll(async () => {
  database = await createTestDatabase();
  one = present((await seedTestHospital(database.pool))["U1"]);
});
afterAll(() => database.stop());

beforeEach(async () => {
  visit = crypto.randomUUID();
  anna = await admitPatient(database.pool, { unit: "U1", bed: "01", visit });
  server = await startServer(database);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
  await dischargePatient(database.pool, anna);
  await database.pool.query("delete from bed_stays");
});

const score = (points: number): LiveScore => ({
  score: points,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 60,
  previousScore: undefined,
  assessedAt: Date.now(),
});

const assess = (points: number): void =>
  server.live.assessed([
    { encounterId: anna, score: score(points), risk: undefined, inputDigest: undefined },
  ]);

const shown = (): LiveAcuity | undefined => server.live.encounterSnapshot(anna).place?.bed.acuity;

const stored = async () => {
  const patients = await acuityOfUnit(database.pool, one, new Date());
  return patients.find(({ encounterId }) => encounterId === anna);
};

async function nurseWithScreen(): Promise<{ userId: UserId; deltas: BedDelta[] }> {
  const { userId, cookie } = await signIn(database.pool, { role: "nurse", unitIds: [one] });
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  const deltas: BedDelta[] = [];
  screen.on("beds:changed", ({ beds }) => deltas.push(...beds));
  await screen.timeout(5_000).emitWithAck("unit:watch", { unitId: one });
  return { userId, deltas };
}

async function override(userId: UserId, acuityClass: 1 | 2 | 3 | 4): Promise<void> {
  const setAt = new Date();
  const until = new Date(setAt.getTime() + 8 * MS_PER_HOUR);
  const facts = { encounterId: anna, acuityClass, reason: "isolation", setAt, until } as const;
  await actingAs(database.pools.app, userId, (db) =>
    setAcuityOverride(db, { ...facts, setBy: userId }),
  );
}

async function takeBack(userId: UserId): Promise<void> {
  const at = new Date();
  await actingAs(database.pools.app, userId, async (db) => {
    const current = present((await acuityOverridesAt(db, [anna], at)).get(anna));
    const { acuityOverrideId } = current;
    await withdrawAcuityOverride(db, { acuityOverrideId, encounterId: anna, by: userId, at });
  });
}

const lastTold = (deltas: readonly BedDelta[]): LiveAcuity | null | undefined =>
  deltas.findLast(({ acuity }) => acuity !== undefined)?.acuity;

describe("the class of a patient", () => {
  it("is not known until something was measured, then computed, stored and told", async () => {
    expect(shown()?.acuityClass).toBeUndefined();
    const { deltas } = await nurseWithScreen();

    assess(2);

    expect(shown()).toMatchObject({ acuityClass: 3, computed: { reasons: ["unit-intensive"] } });
    await expect.poll(() => lastTold(deltas)?.acuityClass, SOON).toBe(3);
    await expect
      .poll(stored, SOON)
      .toEqual({ encounterId: anna, acuityClass: 3, source: "computed" });
  });

  it("counts the alerts that nobody has answered", async () => {
    assess(8);
    await expect.poll(() => shown()?.computed.reasons, SOON).toContain("unanswered-alert");
    const { userId } = await nurseWithScreen();
    const alert = present(server.live.alerts.openIn(one)[0]);
    const { alertId, priority: seen } = alert;
    await server.live.alerts.answer({ alertId, userId, seen, answer: { type: "acknowledge" } });
    expect(shown()?.computed.reasons).not.toContain("unanswered-alert");
  });

  it("stays while lower findings are new, in another unit too, and over a restart", async () => {
    assess(2);
    await transferPatient(database.pool, anna, { unit: "U2", bed: "01" });
    await server.live.encountersMoved([anna]);
    expect(shown()).toMatchObject({ acuityClass: 3, computed: { isHeld: true } });

    await server.stop();
    server = await startServer(database);
    expect(shown()).toMatchObject({ acuityClass: 3, computed: { isHeld: true } });
  });
});

describe("a class that somebody sets", () => {
  it("reaches the screens of the unit, and so does its withdrawal", async () => {
    assess(2);
    const { userId, deltas } = await nurseWithScreen();

    await override(userId, 4);
    await expect
      .poll(() => lastTold(deltas), SOON)
      .toMatchObject({
        acuityClass: 4,
        computed: { acuityClass: 3 },
        override: { reason: "isolation" },
      });
    expect(await stored()).toMatchObject({ acuityClass: 4, source: "override" });

    await takeBack(userId);
    await expect.poll(() => lastTold(deltas), SOON).toMatchObject({ acuityClass: 3 });
    expect(lastTold(deltas)).not.toHaveProperty("override");
  });

  it("is still there after a restart, though set while the server was away", async () => {
    const { userId } = await nurseWithScreen();
    await server.stop();
    await override(userId, 4);
    server = await startServer(database);
    expect(shown()).toMatchObject({ acuityClass: 4, override: { reason: "isolation" } });
  });
});

describe("with time", () => {
  /** Beside the server: a watch of its own, on a clock that is set by hand. */
  async function watchedByHand() {
    const startedAt = Date.now();
    const clock = { at: startedAt };
    const { bed, encounter } = occupiedBed({
      at: new Date(startedAt - 10 * MS_PER_HOUR),
      encounterId: anna,
    });
    const watch = createAcuityWatch({
      pool: database.pools.service,
      now: () => new Date(clock.at),
      log: silentLog,
      directory: {
        byEncounter: (encounterId) => (encounterId === anna ? encounter : undefined),
        encounters: () => [encounter],
        bed: () => bed,
      },
      onChanged: () => undefined,
      onDatabaseFailed: () => undefined,
    });
    await watch.restore([encounter]);
    const find = (points: number, hours: number): void => {
      clock.at = startedAt + hours * MS_PER_HOUR;
      encounter.score = score(points);
      watch.review(encounter);
    };
    const pass = (hours: number): void => {
      clock.at = startedAt + hours * MS_PER_HOUR;
      watch.reviewAll();
    };
    return { watch, bed, encounter, find, pass };
  }

  const storedSince = async (hours: number): Promise<number | undefined> => {
    const at = new Date(Date.now() + hours * MS_PER_HOUR);
    return (await acuityOfUnit(database.pool, one, at))[0]?.acuityClass;
  };

  it("a class that was set ends by itself, and the computed one counts again", async () => {
    const { userId } = await nurseWithScreen();
    await override(userId, 1);
    const { watch, encounter, find, pass } = await watchedByHand();
    find(2, 0);
    expect(encounter.acuity?.acuityClass).toBe(1);
    pass(9);
    expect(encounter.acuity).toMatchObject({ acuityClass: 3 });
    expect(encounter.acuity).not.toHaveProperty("override");
    await watch.drain();
  });

  it("a class falls an hour after the patient got better, and each is stored from when it counted", async () => {
    const { watch, bed, encounter, find } = await watchedByHand();
    takeSign(bed, encounter, VITAL_SIGNS.oxygenFlow.id, Date.now(), 4);
    encounter.risk = { ...RISK_AT_LIMIT, predictedAt: Date.now() };
    find(9, 0.01);
    encounter.risk = undefined;
    find(2, 1);
    find(2, 1.9);
    expect(encounter.acuity?.acuityClass).toBe(4);
    find(2, 2);
    expect(encounter.acuity?.acuityClass).toBe(3);
    await watch.drain();
    expect([await storedSince(1.9), await storedSince(2.1)]).toEqual([4, 3]);
  });
});

const RISK_AT_LIMIT: LiveRisk = {
  risk: 0.5,
  threshold: 0.5,
  previousRisk: undefined,
  modelVersion: "1",
  contributions: [],
  predictedAt: 0,
};

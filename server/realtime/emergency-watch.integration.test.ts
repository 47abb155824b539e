import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { endEmergencyAccess } from "#db/emergency-accesses";
import { endSession } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { Role } from "#models/access/role";
import type { EncounterSnapshot } from "#models/realtime/board";
import { EmergencyAccessId, type EncounterId, type UnitId } from "#models/shared/ids";
import {
  acknowledging,
  admitPatient,
  dischargePatient,
  openScreen,
  outcomeOf,
  present,
  recordHeartRate,
  seedTestHospital,
  signIn,
  startServer,
  transferPatient,
  type RunningServer,
  type Screen,
} from "./testing-hospital";

const FORBIDDEN = { ok: false, error: { code: "forbidden" } };
const HOUR_S = 3_600;

let database: TestDatabase;
let server: RunningServer;
let one: UnitId;
let two: UnitId;
let anna: EncounterId;
let bela: EncounterId;
let annasVisit: string;
let belasVisit: string;
const screens: Screen[] = [];

type SignedIn = Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  one = present(units["U1"]);
  two = present(units["U2"]);
});
afterAll(() => database.stop());

beforeEach(async () => {
  [annasVisit, belasVisit] = [crypto.randomUUID(), crypto.randomUUID()];
  anna = await admitPatient(database.pool, { unit: "U1", bed: "01", visit: annasVisit });
  bela = await admitPatient(database.pool, { unit: "U1", bed: "02", visit: belasVisit });
  server = await startServer(database);
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
  for (const encounterId of [anna, bela]) await dischargePatient(database.pool, encounterId);
  await database.pool.query("delete from bed_stays");
});

const person = (role: Role, ...unitIds: UnitId[]) => signIn(database.pool, { role, unitIds });

async function connect({ cookie }: SignedIn): Promise<Screen> {
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  return screen;
}

async function begin(
  { userId, sessionId }: SignedIn,
  { whom = anna, seconds = HOUR_S }: { whom?: EncounterId; seconds?: number } = {},
): Promise<EmergencyAccessId> {
  const emergencyAccessId = EmergencyAccessId.parse(crypto.randomUUID());
  await database.pool.query(
    `insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                     bed_label, category, reason, expires_at)
     values ($1, $2, $3, $4, $5, '01', 'called-to-help', '\\x00', now() + make_interval(secs => $6))`,
    [emergencyAccessId, userId, sessionId, whom, one, seconds],
  );
  return emergencyAccessId;
}

const watch = (screen: Screen, encounterId = anna) =>
  screen.timeout(5_000).emitWithAck("encounter:watch", { encounterId });

/** Everything the screen is told, in order. */
function listen(screen: Screen) {
  const told: { event: string; news: unknown }[] = [];
  screen.onAny((event: string, news: unknown) => told.push({ event, news }));
  const snapshots = () =>
    told.flatMap(({ event, news }) =>
      event === "encounter:changed" ? [news as EncounterSnapshot] : [],
    );
  const events = () => told.map(({ event }) => event);
  return { told, snapshots, events };
}

let clock = 0;
const beat = (visit: string, value: number) =>
  recordHeartRate(server, database.pool, { visit, value, observedAt: Date.now() + ++clock });

const soon = <T>(check: () => T) => vi.waitFor(check, 2_000);
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_200));
const heartRate = (snapshot: EncounterSnapshot | undefined) =>
  snapshot?.place?.bed.signs.heartRate?.value;

describe("watching a patient of another unit", () => {
  it("is refused without an access that runs, in this session, for this patient", async () => {
    const nurse = await person("nurse", two);
    const colleague = await person("nurse", two);
    await begin(colleague);
    const screen = await connect(nurse);
    expect(await watch(screen)).toEqual(FORBIDDEN);

    await begin(nurse, { whom: bela });
    expect(await watch(screen)).toEqual(FORBIDDEN);
    expect(await watch(screen, bela)).toMatchObject({ ok: true });
  });

  it("is refused to a role that may not begin one, whatever the table says", async () => {
    const officer = await person("security-officer");
    await begin(officer);
    expect(await watch(await connect(officer))).toEqual(FORBIDDEN);
  });

  it("answers what is not a request", async () => {
    const screen = await connect(await person("nurse", two));
    const invalid = { ok: false, error: { code: "invalid-input" } };
    // @ts-expect-error a client may send anything
    expect(await screen.emitWithAck("encounter:watch", { encounterId: "bed 1" })).toEqual(invalid);
  });

  it("tells the news of that one patient and of nobody else", async () => {
    const nurse = await person("nurse", two);
    await begin(nurse);
    await beat(annasVisit, 71);
    const screen = await connect(nurse);
    const { told, snapshots } = listen(screen);

    expect(await watch(screen)).toMatchObject({
      ok: true,
      value: {
        encounterId: anna,
        place: {
          unitId: one,
          bed: {
            label: "01",
            occupant: { encounterId: anna },
            signs: { heartRate: { value: 71 } },
          },
        },
        alerts: [],
        system: { database: "up" },
      },
    });
    await beat(belasVisit, 133);
    await beat(annasVisit, 72);
    await soon(() => expect(heartRate(snapshots().at(-1))).toBe(72));

    await beat(belasVisit, 134);
    await pause();
    expect(JSON.stringify(told)).not.toContain(bela);
    expect(JSON.stringify(told)).not.toMatch(/"value":13[34]/);
    expect(snapshots().every(({ encounterId }) => encounterId === anna)).toBe(true);
  });

  it("opens neither the unit's board nor its alerts", async () => {
    const nurse = await person("nurse", two);
    await begin(nurse);
    const screen = await connect(nurse);
    const { snapshots, events } = listen(screen);
    await watch(screen);

    assess(anna, 8);
    await soon(() => expect(snapshots().at(-1)?.alerts).toHaveLength(1));
    const { alertId } = present(snapshots().at(-1)?.alerts[0]);
    expect(await screen.emitWithAck("alert:answer", acknowledging(alertId))).toEqual(FORBIDDEN);
    expect(await screen.emitWithAck("unit:watch", { unitId: one })).toEqual(FORBIDDEN);
    const missed = { unitId: one, afterSequence: 0 };
    expect(await screen.emitWithAck("alerts:catch-up", missed)).toEqual(FORBIDDEN);
    expect(events()).not.toContain("alert:changed");
    expect(events()).not.toContain("beds:changed");
  });

  it("opens that patient's forecast, as long as it is watched", async () => {
    const nurse = await person("nurse", two);
    await begin(nurse);
    const screen = await connect(nurse);
    const forecast = (encounterId: EncounterId) =>
      screen.timeout(5_000).emitWithAck("encounter:forecast", { encounterId });

    expect(await forecast(anna)).toEqual(FORBIDDEN);
    await watch(screen);
    expect(await forecast(anna)).toMatchObject({ ok: true });
    expect(await forecast(bela)).toEqual(FORBIDDEN);
    await screen.emitWithAck("encounter:leave", { encounterId: anna });
    expect(await forecast(anna)).toEqual(FORBIDDEN);
    expect(server.forecastsAsked).toEqual([anna]);
  });

  it("follows the patient to another bed, and shows nobody else in the old one", async () => {
    const nurse = await person("nurse");
    await begin(nurse);
    const screen = await connect(nurse);
    const { told, snapshots } = listen(screen);
    await watch(screen);

    await transferPatient(database.pool, anna, { unit: "U2", bed: "02" });
    await server.live.encountersMoved([anna]);
    await soon(() =>
      expect(snapshots().at(-1)?.place).toMatchObject({ unitId: two, bed: { label: "02" } }),
    );
    await transferPatient(database.pool, bela, { unit: "U1", bed: "01" });
    await server.live.encountersMoved([bela]);
    await beat(annasVisit, 75);
    await soon(() => expect(heartRate(snapshots().at(-1))).toBe(75));

    await dischargePatient(database.pool, anna);
    await server.live.encountersMoved([anna]);
    await soon(() => expect(snapshots().at(-1)).not.toHaveProperty("place"));
    expect(JSON.stringify(told)).not.toContain(bela);
  });

  it("stops when the page leaves, and begins again when it comes back", async () => {
    const nurse = await person("nurse", two);
    await begin(nurse);
    const screen = await connect(nurse);
    await watch(screen);
    await screen.emitWithAck("encounter:leave", { encounterId: anna });
    const { events } = listen(screen);
    await beat(annasVisit, 90);
    await pause();
    expect(events()).toEqual([]);
    expect(await watch(screen)).toMatchObject({ ok: true });
  });
});

describe("the end of an access", () => {
  /** Watching, with one piece of news already there. */
  async function watching(seconds = HOUR_S) {
    const nurse = await person("nurse", two);
    const emergencyAccessId = await begin(nurse, { seconds });
    const screen = await connect(nurse);
    const heard = listen(screen);
    expect(await watch(screen)).toMatchObject({ ok: true });
    return { nurse, screen, emergencyAccessId, ...heard };
  }

  /** Closed within two seconds, and silent from then on. */
  async function expectClosed({
    screen,
    told,
    emergencyAccessId,
  }: Awaited<ReturnType<typeof watching>>) {
    const closed = { event: "encounter:closed", news: { encounterId: anna, emergencyAccessId } };
    await soon(() => expect(told).toContainEqual(closed));
    told.length = 0;
    await beat(annasVisit, 99);
    await pause();
    expect(told.filter(({ event }) => event === "encounter:changed")).toEqual([]);
    expect(await watch(screen)).toEqual(FORBIDDEN);
  }

  it("comes by the clock, without anybody doing anything", async () => {
    await expectClosed(await watching(1));
  });

  it("comes when the person ends it", async () => {
    const watched = await watching();
    await endEmergencyAccess(database.pool, watched.emergencyAccessId);
    await expectClosed(watched);
  });

  it("comes with the role", async () => {
    const watched = await watching();
    await database.pool.query("update users set role = 'scheduler' where user_id = $1", [
      watched.nurse.userId,
    ]);
    await expectClosed(watched);
  });

  it("comes with the session, whose sockets are closed", async () => {
    const { nurse, screen } = await watching();
    const disconnected = vi.fn();
    screen.on("disconnect", disconnected);
    await endSession(database.pool, nurse.sessionId, "revoked");
    await soon(() => expect(disconnected).toHaveBeenCalled());
    expect(server.gateway.connections()).toBe(0);
  });

  it("is of that access alone: another of the same person goes on", async () => {
    const watched = await watching();
    await begin(watched.nurse, { whom: bela });
    await watch(watched.screen, bela);
    await endEmergencyAccess(database.pool, watched.emergencyAccessId);
    await soon(() => expect(watched.events()).toContain("encounter:closed"));

    watched.told.length = 0;
    await beat(belasVisit, 80);
    await soon(() => expect(heartRate(watched.snapshots().at(-1))).toBe(80));
    expect(watched.snapshots().every(({ encounterId }) => encounterId === bela)).toBe(true);
  });
});

describe("the notice of an access", () => {
  it("reaches charge nurses of the unit, reviewers and the person's own screens, at once", async () => {
    const nurse = await person("nurse", two);
    const told = {
      ownScreen: listen(await connect(nurse)),
      charge: listen(await connect(await person("charge-nurse", one))),
      officer: listen(await connect(await person("security-officer"))),
    };
    const untold = {
      otherCharge: listen(await connect(await person("charge-nurse", two))),
      nurseOfTheUnit: listen(await connect(await person("nurse", one))),
      admin: listen(await connect(await person("system-admin", one))),
    };

    const emergencyAccessId = await begin(nurse);
    // One that is over before it is read of is told as over alone.
    for (const heard of Object.values(told))
      await soon(() => expect(heard.events()).toEqual(["emergency-access:began"]));
    await endEmergencyAccess(database.pool, emergencyAccessId);

    for (const heard of Object.values(told))
      await soon(() =>
        expect(heard.events()).toEqual(["emergency-access:began", "emergency-access:ended"]),
      );
    expect(told.charge.told[0]?.news).toEqual({
      emergencyAccessId,
      userId: nurse.userId,
      openedBy: expect.stringMatching(/^Person \d+$/),
      unitId: one,
      unitName: "One",
      bedLabel: "01",
      category: "called-to-help",
      beganAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    for (const heard of Object.values(untold)) expect(heard.events()).toEqual([]);
  });

  it("follows a charge nurse's units: the new one is heard, the old one no more", async () => {
    const charge = await person("charge-nurse", two);
    const screen = await connect(charge);
    const { events } = listen(screen);
    await database.pool.query("update user_units set unit_id = $2 where user_id = $1", [
      charge.userId,
      one,
    ]);
    await database.pool.query("update users set role = role where user_id = $1", [charge.userId]);
    await soon(() => expect(events()).toEqual(["access:changed"]));
    const nurse = await person("nurse");
    await begin(nurse);
    await soon(() => expect(events()).toContain("emergency-access:began"));

    await database.pool.query("update users set role = 'nurse' where user_id = $1", [
      charge.userId,
    ]);
    await pause();
    await begin(nurse, { whom: bela });
    await pause();
    expect(events().filter((event) => event === "emergency-access:began")).toHaveLength(1);
  });
});

const assess = (encounterId: EncounterId, score: number) =>
  server.live.assessed([
    {
      encounterId,
      score: {
        score,
        hasRedScore: false,
        inputsPresent: 7,
        oldestInputSeconds: 1,
        previousScore: undefined,
        assessedAt: Date.now(),
      },
      risk: undefined,
      inputDigest: undefined,
    },
  ]);

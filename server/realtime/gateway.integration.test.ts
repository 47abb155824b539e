import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { auditEventsAfter } from "#db/audit";
import { alertsOfEncounter } from "#db/alerts";
import { prescribeOxygenScale } from "#db/encounter-summaries";
import { createPendingSession } from "#db/pending-sessions";
import { endSession } from "#db/sessions";
import type { AlertEvent } from "#models/alerts/alert";
import type { BedDelta, BedFrame, LiveScore } from "#models/realtime/board";
import type { Wire } from "#models/realtime/wire";
import { AlertId, EncounterId, type UnitId } from "#models/shared/ids";
import { BED_SPACING_MS } from "../live/bed-announcer";
import {
  acknowledging,
  admitPatient,
  cookieOf,
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

let database: TestDatabase;
let server: RunningServer;
let one: UnitId;
let two: UnitId;
let anna: EncounterId;
let visit: string;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  one = present(units["U1"]);
  two = present(units["U2"]);
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
  // The next patient of the same bed was admitted days ago too.
  await database.pool.query("delete from bed_stays");
  await database.pool.query(
    "update alerts set phase = 'expired', ended_at = now(), due_at = null where ended_at is null",
  );
});

const nurseOf = (...unitIds: UnitId[]) => signIn(database.pool, { role: "nurse", unitIds });

async function connect(cookie: string): Promise<Screen> {
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  return screen;
}

const watch = (screen: Screen, unitId: UnitId) =>
  screen.timeout(5_000).emitWithAck("unit:watch", { unitId });

function collect(screen: Screen) {
  const deltas: BedDelta[] = [];
  const events: Wire<AlertEvent>[] = [];
  screen.on("beds:changed", (frame: BedFrame) => deltas.push(...frame.beds));
  screen.on("alert:changed", (event) => events.push(event));
  return { deltas, events };
}

const news2 = (score: number, assessedAt = Date.now()): LiveScore => ({
  score,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 1,
  previousScore: undefined,
  assessedAt,
});

const assess = (score: number, assessedAt?: number) =>
  server.live.assessed([
    {
      encounterId: anna,
      score: news2(score, assessedAt),
      risk: undefined,
      inputDigest: undefined,
    },
  ]);

it("answers what one screen may ask in a second, refuses what is more, and lets go of who goes on", async () => {
  const { cookie } = await nurseOf(one);
  const screen = await connect(cookie);
  const gone = new Promise<string>((done) => screen.once("disconnect", done));
  const ask = () => screen.timeout(20_000).emitWithAck("unit:leave", { unitId: one });

  const answers = await Promise.all(Array.from({ length: 149 }, ask));

  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(50);
  expect(answers).toContainEqual({ ok: false, error: { code: "unavailable" } });

  for (let count = 0; count < 400; count += 1) void ask().catch(() => undefined);
  expect(await gone).toBe("io server disconnect");
});

describe("the handshake", () => {
  it("refuses who has no session", async () => {
    const screen = openScreen(server.port, {});
    screens.push(screen);
    expect(await outcomeOf(screen)).toBe("unauthenticated");
  });

  it("refuses somebody who has only typed the password", async () => {
    const { userId } = await nurseOf(one);
    const sessionId = await createPendingSession(database.pool, userId, new Date());
    const screen = openScreen(server.port, { cookie: await cookieOf(sessionId) });
    screens.push(screen);
    expect(await outcomeOf(screen)).toBe("unauthenticated");
  });

  it("refuses a forged cookie and a session that ended", async () => {
    const { cookie, sessionId } = await nurseOf(one);
    await endSession(database.pool, sessionId, "signed-out");
    for (const bad of [cookie, "next-auth.session-token=forged"]) {
      const screen = openScreen(server.port, { cookie: bad });
      screens.push(screen);
      expect(await outcomeOf(screen)).toBe("unauthenticated");
    }
  });

  it("records once who comes with the cookie of a session that was ended, not of one that lapsed", async () => {
    const [ended, lapsed] = [await nurseOf(one), await nurseOf(one)];
    await endSession(database.pool, ended.sessionId, "revoked");
    await endSession(database.pool, lapsed.sessionId, "idle");
    for (const { cookie } of [lapsed, ended, ended]) {
      const screen = openScreen(server.port, { cookie });
      screens.push(screen);
      expect(await outcomeOf(screen)).toBe("unauthenticated");
    }

    await server.trail.drain();
    const recorded = (await auditEventsAfter(database.pool, 0, 10_000)).filter(
      ({ subjectUserId }) => subjectUserId === ended.userId || subjectUserId === lapsed.userId,
    );
    expect(recorded).toMatchObject([
      {
        action: "access:refused",
        outcome: "refused",
        actor: { kind: "anonymous" },
        subjectUserId: ended.userId,
        details: { reason: "session-ended", sessionId: ended.sessionId },
      },
    ]);
  });

  it.each([["http://elsewhere.test"], [""]])("refuses the origin '%s'", async (origin) => {
    const { cookie } = await nurseOf(one);
    const screen = openScreen(server.port, { cookie, origin });
    screens.push(screen);
    expect(await outcomeOf(screen)).not.toBe("connected");
  });
});

describe("watching a unit", () => {
  it("refuses a unit that is not one's own, and a role that sees no patients", async () => {
    const nurse = await connect((await nurseOf(two)).cookie);
    expect(await watch(nurse, one)).toEqual({ ok: false, error: { code: "forbidden" } });

    const admin = await signIn(database.pool, { role: "system-admin", unitIds: [one] });
    const screen = await connect(admin.cookie);
    expect(await watch(screen, one)).toEqual({ ok: false, error: { code: "forbidden" } });
  });

  it("answers what is not a request, and survives it", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    const invalid = { ok: false, error: { code: "invalid-input" } };
    // @ts-expect-error a client may send anything
    expect(await screen.emitWithAck("unit:watch", { unitId: 7 })).toEqual(invalid);
    // @ts-expect-error with no way to answer, nothing is done
    screen.emit("unit:watch", { unitId: one });
    expect(await watch(screen, one)).toMatchObject({ ok: true });
  });

  it("answers with the unit as it stands, then tells what changes", async () => {
    const at = Date.now();
    await recordHeartRate(server, database.pool, { visit, value: 72, observedAt: at });
    const screen = await connect((await nurseOf(one)).cookie);
    const { deltas } = collect(screen);

    const answer = await watch(screen, one);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        unitId: one,
        beds: [
          { label: "01", occupant: { encounterId: anna }, signs: { heartRate: { value: 72 } } },
          { label: "02" },
          { label: "03" },
        ],
        alerts: [],
        system: { database: "up" },
      },
    });

    await recordHeartRate(server, database.pool, { visit, value: 75, observedAt: at + 1 });
    await vi.waitFor(() => expect(deltas.at(-1)?.signs?.heartRate?.value).toBe(75), 3_000);
    expect(deltas.at(-1)).not.toHaveProperty("occupant");
  });

  it("speaks of a bed at most once a second, and ends with its newest state", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    const { deltas } = collect(screen);
    await watch(screen, one);

    const start = Date.now();
    for (let reading = 1; reading <= 30; reading += 1) {
      const observedAt = start + reading;
      await recordHeartRate(server, database.pool, { visit, value: 60 + reading, observedAt });
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await vi.waitFor(() => expect(deltas.at(-1)?.signs?.heartRate?.value).toBe(90), 5_000);
    const spacings = Math.floor((Date.now() - start) / BED_SPACING_MS);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.length).toBeLessThanOrEqual(spacings + 1);
  });

  it("hears of an oxygen scale that a page prescribed", async () => {
    const { cookie, userId } = await nurseOf(one);
    const screen = await connect(cookie);
    const { deltas } = collect(screen);
    await watch(screen, one);
    await prescribeOxygenScale(database.pool, anna, { scale: 2, by: userId, at: new Date() });
    await vi.waitFor(() => expect(deltas.at(-1)?.occupant?.oxygenScale).toBe(2), 3_000);
  });

  it("catches up with a prescription that nobody announced, because the listener was away", async () => {
    await database.pool.query("update encounters set oxygen_scale = 2 where encounter_id = $1", [
      anna,
    ]);

    await server.live.rereadEncounters();

    const occupants = server.live.snapshot(one)?.beds.map(({ occupant }) => occupant);
    expect(occupants?.find((each) => each?.encounterId === anna)?.oxygenScale).toBe(2);
  });

  it("ignores an observation older than the newest", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    const at = Date.now();
    await recordHeartRate(server, database.pool, { visit, value: 80, observedAt: at });
    await recordHeartRate(server, database.pool, {
      visit,
      value: 40,
      observedAt: at - 60_000,
    });
    const answer = await watch(screen, one);
    expect(answer.ok && answer.value.beds[0]?.signs.heartRate?.value).toBe(80);
  });

  it("does not turn the scorer's clock back for a message of long ago", async () => {
    const at = Date.now();
    await recordHeartRate(server, database.pool, { visit, value: 80, observedAt: at });
    await recordHeartRate(server, database.pool, { visit, value: 79, observedAt: at - 3_600_000 });

    const clocks = server.observed.map(
      ([, , sentAt = NaN, receivedAt = NaN]) => sentAt - receivedAt,
    );
    expect(Math.min(...clocks)).toBeGreaterThan(-60_000);
  });
});

describe("a forecast", () => {
  const forecast = (screen: Screen, encounterId = anna) =>
    screen.timeout(5_000).emitWithAck("encounter:forecast", { encounterId });

  it("is given of the patients of a unit that is watched", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    await watch(screen, one);
    expect(await forecast(screen)).toEqual({
      ok: true,
      value: { state: "none", reason: "no-model" },
    });
    expect(server.forecastsAsked).toEqual([anna]);
  });

  it("waits for the watching to begin: that is what is recorded", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    expect(await forecast(screen)).toEqual({ ok: false, error: { code: "conflict" } });
  });

  it("is refused of another unit's patients and of unknown ones, and that is recorded", async () => {
    const { cookie, userId } = await nurseOf(two);
    const screen = await connect(cookie);
    await watch(screen, two);
    const unknown = EncounterId.parse(crypto.randomUUID());
    for (const encounterId of [anna, unknown])
      expect(await forecast(screen, encounterId)).toEqual({
        ok: false,
        error: { code: "forbidden" },
      });
    expect(server.forecastsAsked).toEqual([]);
    await server.trail.drain();
    const refusals = (await auditEventsAfter(database.pool, 0, 10_000)).filter(
      (event) =>
        event.action === "access:refused" &&
        event.actor.kind === "user" &&
        event.actor.userId === userId,
    );
    expect(refusals.map(({ encounterId }) => encounterId)).toEqual([anna, unknown]);
  });

  it("is not given to what is no request", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    // @ts-expect-error a client may send anything
    const answer = await screen.emitWithAck("encounter:forecast", { encounterId: "bed 1" });
    expect(answer).toEqual({ ok: false, error: { code: "invalid-input" } });
  });
});

describe("access", () => {
  it("ends the sockets of a revoked session within two seconds", async () => {
    const { cookie, sessionId } = await nurseOf(one);
    const screen = await connect(cookie);
    const ended = vi.fn();
    const disconnected = vi.fn();
    screen.on("session:ended", ended);
    screen.on("disconnect", disconnected);
    await watch(screen, one);

    await endSession(database.pool, sessionId, "revoked");

    await vi.waitFor(() => expect(disconnected).toHaveBeenCalled(), 2_000);
    expect(ended).toHaveBeenCalledWith({ reason: "revoked" });
  });

  it("stops the news of a unit that is taken away", async () => {
    const { cookie, userId } = await nurseOf(one, two);
    const screen = await connect(cookie);
    const { deltas } = collect(screen);
    const changed = vi.fn();
    screen.on("access:changed", changed);
    await watch(screen, one);

    await database.pool.query("delete from user_units where user_id = $1 and unit_id = $2", [
      userId,
      one,
    ]);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith({ unitIds: [two] }), 2_000);

    deltas.length = 0;
    await recordHeartRate(server, database.pool, {
      visit,
      value: 99,
      observedAt: Date.now(),
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(deltas).toEqual([]);
    expect(await watch(screen, one)).toEqual({ ok: false, error: { code: "forbidden" } });
  });

  it("tells the screens of a unit, and no others, that its alert policy changed", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    const other = await connect((await nurseOf(two)).cookie);
    const [changed, unconcerned] = [vi.fn(), vi.fn()];
    screen.on("policy:changed", changed);
    other.on("policy:changed", unconcerned);
    await watch(screen, one);
    await watch(other, two);

    await database.pool.query("select pg_notify('alert_policy_changed', $1)", [one]);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith({ unitId: one }), 2_000);
    expect(unconcerned).not.toHaveBeenCalled();
  });

  it("moves the end of an idle session when the person is active", async () => {
    const { cookie, sessionId } = await nurseOf(one);
    const screen = await connect(cookie);
    await database.pool.query(
      "update sessions set last_seen_at = now() - interval '14 minutes' where session_id = $1",
      [sessionId],
    );
    const answer = await screen.emitWithAck("session:touch", {});
    expect(answer.ok && answer.value.idleAt - Date.now()).toBeGreaterThan(14 * 60_000);
  });
});

describe("alerts", () => {
  it("are raised, acknowledged by one and seen by the other, first come first served", async () => {
    const [first, second] = [await nurseOf(one), await nurseOf(one)];
    const [left, right] = [await connect(first.cookie), await connect(second.cookie)];
    const seen = collect(right);
    await Promise.all([watch(left, one), watch(right, one)]);

    assess(8);
    await vi.waitFor(() => expect(seen.events.map(({ step }) => step)).toEqual(["raised"]));
    const { alertId } = present(seen.events[0]).alert;
    expect(seen.events[0]?.alert).toMatchObject({ priority: "high", bedLabel: "01" });

    const mine = await left.emitWithAck("alert:answer", acknowledging(alertId));
    const theirs = await right.emitWithAck("alert:answer", acknowledging(alertId));
    expect(mine).toMatchObject({ ok: true, value: { step: "acknowledged" } });
    expect(theirs).toEqual(mine);
    await vi.waitFor(() =>
      expect(seen.events.map(({ step }) => step)).toEqual(["raised", "acknowledged"]),
    );

    const snapshot = await watch(right, one);
    expect(snapshot).toMatchObject({
      ok: true,
      value: { alerts: [{ alertId, acknowledgedBy: expect.stringMatching(/^Person/) }] },
    });
  });

  it("are told once each to a screen that was away", async () => {
    const { cookie } = await nurseOf(one);
    const screen = await connect(cookie);
    const before = collect(screen);
    await watch(screen, one);
    assess(5);
    await vi.waitFor(() => expect(before.events).toHaveLength(1));
    const known = present(before.events[0]);
    screen.close();

    assess(9);
    await server.live.alerts.drain();
    const again = await connect(cookie);
    const after = collect(again);
    const missed = await again.emitWithAck("alerts:catch-up", {
      unitId: one,
      afterSequence: known.sequence,
    });
    await watch(again, one);
    const { alertId } = known.alert;
    await again.emitWithAck("alert:answer", acknowledging(alertId));
    await vi.waitFor(() => expect(after.events).toHaveLength(1));

    const told = [known, ...(missed.ok ? missed.value : []), ...after.events];
    expect(told.map(({ step }) => step)).toEqual(["raised", "priority-changed", "acknowledged"]);
    expect(new Set(told.map(({ sequence }) => sequence)).size).toBe(3);
  });

  it("ask for attention again when they get worse after an acknowledgement", async () => {
    const screen = await connect((await nurseOf(one)).cookie);
    const { events } = collect(screen);
    await watch(screen, one);
    assess(5);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await screen.emitWithAck("alert:answer", acknowledging(present(events[0]).alert.alertId));
    assess(8);
    await vi.waitFor(() => expect(events.at(-1)?.step).toBe("priority-changed"));
    expect(events.at(-1)?.alert).not.toHaveProperty("acknowledgedAt");
  });

  it("move with the patient, heard in both units, and end with the stay", async () => {
    const [here, there] = [
      await connect((await nurseOf(one)).cookie),
      await connect((await nurseOf(two)).cookie),
    ];
    const [left, entered] = [collect(here), collect(there)];
    await Promise.all([watch(here, one), watch(there, two)]);
    assess(8);
    await vi.waitFor(() => expect(left.events).toHaveLength(1));

    await transferPatient(database.pool, anna, { unit: "U2", bed: "02" });
    await server.live.encountersMoved([anna]);
    expect(server.live.findByBed("U2", "02")?.encounterId).toBe(anna);
    expect(server.live.findByBed("U1", "01")).toBeUndefined();
    await vi.waitFor(() => {
      expect(left.events.at(-1)).toMatchObject({ step: "moved", alert: { unitId: two } });
      expect(entered.events.at(-1)).toMatchObject({ step: "moved", alert: { bedLabel: "02" } });
      expect(left.deltas.at(-1)).not.toHaveProperty("encounterId");
      expect(entered.deltas.at(-1)).toMatchObject({ encounterId: anna });
    }, 3_000);

    await dischargePatient(database.pool, anna);
    await server.live.encountersMoved([anna]);
    await vi.waitFor(() => expect(entered.events.at(-1)?.step).toBe("expired"));
    expect(await alertsOfEncounter(database.pool, anna)).toMatchObject([
      { phase: "expired", endedAt: expect.any(Date) },
    ]);
  });

  it("refuse an acknowledgement from another unit, and one of no alert", async () => {
    const [ours, theirs] = [
      await connect((await nurseOf(one)).cookie),
      await connect((await nurseOf(two)).cookie),
    ];
    const { events } = collect(ours);
    await watch(ours, one);
    assess(7);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    const { alertId } = present(events[0]).alert;
    const refused = await theirs.emitWithAck("alert:answer", acknowledging(alertId));
    expect(refused).toEqual({ ok: false, error: { code: "forbidden" } });
    const unknown = AlertId.parse(crypto.randomUUID());
    const missing = await ours.emitWithAck("alert:answer", acknowledging(unknown));
    expect(missing).toEqual({ ok: false, error: { code: "not-found" } });
  });
});

describe("a restart", () => {
  it("knows the clock of a feed that lives days behind, before its next message", async () => {
    const daysAgo = Date.now() - 9 * 86_400_000;
    await recordHeartRate(server, database.pool, { visit, value: 88, observedAt: daysAgo });
    server.live.assessed([
      { encounterId: anna, score: news2(1, daysAgo), risk: undefined, inputDigest: undefined },
    ]);
    await server.stop();
    server = await startServer(database);

    const screen = await connect((await nurseOf(one)).cookie);
    const answer = await watch(screen, one);
    const offset = answer.ok ? answer.value.beds[0]?.feedOffsetMs : undefined;
    expect(offset).toBeGreaterThan(-9 * 86_400_000 - 60_000);
    expect(offset).toBeLessThan(-9 * 86_400_000 + 60_000);
  });

  it("finds signs, score, prediction and open alerts again", async () => {
    const at = Date.now();
    await recordHeartRate(server, database.pool, { visit, value: 118, observedAt: at });
    server.live.assessed([
      {
        encounterId: anna,
        score: news2(7, at),
        risk: {
          risk: 0.25,
          threshold: 0.5,
          previousRisk: undefined,
          modelVersion: "1.0.0",
          contributions: [{ label: "Heart rate", logit: 0.4 }],
          predictedAt: at,
        },
        inputDigest: new Uint8Array(32).fill(7),
      },
    ]);
    await server.stop();
    server = await startServer(database);

    const screen = await connect((await nurseOf(one)).cookie);
    expect(await watch(screen, one)).toMatchObject({
      ok: true,
      value: {
        beds: [
          {
            occupant: { encounterId: anna, age: expect.any(Number) },
            signs: { heartRate: { value: 118, observedAt: at } },
            trend: [118],
            score: { score: 7, inputsPresent: 7 },
            risk: { threshold: 0.5, contributions: [{ label: "Heart rate" }] },
          },
          {},
          {},
        ],
        alerts: [{ encounterId: anna, priority: "high" }],
      },
    });
    const [records] = server.observed;
    expect([...present(records).slice(1, 4)]).toEqual([1, at, 118]);

    // The same finding again is the same alert.
    assess(8);
    await server.live.alerts.drain();
    expect(await alertsOfEncounter(database.pool, anna)).toHaveLength(1);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditEventsAfter, createAuditTrail, type StoredAuditEvent } from "#db/audit";
import { chainHead } from "#db/audit-chain";
import { endSession } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { AuditAction, AuditEvent } from "#models/audit/audit-event";
import { AppError } from "#models/shared/errors";
import { AlertId, type EncounterId, type UnitId } from "#models/shared/ids";
import {
  acknowledging,
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
let anna: EncounterId;
let before: number;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  one = present(units["U1"]);
  two = present(units["U2"]);
  anna = await admitPatient(database.pool, { unit: "U1", bed: "01", visit: "visit-1" });
});
afterAll(() => database.stop());

/** The server's trail, which a test can hold up or break. */
const gate: { open: Promise<unknown> | undefined } = { open: undefined };
beforeEach(async () => {
  gate.open = undefined;
  before = present(await chainHead(database.pool)).sequence;
  const trail = createAuditTrail(database.pool);
  server = await startServer(database, {
    record: async (...events: AuditEvent[]) => {
      await gate.open;
      await trail.record(...events);
    },
    drain: trail.drain,
  });
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server.stop();
});

async function connect(cookie: string): Promise<Screen> {
  const screen = openScreen(server.port, { cookie });
  screens.push(screen);
  expect(await outcomeOf(screen)).toBe("connected");
  return screen;
}

const nurse = () => signIn(database.pool, { role: "nurse", unitIds: [one] });
const watch = (screen: Screen, unitId: UnitId) =>
  screen.timeout(5_000).emitWithAck("unit:watch", { unitId });
const recorded = async (action: AuditAction): Promise<StoredAuditEvent[]> =>
  (await auditEventsAfter(database.pool, before, 1_000)).filter((event) => event.action === action);
const unsubscribed = async () => {
  await expect.poll(async () => (await recorded("unit:unsubscribed")).length).toBeGreaterThan(0);
  return recorded("unit:unsubscribed");
};

describe("watching a unit", () => {
  it("is answered once it is recorded who watches, and from where", async () => {
    const { userId, sessionId, cookie } = await nurse();
    const screen = await connect(cookie);
    let release = (): void => undefined;
    gate.open = new Promise<void>((resolve) => (release = resolve));

    let isAnswered = false;
    const answer = watch(screen, one).finally(() => (isAnswered = true));
    // Answered in order: whatever comes of the watch would have come before this.
    await screen.timeout(5_000).emitWithAck("session:touch", {});
    expect(isAnswered).toBe(false);
    expect(server.gateway.connections()).toBe(1);

    release();
    expect(await answer).toMatchObject({ ok: true });
    const [event] = await recorded("unit:subscribed");
    expect(event).toMatchObject({
      actor: { kind: "user", userId, sessionId },
      unitId: one,
      permission: "unit:watch",
      basis: "own-unit",
      outcome: "permitted",
      address: expect.stringMatching(/127\.0\.0\.1$/),
    });
  });

  it("is refused when it cannot be recorded, and shows nothing", async () => {
    const screen = await connect((await nurse()).cookie);
    const shown: unknown[] = [];
    screen.on("alert:changed", (event) => shown.push(event));
    gate.open = Promise.reject(new AppError("unavailable", "the trail is away"));
    gate.open.catch(() => undefined);

    expect(await watch(screen, one)).toEqual({ ok: false, error: { code: "unavailable" } });
    gate.open = undefined;
    raiseAlert();
    await expect.poll(() => server.live.alerts.openIn(one).length).toBe(1);
    await screen.timeout(5_000).emitWithAck("session:touch", {});
    expect(shown).toEqual([]);
    await resolveAlerts();
  });

  it("is refused when the right to it went while it was being recorded", async () => {
    const { userId, cookie } = await nurse();
    const screen = await connect(cookie);
    let release = (): void => undefined;
    gate.open = new Promise<void>((resolve) => (release = resolve));
    const answer = watch(screen, one);
    const changed = new Promise((resolve) => screen.once("access:changed", resolve));
    await database.pool.query("delete from user_units where user_id = $1", [userId]);
    await changed;
    release();

    expect(await answer).toEqual({ ok: false, error: { code: "forbidden" } });
    expect(await unsubscribed()).toMatchObject([{ details: { reason: "rights-changed" } }]);
  });

  it("is not begun for who left while it was being recorded", async () => {
    const screen = await connect((await nurse()).cookie);
    let release = (): void => undefined;
    gate.open = new Promise<void>((resolve) => (release = resolve));
    const answer = watch(screen, one);
    await screen.timeout(5_000).emitWithAck("unit:leave", { unitId: one });
    release();

    expect(await answer).toMatchObject({ ok: false });
    expect(await recorded("alert:shown")).toEqual([]);
  });

  it("is recorded once for as long as it lasts", async () => {
    const screen = await connect((await nurse()).cookie);
    await Promise.all([watch(screen, one), watch(screen, one)]);
    await watch(screen, one);
    expect(await recorded("unit:subscribed")).toHaveLength(1);
  });
});

describe("the end of watching", () => {
  it.each([
    ["left", async ({ screen }) => screen.emitWithAck("unit:leave", { unitId: one })],
    ["disconnected", async ({ screen }) => screen.close()],
    ["session-ended", async ({ sessionId }) => endSession(database.pool, sessionId, "signed-out")],
    [
      "rights-changed",
      async ({ userId }) =>
        database.pool.query("delete from user_units where user_id = $1", [userId]),
    ],
    ["stopped", async () => server.gateway.close()],
  ] satisfies [string, (who: Awaited<ReturnType<typeof watching>>) => Promise<unknown>][])(
    "is recorded with its span: %s",
    async (reason, end) => {
      const who = await watching();
      const [began] = await recorded("unit:subscribed");
      await end(who);

      const [ended, ...others] = await unsubscribed();
      expect(others).toEqual([]);
      expect(ended).toMatchObject({
        actor: { kind: "user", userId: who.userId, sessionId: who.sessionId },
        unitId: one,
        details: { reason, watchId: began?.details?.["watchId"] },
      });
      const { from, until } = ended?.details ?? {};
      expect(from).toBe(began?.occurredAt.toISOString());
      expect(until).toBe(ended?.occurredAt.toISOString());
    },
  );

  async function watching() {
    const person = await nurse();
    const screen = await connect(person.cookie);
    expect(await watch(screen, one)).toMatchObject({ ok: true });
    return { ...person, screen };
  }
});

it("records what was refused, with the permission it would have taken", async () => {
  const { userId, cookie } = await nurse();
  const screen = await connect(cookie);
  expect(await watch(screen, two)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await recorded("access:refused")).toMatchObject([
    { actor: { kind: "user", userId }, outcome: "refused", permission: "unit:watch", unitId: two },
  ]);
  expect(await recorded("unit:subscribed")).toEqual([]);
});

it("records which steps were caught up on", async () => {
  const screen = await connect((await nurse()).cookie);
  await screen.emitWithAck("alerts:catch-up", { unitId: one, afterSequence: 0 });
  expect(await recorded("alerts:viewed")).toMatchObject([
    { unitId: one, permission: "alert:read" },
  ]);
});

function raiseAlert(): AlertId {
  const alertId = AlertId.parse(crypto.randomUUID());
  const bed = present(server.live.snapshot(one)?.beds.find(({ occupant }) => occupant));
  server.live.alerts.submit({
    type: "raise",
    assessedAt: Date.now(),
    alert: {
      alertId,
      encounterId: anna,
      unitId: one,
      bedId: bed.bedId,
      bedLabel: "01",
      priority: "high",
      reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
      phase: "raised",
      raisedAt: new Date(),
      askedAt: new Date(),
      rung: 0,
      dueAt: new Date(Date.now() + 60_000),
    },
  });
  return alertId;
}

async function resolveAlerts(): Promise<void> {
  for (const { alertId } of server.live.alerts.openIn(one))
    server.live.alerts.submit({
      ...{ type: "advance", alertId, command: { type: "recover" }, at: new Date() },
    });
  await server.live.alerts.drain();
}

describe("an alert", () => {
  afterEach(resolveAlerts);

  it("that nobody watches is not recorded as shown", async () => {
    raiseAlert();
    await server.live.alerts.drain();
    await server.trail.drain();
    expect(await recorded("alert:shown")).toEqual([]);
  });

  it("is recorded with the number of sessions it was shown to, and who answered", async () => {
    const person = await nurse();
    const tabs = [await connect(person.cookie), await connect(person.cookie)];
    const colleague = await connect((await nurse()).cookie);
    for (const screen of [...tabs, colleague]) await watch(screen, one);
    const alertId = raiseAlert();
    await expect
      .poll(() => recorded("alert:shown"))
      .toMatchObject([
        { unitId: one, encounterId: anna, details: { alertId, step: "raised", sessions: 2 } },
      ]);

    expect(await tabs[0]!.emitWithAck("alert:answer", acknowledging(alertId))).toMatchObject({
      ok: true,
    });
    expect(await recorded("alert:acknowledged")).toMatchObject([
      {
        actor: { kind: "user", userId: person.userId },
        encounterId: anna,
        unitId: one,
        outcome: "permitted",
        details: { alertId },
      },
    ]);
  });

  it("is not acknowledged when that cannot be recorded", async () => {
    const screen = await connect((await nurse()).cookie);
    const alertId = raiseAlert();
    await server.live.alerts.drain();
    gate.open = Promise.reject(new AppError("unavailable", "the trail is away"));
    gate.open.catch(() => undefined);

    expect(await screen.emitWithAck("alert:answer", acknowledging(alertId))).toEqual({
      ok: false,
      error: { code: "unavailable" },
    });
    expect((await server.live.alerts.find(alertId))?.acknowledgedAt).toBeUndefined();
  });

  it("is recorded as failed when it was over before it was answered", async () => {
    const screen = await connect((await nurse()).cookie);
    const alertId = raiseAlert();
    await server.live.alerts.drain();
    await resolveAlerts();
    expect(await screen.emitWithAck("alert:answer", acknowledging(alertId))).toMatchObject({
      ok: false,
    });
    await expect
      .poll(async () => (await recorded("alert:acknowledged")).map(({ outcome }) => outcome))
      .toEqual(["permitted", "failed"]);
  });
});

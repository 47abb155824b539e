import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { raiseAlert } from "#db/alert-steps";
import { answeredCauses, openAlerts } from "#db/alerts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addPerson, addWard, type Ward } from "#db/testing/two-wards";
import { inTransaction } from "#db/transaction";
import type { Alert, AlertEvent } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { beginLife } from "#models/alerts/alert-lifecycle";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { AlertId, BedId, EncounterId, UnitId, type UserId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import type { AlertCommand } from "./alert-command";
import { type AlertStore, createAlertStore } from "./alert-store";
import { createAlertTimer } from "./alert-timer";

const POLICY = defaultAlertPolicy("ward");
const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

let database: TestDatabase;
let ward: Ward;
let ana: UserId;
let ben: UserId;
let store: AlertStore;
let announced: AlertEvent[];
/** What each transaction meets instead of the database. */
let outage: "away" | "answer-lost" | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  ana = await addPerson(database.pool, "nurse", ward);
  ben = await addPerson(database.pool, "nurse", ward);
});
afterAll(() => database.stop());

beforeEach(async () => {
  outage = undefined;
  await database.pool.query("delete from alert_dispositions");
  await database.pool.query("delete from alert_events");
  await database.pool.query("delete from alerts");
  await start();
});
afterEach(() => store.stop());

/** A server's part in alerts; what another had in memory is gone. */
async function start(): Promise<void> {
  announced = [];
  const { service, app } = database.pools;
  store = createAlertStore({
    pool: failing(service),
    people: failing(app),
    rulesOf: () => POLICY,
    now: () => new Date(),
    log: silentLog,
    announce: (_unitId, event) => announced.push(event),
    onDatabaseFailed: () => {},
    onGivenUp: () => {},
  });
  await store.load();
}

/** The pool, between whose transactions and us the connection may fail. */
function failing<Pool extends TestDatabase["pool"]>(pool: Pool): Pool {
  const lost = () => Object.assign(new Error("Connection terminated"), { code: "57P01" });
  return new Proxy(pool, {
    get(target, key) {
      if (key !== "connect") {
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return async () => {
        if (outage === "away") throw lost();
        const client = await target.connect();
        return new Proxy(client, {
          get(of, name) {
            const value: unknown = Reflect.get(of, name);
            if (typeof value !== "function") return value;
            if (name !== "query") return value.bind(of);
            return async (text: unknown, ...rest: unknown[]) => {
              const answer: unknown = await value.call(of, text, ...rest);
              if (text === "commit" && outage === "answer-lost") {
                outage = undefined;
                throw lost();
              }
              return answer;
            };
          },
        });
      };
    },
  });
}

let made = 0;
function anAlert(minutesAgo = 0, rest: Partial<Alert> = {}): Alert {
  const life = beginLife("medium", Date.now() - minutesAgo * MS_PER_MINUTE, POLICY);
  return {
    alertId: AlertId.parse(`a0000000-0000-4000-8000-${String((made += 1)).padStart(12, "0")}`),
    encounterId: EncounterId.parse(ward.encounter),
    unitId: UnitId.parse(ward.unit),
    bedId: BedId.parse(ward.bed),
    bedLabel: "A",
    reason: { cause: "early-warning-score", score: 5, hasRedScore: false, inputsPresent: 7 },
    ...{ priority: life.priority, phase: life.phase, rung: life.rung },
    raisedAt: new Date(life.raisedAt),
    askedAt: new Date(life.askedAt),
    dueAt: new Date(life.dueAt ?? Number.NaN),
    ...rest,
  };
}

const raise = (alert: Alert): AlertCommand => ({
  ...{ type: "raise", alert, assessedAt: alert.raisedAt.getTime() },
});
const worsen = ({ alertId }: Alert): AlertCommand => ({
  ...{ type: "advance", alertId, command: { type: "change-priority", priority: "high" } },
  at: new Date(),
  assessed: {
    reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
    assessedAt: Date.now(),
  },
});
const answer = (userId: UserId, { alertId, priority: seen }: Alert, given: AlertAnswer) =>
  store.answer({ alertId, userId, seen, answer: given });
async function stored(alert: Alert): Promise<Alert> {
  store.submit(raise(alert));
  await store.drain();
  return alert;
}
const steps = (): string[] => announced.map(({ step }) => step);
const look = () => {
  const { open, submit, isSettled } = store;
  createAlertTimer({ open, submit, isSettled, now: () => new Date() }).look();
  return store.drain();
};

describe("a server that was killed", () => {
  it("escalates at its first look what came due meanwhile, and not twice", async () => {
    const alert = anAlert(60);
    await inTransaction(database.pool, (client) => raiseAlert(client, alert, Date.now()));
    store.stop();
    await start();

    await look();
    await look();
    expect(announced).toMatchObject([
      { step: "escalated", alert: { alertId: alert.alertId, rung: 1 } },
    ]);
  });

  it("moves an alert at the very millisecond it is due, whatever the fraction of it", async () => {
    for (let millisecond = 0; millisecond < 20; millisecond += 1) {
      const dueAt = new Date(1_764_000_000_000 + millisecond);
      const alert = await stored(anAlert(0, { dueAt, raisedAt: dueAt, askedAt: dueAt }));
      const command = { type: "elapse" } as const;
      store.submit({ type: "advance", alertId: alert.alertId, command, at: dueAt });
      store.submit({
        ...{ type: "advance", alertId: alert.alertId, command: { type: "recover" }, at: dueAt },
      });
    }
    await store.drain();
    expect(steps().filter((step) => step === "escalated")).toHaveLength(20);
  });
});

describe("what somebody has found", () => {
  const answered = () => answeredCauses(database.pools.service, new Date(Date.now() - 60_000));

  it("is known after a restart, the last of each cause", async () => {
    await answer(ana, await stored(anAlert()), { type: "resolve", disposition: "artefact" });
    await answer(ben, await stored(anAlert()), { type: "resolve", disposition: "goals-of-care" });
    expect(await answered()).toMatchObject([
      {
        ...{ encounterId: ward.encounter, unitId: ward.unit, cause: "early-warning-score" },
        ...{ priority: "medium", disposition: "goals-of-care" },
      },
    ]);
  });

  it("is nothing once another alert of the cause was raised, whatever became of that", async () => {
    await answer(ana, await stored(anAlert()), { type: "resolve", disposition: "artefact" });
    expect(await answered()).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { alertId } = await stored(anAlert());
    expect(await answered()).toEqual([]);
    const command = { type: "recover" } as const;
    store.submit({ type: "advance", alertId, command, at: new Date() });
    await store.drain();
    expect(await answered()).toEqual([]);
  });

  it("is nothing of an alert that recovered, or was opened again", async () => {
    const alert = await stored(anAlert());
    await answer(ana, alert, { type: "resolve", disposition: "artefact" });
    await answer(ana, alert, { type: "reopen" });
    expect(await answered()).toEqual([]);
    const { alertId } = alert;
    const recover = { type: "recover" } as const;
    store.submit({ type: "advance", alertId, command: recover, at: new Date() });
    await store.drain();
    expect(await answered()).toEqual([]);
  });
});

describe("at the same time", () => {
  it("two acknowledge: the first has done it, and both are told so", async () => {
    const alert = await stored(anAlert());
    const [first, second] = await Promise.all([
      answer(ana, alert, { type: "acknowledge" }),
      answer(ben, alert, { type: "acknowledge" }),
    ]);
    expect(second).toEqual(first);
    expect(steps()).toEqual(["raised", "acknowledged"]);
  });

  it("two resolve: the second is told that it has ended", async () => {
    const alert = await stored(anAlert());
    const resolve = { type: "resolve", disposition: "artefact" } as const;
    const answers = await Promise.allSettled([
      answer(ana, alert, resolve),
      answer(ben, alert, resolve),
    ]);
    expect(answers).toMatchObject([{ status: "fulfilled" }, { reason: { code: "conflict" } }]);
    expect(steps()).toEqual(["raised", "resolved"]);
  });

  it("one resolves it and it gets worse: what is first counts, and the other changes nothing", async () => {
    const alert = await stored(anAlert());
    const resolving = answer(ana, alert, { type: "resolve", disposition: "other" });
    store.submit(worsen(alert));
    await Promise.all([resolving, store.drain()]);
    expect(steps()).toEqual(["raised", "resolved"]);

    const other = await stored(anAlert());
    store.submit(worsen(other));
    await store.drain();
    for (const given of [
      { type: "acknowledge" },
      { type: "take" },
      { type: "snooze", minutes: 5, reason: "procedure" },
      { type: "resolve", disposition: "other" },
    ] as const)
      await expect(answer(ana, other, given)).rejects.toMatchObject({ code: "conflict" });
    expect(steps().slice(2)).toEqual(["raised", "priority-changed"]);

    const asItIs = { ...other, priority: "high" } as const;
    await answer(ana, asItIs, { type: "resolve", disposition: "other" });
    expect([...store.open()]).toEqual([]);
  });

  it("one opens it again and another of its cause is open: that is a conflict", async () => {
    const alert = await stored(anAlert());
    await answer(ana, alert, { type: "resolve", disposition: "artefact" });
    const other = await stored(anAlert());
    await expect(answer(ana, alert, { type: "reopen" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect([...store.open()].map(({ alertId }) => alertId)).toEqual([other.alertId]);
  });
});

describe("while the database is away", () => {
  it("everything is kept, and stored and told in order once it is back", async () => {
    outage = "away";
    const alert = anAlert(60);
    store.submit(raise(alert));
    store.submit(worsen(alert));
    await store.drain();
    expect(store.isSettled()).toBe(false);
    expect(announced).toEqual([]);
    await expect(answer(ana, alert, { type: "acknowledge" })).rejects.toThrow();

    outage = undefined;
    await vi.waitFor(() => expect(store.isSettled()).toBe(true), { timeout: 10_000 });
    expect(steps()).toEqual(["raised", "priority-changed"]);
    const sequences = announced.map(({ sequence }) => sequence);
    expect([...sequences].sort((a, b) => a - b)).toEqual(sequences);
    expect(await openAlerts(database.pool)).toMatchObject([{ priority: "high", phase: "raised" }]);
  });

  it("a step that waited does not undo the time of what a person did since", async () => {
    const alert = await stored(anAlert());
    const late = worsen(alert);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { alert: acknowledged } = await answer(ana, alert, { type: "acknowledge" });
    store.submit(late);
    await store.drain();
    const [open] = store.open();
    expect(open?.askedAt.getTime()).toBeGreaterThanOrEqual(
      acknowledged.acknowledgedAt?.getTime() ?? Number.NaN,
    );
  });
});

describe("a commit whose answer is lost", () => {
  it("of a step is stored once, and told once", async () => {
    outage = "answer-lost";
    const alert = anAlert();
    store.submit(raise(alert));
    await store.drain();
    expect(announced).toEqual([]);
    await vi.waitFor(() => expect(store.isSettled()).toBe(true), { timeout: 10_000 });
    expect(steps()).toEqual(["raised"]);
  });

  it("of a person's answer is told although nothing else is written", async () => {
    const alert = await stored(anAlert());
    outage = "answer-lost";
    await expect(answer(ana, alert, { type: "take" })).rejects.toThrow();
    await vi.waitFor(() => expect(steps()).toEqual(["raised", "taken-in-hand"]), {
      timeout: 10_000,
    });
    expect(store.isSettled()).toBe(true);
  });
});

it("a move that is stored twice is told once to each unit", async () => {
  const alert = await stored(anAlert());
  const other = await addWard(database.pool, "M");
  const move: AlertCommand = {
    ...{ type: "move", alertId: alert.alertId, from: alert.unitId, at: new Date() },
    ...{ to: UnitId.parse(other.unit), bedId: BedId.parse(other.bed) },
  };
  store.submit(move);
  store.submit(move);
  await store.drain();
  expect(steps()).toEqual(["raised", "moved", "moved"]);
});

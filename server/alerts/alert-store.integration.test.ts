import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addPerson, addWard, type Ward } from "#db/testing/two-wards";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { AlertEvent } from "#models/alerts/alert";
import { AlertId, type UserId } from "#models/shared/ids";
import { type AlertStore, createAlertStore } from "./alert-store";

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
const announced: AlertEvent[] = [];
let database: TestDatabase;
let store: AlertStore;
let own: Ward;
let nurse: UserId;
let stranger: UserId;

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  nurse = await addPerson(database.pool, "nurse", own);
  stranger = await addPerson(database.pool, "nurse", await addWard(database.pool, "B"));
  store = createAlertStore({
    pool: database.pools.service,
    people: database.pools.app,
    rulesOf: () => defaultAlertPolicy("ward"),
    now: () => new Date(),
    log: silentLog,
    announce: (_unitId, event) => announced.push(event),
    onDatabaseFailed: () => {},
    onGivenUp: () => {},
  });
  await store.load();
});
afterAll(async () => {
  store.stop();
  await database.stop();
});

it("takes an acknowledgement from whom the database takes it, whatever was asked before", async () => {
  const acknowledge = (userId: UserId) =>
    store.answer({ alertId, userId, seen: "high", answer: { type: "acknowledge" } });
  const alertId = AlertId.parse(own.alert);
  await expect(acknowledge(stranger)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(announced).toEqual([]);

  const event = await acknowledge(nurse);
  expect(event).toMatchObject({ step: "acknowledged", alert: { acknowledgedBy: "Some Body" } });
  expect(await acknowledge(nurse)).toEqual(event);
  expect(announced).toEqual([event]);
});

it("says of an alert that ended long ago that it has ended, and who acknowledged it", async () => {
  await database.pool.query(
    `update alerts set phase = 'resolved', due_at = null, ended_at = now() - interval '1 hour'
      where alert_id = $1`,
    [own.alert],
  );
  const request = { alertId: AlertId.parse(own.alert), userId: nurse, seen: "high" } as const;
  expect(await store.answer({ ...request, answer: { type: "acknowledge" } })).toMatchObject({
    step: "acknowledged",
  });
  const resolve = { type: "resolve", disposition: "other" } as const;
  await expect(store.answer({ ...request, answer: resolve })).rejects.toMatchObject({
    code: "conflict",
  });
});

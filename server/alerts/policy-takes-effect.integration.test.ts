import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { actingAs } from "#db/acting";
import { makeAlertPolicy } from "#db/alert-policies";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { addPerson, addWard, type Ward } from "#db/testing/two-wards";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { BedId, EncounterId, UnitId, type UserId } from "#models/shared/ids";
import { type ChangeListener, listenForChanges } from "../realtime/change-listener";
import type { AlertCommand } from "./alert-command";
import { type AlertPolicies, createAlertPolicies } from "./alert-policies";
import { type AlertWatch, createAlertWatch } from "./alert-watch";

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
let database: TestDatabase;
let ward: Ward;
let chargeNurse: UserId;
let policies: AlertPolicies;
let listener: ChangeListener;
let watch: AlertWatch;
const submitted: AlertCommand[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  chargeNurse = await addPerson(database.pool, "charge-nurse", ward);
  policies = createAlertPolicies({ pool: database.pools.service, log: silentLog });
  await policies.reload();
  watch = createAlertWatch({
    submit: (command) => submitted.push(command),
    policyOf: policies.of,
    now: () => new Date(),
    newId: randomUUID,
  });
  const nothing = () => {};
  await new Promise<void>((done) => {
    listener = listenForChanges({
      connectionString: database.urls.serviceUrl,
      log: silentLog,
      onAccessChanged: nothing,
      onEncounterChanged: nothing,
      onAcuityChanged: nothing,
      onWallDisplayChanged: nothing,
      onEmergencyAccessChanged: nothing,
      onIncidentChanged: nothing,
      onAlertPolicyChanged: (unitId) => void policies.reload(unitId),
      onListening: done,
    });
  });
});
afterAll(async () => {
  await listener.stop();
  await database.stop();
});

const HOUSE = defaultAlertPolicy("ward");
const FROM_TWO: AlertPolicy = {
  ...HOUSE,
  earlyWarningScore: { ...HOUSE.earlyWarningScore, mediumFrom: 2 },
};

function assess(): void {
  const place = {
    encounterId: EncounterId.parse(ward.encounter),
    unitId: UnitId.parse(ward.unit),
    bedId: BedId.parse(ward.bed),
    bedLabel: "A",
  };
  const score = {
    ...{ score: 2, hasRedScore: false, inputsPresent: 7, assessedAt: Date.now() },
    ...{ oldestInputSeconds: 0, previousScore: undefined },
  };
  watch.assessed(place, { score, risk: undefined, signs: () => ({}) });
}

it("raises by a policy from the assessment after it was saved", async () => {
  assess();
  expect(submitted).toEqual([]);

  const unitId = UnitId.parse(ward.unit);
  const made = { unitId, version: 1, policy: FROM_TWO, userId: chargeNurse, at: new Date() };
  await actingAs(database.pools.app, chargeNurse, (db) => makeAlertPolicy(db, made));
  await vi.waitFor(() => expect(policies.of(unitId)).toEqual(FROM_TWO), { timeout: 10_000 });

  assess();
  expect(submitted).toMatchObject([
    { type: "raise", alert: { priority: "medium", reason: { score: 2 } } },
  ]);
});

it("keeps the newer of two policies when the older is read later", async () => {
  const unitId = UnitId.parse(ward.unit);
  const { service } = database.pools;
  const read = await service.connect();
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  let isHeld = true;
  // The first answer is on its way for as long as it is held.
  const slow = new Proxy(read, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name);
      if (name !== "query" || typeof value !== "function") return value;
      return async (...asked: unknown[]) => {
        const isFirst = isHeld;
        isHeld = false;
        const answer: unknown = await value.apply(of, asked);
        if (isFirst) await held;
        return answer;
      };
    },
  });
  const those = createAlertPolicies({ pool: slow, log: silentLog });
  const older = those.reload();
  const newest = { ...HOUSE, expiryHours: 7 };
  await actingAs(database.pools.app, chargeNurse, (db) =>
    makeAlertPolicy(db, {
      ...{ unitId, version: 2, policy: newest, userId: chargeNurse, at: new Date() },
    }),
  );
  await those.reload(unitId);
  release();
  await older;
  read.release();
  expect(those.of(unitId)).toEqual(newest);
});

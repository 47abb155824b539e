import { afterAll, beforeAll, expect, it } from "vitest";
import { admitMadeUpPatient } from "#db/testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { Alert } from "#models/alerts/alert";
import { advance } from "#models/alerts/alert-lifecycle";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { AlertId, BedId, UnitId } from "#models/shared/ids";
import { lockAlertLife, raiseAlert, saveLifeStep } from "./alert-steps";
import { alertStepTrend } from "./alerts";
import type { Queryable } from "./pool";
import { inTransaction } from "./transaction";

let database: TestDatabase;
let alert: Alert;

const ADD_BED = `
  with site as (
    insert into sites (code, name) values ('T', 'Test') returning site_id
  ), unit as (
    insert into units (site_id, code, name, kind)
    select site_id, 'U1', 'One', 'ward' from site returning unit_id
  ), bed as (
    insert into beds (unit_id, label) select unit_id, '01' from unit returning bed_id, unit_id
  )
  select bed_id, unit_id from bed
`;

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query(ADD_BED);
  alert = {
    alertId: AlertId.parse(crypto.randomUUID()),
    encounterId: (await admitMadeUpPatient(database.pool)).encounterId,
    unitId: UnitId.parse(rows[0].unit_id),
    bedId: BedId.parse(rows[0].bed_id),
    bedLabel: "01",
    priority: "medium",
    reason: { cause: "early-warning-score", score: 5, hasRedScore: false, inputsPresent: 7 },
    phase: "raised",
    raisedAt: new Date(),
    askedAt: new Date(),
    rung: 0,
    dueAt: new Date(),
  };
});
afterAll(() => database.stop());

const POLICY = defaultAlertPolicy("ward");

it("takes the same steps again, as after a commit whose answer was lost", async () => {
  const raiseAndRecover = () =>
    inTransaction(database.pool, async (client) => {
      const raised = await raiseAlert(client, alert, Date.now());
      return [raised, await recover(client)];
    });
  expect((await raiseAndRecover()).map((step) => step?.event.step)).toEqual(["raised", "resolved"]);

  expect(await raiseAndRecover()).toEqual([undefined, undefined]);
});

async function recover(client: Queryable) {
  const held = await lockAlertLife(client, alert.alertId);
  if (!held) throw new Error("the alert is gone");
  const at = new Date();
  const made = advance(held.life, { type: "recover" }, at.getTime(), POLICY);
  if (!made.ok) return undefined;
  const { life, step, details } = made;
  return saveLifeStep(client, {
    ...{ alertId: alert.alertId, unitId: held.unitId, life, step, details, at },
  });
}

it("draws the newest steps of an encounter with very many, in order", async () => {
  const { alertId, unitId, encounterId } = alert;
  const { rows } = await database.pool.query<{ sequence: number }>(
    `insert into alert_events (alert_id, unit_id, step, phase, priority, at)
     select $1, $2, 'priority-changed', 'raised', 'medium', now() from generate_series(1, 600)
     returning sequence::float8 as sequence`,
    [alertId, unitId],
  );
  const drawn = await alertStepTrend(database.pool, encounterId, new Date(0));
  const newest = rows.map(({ sequence }) => sequence).sort((a, b) => a - b);
  expect(drawn.map(({ sequence }) => sequence)).toEqual(newest.slice(-500));
});

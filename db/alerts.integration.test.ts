import { afterAll, beforeAll, expect, it } from "vitest";
import { admitMadeUpPatient } from "#db/testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { Alert } from "#models/alerts/alert";
import { AlertId, BedId, UnitId } from "#models/shared/ids";
import { raiseAlert, resolveAlert } from "./alerts";
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
    raisedAt: new Date(),
  };
});
afterAll(() => database.stop());

it("takes the same steps again, as after a commit whose answer was lost", async () => {
  const raiseAndResolve = () =>
    inTransaction(database.pool, async (client) => [
      await raiseAlert(client, alert, Date.now()),
      await resolveAlert(client, { alertId: alert.alertId, at: new Date() }),
    ]);
  expect((await raiseAndResolve()).map((step) => step?.event.step)).toEqual(["raised", "resolved"]);

  expect(await raiseAndResolve()).toEqual([undefined, undefined]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { adt } from "./testing/messages";
import { type TestHospital, openTestHospital } from "./testing/hospital";

const patient = { record: "O1", visit: "OV1", unit: "SDU", bed: "02" };
let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
  await hospital.ingest.openConversation().receive(Buffer.from(adt("A01", patient)));
});
afterAll(() => hospital.stop());

it("loses no message to a bad one in the same commit", async () => {
  const encounter = hospital.ingest.directory.findByVisit(patient.visit);
  if (!encounter) throw new Error("not admitted");
  const { recorder } = hospital.ingest;

  const outcomes = await Promise.all(
    [0, 1, 2, 3, 4].map((minute) =>
      recorder.record({
        encounter,
        sentAt: 0,
        receivedAt: 0,
        observations: [
          {
            kind: 1,
            value: 70 + minute,
            // Beyond what a timestamp of PostgreSQL can hold.
            observedAt: minute === 3 ? Date.UTC(275_000, 0) * 40 : Date.UTC(2026, 2, 1, 12, minute),
            deviceIdentifier: "DEV",
            correction: false,
          },
        ],
        withdrawals: [],
        rejections: [],
      }),
    ),
  );

  expect(outcomes.map((outcome) => (outcome === "stored" ? outcome : outcome.code))).toEqual([
    "stored",
    "stored",
    "stored",
    "not-storable",
    "stored",
  ]);
  const { rows } = await hospital.database.pool.query<{ value: number }>(
    "select value from vital_signs order by observed_at",
  );
  expect(rows.map(({ value }) => value)).toEqual([70, 71, 72, 74]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { bedsOnBoard, boardingPatients } from "#db/beds";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { AuditEvent } from "#models/audit/audit-event";
import { signIn } from "../realtime/testing-hospital";
import { enlivenDemoBeds } from "./enliven-demo-beds";
import { type BedHospital, bedHospital } from "./testing/bed-hospital";

let database: TestDatabase;
let hospital: BedHospital;
beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await bedHospital(database);
});
afterAll(() => database.stop());

it("leaves a quiet hospital alone, and gives one that a simulator fills some life, once", async () => {
  const { userId } = await signIn(database.pool, { role: "administrator", unitIds: [] });
  const noted: AuditEvent[] = [];
  const job = enlivenDemoBeds(database.pools.app, userId, {
    note: (...events) => void noted.push(...events),
  });
  const run = (minutes: number) =>
    job.run({
      pool: database.pools.service,
      now: new Date(Date.now() + minutes * 60_000),
      signal: new AbortController().signal,
    });
  for (let bed = 1; bed <= 7; bed += 1) await hospital.admit("ED", `0${bed}`, `Quiet${bed}`);
  expect(await run(0)).toBeUndefined();

  for (const bed of ["08", "09"]) await hospital.admit("ED", bed, `Busy${bed}`);
  expect(await run(0)).toEqual({ done: 6 });
  expect(await run(1)).toBeUndefined();

  const at = new Date(Date.now() + 120_000);
  expect(await boardingPatients(database.pool, at)).toHaveLength(3);
  const beds = await bedsOnBoard(database.pool, at, [hospital.unit("W")]);
  expect(beds.filter(({ blockReason }) => blockReason === "maintenance")).toHaveLength(2);
  expect(beds.filter(({ reservation }) => reservation)).toHaveLength(1);
  expect(noted).toHaveLength(6);
  expect(noted.map(({ action }) => action)).toContain("bed:acted");
});

it("cleans what waits, and gives it the time that takes", async () => {
  const { userId } = await signIn(database.pool, { role: "administrator", unitIds: [] });
  const job = enlivenDemoBeds(database.pools.app, userId, { note: () => undefined });
  const bedId = await hospital.bedId("I", "02");
  await database.pool.query(
    "update bed_statuses set cleaning = 'waiting', waiting_since = now() where bed_id = $1",
    [bedId],
  );
  const cleaningAfter = async (minutes: number) => {
    const now = new Date(Date.now() + minutes * 60_000);
    const { signal } = new AbortController();
    await job.run({ pool: database.pools.service, now, signal });
    const beds = await bedsOnBoard(database.pool, now, [hospital.unit("I")]);
    return beds.find((bed) => bed.bedId === bedId)?.cleaning;
  };
  expect(await cleaningAfter(5)).toBe("waiting");
  expect(await cleaningAfter(13)).toBe("under-way");
  expect(await cleaningAfter(20)).toBe("under-way");
  expect(await cleaningAfter(39)).toBe("none");
});

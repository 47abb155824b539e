import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { testIdentifiers } from "#db/testing/test-identifiers";
import type { BedDelta } from "#models/realtime/board";
import { createIngest, type Ingest } from "../ingest/ingest";
import { adt, heartRate, oru } from "../ingest/testing/messages";
import { seedTestHospital, silentLog } from "../realtime/testing-hospital";
import { createLive, type LiveSystem } from "./live-system";
import type { Scorer } from "./scorer";

/** What the scorer was told since it last began an encounter anew: "kind value". */
let told: string[] = [];
const scorer: Scorer = {
  admit: () => undefined,
  forecast: async () => ({ state: "none", reason: "no-model" }),
  release: () => void (told = []),
  observe(records: Float64Array) {
    for (let at = 0; at < records.length; at += 4)
      if (records[at + 1] !== 0) told.push(`${records[at + 1]} ${records[at + 3]}`);
  },
};

const patient = { record: "RV1", visit: "RVV1", unit: "U1", bed: "01" };
const deltas: BedDelta[] = [];
let database: TestDatabase;
let live: LiveSystem;
let ingest: Ingest;

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  live = createLive({
    pool: database.pools.service,
    people: database.pools.app,
    identifiers: testIdentifiers,
    scorer,
    log: silentLog,
    now: () => new Date(),
  });
  live.announceTo({
    isWatched: (unitId) => unitId === units.U1,
    bedsChanged: ({ beds }) => void deltas.push(...beds),
    alertChanged: () => undefined,
    systemChanged: () => undefined,
  });
  await live.start();
  const { pool } = database;
  const hospitalTimeZone = "Europe/London";
  ingest = createIngest({
    pool,
    identifiers: testIdentifiers,
    directory: live,
    live,
    hospitalTimeZone,
    log: silentLog,
    now: Date.now,
  });
  await receive(adt("A01", patient));
});
afterAll(async () => {
  await ingest.drain();
  await live.stop();
  await database.stop();
});
beforeEach(() => {
  deltas.length = 0;
});

const receive = (message: string) => ingest.openConversation().receive(Buffer.from(message));
const at = (minute: number) => `2026030111${minute}00+0000`;
const send = (value: string, status: string, minute: number) =>
  receive(oru(patient, [heartRate(value, status, at(minute))]));

const shown = (): number | undefined => {
  const encounter = live.findByVisit(patient.visit);
  const bed =
    encounter &&
    live.snapshot(encounter.unitId)?.beds.find(({ bedId }) => bedId === encounter.bedId);
  return bed?.signs.heartRate?.value;
};

describe("a sign on the board", () => {
  it("that was corrected is shown and scored as corrected", async () => {
    await send("172", "F", 10);
    expect(shown()).toBe(172);
    await send("72", "C", 10);
    expect(shown()).toBe(72);
    await expect.poll(() => told.includes("1 72") && !told.includes("1 172")).toBe(true);
  });

  it("is the one that is stored when two are sent for one instant", async () => {
    await send("190", "F", 10);
    expect(shown()).toBe(72);
  });

  it("that was withdrawn gives way to the one before it", async () => {
    await send("155", "F", 20);
    await send("", "W", 20);
    await expect.poll(shown).toBe(72);
    await expect.poll(() => told.includes("1 72") && !told.includes("1 155")).toBe(true);
  });

  it("that was withdrawn and has none before it is shown no longer", async () => {
    await send("", "D", 10);
    await expect.poll(shown).toBeUndefined();
    await expect
      .poll(() => deltas.some(({ signs }) => signs?.heartRate === null), { timeout: 5_000 })
      .toBe(true);
    await expect.poll(() => told).toEqual([]);
  });
});

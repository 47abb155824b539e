import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import type { AuditEvent } from "#models/audit/audit-event";
import { EncounterId, UnitId, UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { createAuditTrail } from "./audit";
import {
  auditPeople,
  auditTrailStatus,
  encountersInUnit,
  searchAuditEvents,
  viewersOfEncounter,
  type AuditFilter,
} from "./audit-search";
import type { Queryable } from "./pool";
import { seedHospital } from "./seed/seed-hospital";
import { admitMadeUpPatient } from "./testing/made-up-patient";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { inTransaction } from "./transaction";

let database: TestDatabase;
let officer: UserId;
let nurse: UserId;
let colleague: UserId;
let unit: UnitId;
let bedId: string;
let encounter: EncounterId;
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 2, 1, hour, minute));

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await seedHospital(pool, {
    sites: [{ code: "T", name: "Test" }],
    units: [{ siteCode: "T", code: "U1", name: "One", kind: "intensive", bedLabels: ["01", "02"] }],
  });
  const { rows: beds } = await pool.query<{ unitId: UnitId; bedId: string }>(
    `select unit_id as "unitId", bed_id as "bedId" from beds where label = '01'`,
  );
  unit = beds[0]!.unitId;
  bedId = beds[0]!.bedId;
  officer = await addPerson("Olivia Officer", "security-officer");
  nurse = await addPerson("Nina Nurse", "nurse");
  colleague = await addPerson("Carl Colleague", "nurse");
  encounter = await lieIn(bedId, at(10), at(14));

  const trail = createAuditTrail(pool);
  for (const event of EVENTS()) await trail.record(event);
});
afterAll(() => database.stop());

async function addPerson(name: string, role: Role): Promise<UserId> {
  const { rows } = await database.pool.query<{ userId: UserId }>(
    `insert into users (email, name, role, password_hash)
     values (lower(replace($1, ' ', '.')) || '@wardcast.test', $1, $2, 'none')
     returning user_id as "userId"`,
    [name, role],
  );
  return rows[0]!.userId;
}

async function lieIn(bed: string, from: Date, until: Date | null): Promise<EncounterId> {
  const { encounterId } = await admitMadeUpPatient(database.pool, { admittedAt: from });
  await database.pool.query(
    `insert into bed_stays (encounter_id, bed_id, during) values ($1, $2, tstzrange($3, $4))`,
    [encounterId, bed, from, until],
  );
  return encounterId;
}

const by = (userId: UserId, event: Partial<AuditEvent>): AuditEvent => ({
  occurredAt: at(11),
  action: "board:viewed",
  outcome: "permitted",
  actor: { kind: "user", userId },
  permission: "unit:watch",
  basis: "own-unit",
  ...event,
});

const WATCH = "7d1f0c52-51a3-4f0e-9d27-0c8f4d1b7a60";
const EVENTS = (): AuditEvent[] => [
  by(nurse, {
    occurredAt: at(8),
    action: "unit:subscribed",
    unitId: unit,
    details: { watchId: WATCH },
  }),
  by(colleague, { occurredAt: at(9), unitId: unit }), // before the patient came
  by(nurse, {
    action: "patient:viewed",
    encounterId: encounter,
    unitId: unit,
    address: "192.0.2.1",
  }),
  by(nurse, {
    occurredAt: at(12),
    action: "trends:viewed",
    encounterId: encounter,
    unitId: unit,
    basis: "emergency-access",
  }),
  by(colleague, {
    action: "access:refused",
    outcome: "refused",
    encounterId: encounter,
    basis: undefined,
  }),
  by(nurse, {
    occurredAt: at(13),
    action: "unit:unsubscribed",
    unitId: unit,
    details: {
      watchId: WATCH,
      from: at(8).toISOString(),
      until: at(13).toISOString(),
      reason: "left",
    },
  }),
  by(colleague, { occurredAt: at(15), unitId: unit }), // after the patient left
  by(officer, {
    occurredAt: at(16),
    action: "user:disabled",
    subjectUserId: colleague,
    permission: "user:manage",
    basis: "role",
  }),
];

const asOfficer = <T>(work: (db: Queryable) => Promise<T>) =>
  actingAs(database.pool, officer, work);
const sequences = async (filter: AuditFilter, before?: number, most = 100) =>
  (await asOfficer((db) => searchAuditEvents(db, filter, { before, most }))).map(
    ({ sequence }) => sequence,
  );

describe("a search", () => {
  it("answers page by page, the newest first", async () => {
    expect(await sequences({})).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(await sequences({}, undefined, 3)).toEqual([8, 7, 6]);
    expect(await sequences({}, 6, 3)).toEqual([5, 4, 3]);
  });

  it.each<[string, () => AuditFilter, number[]]>([
    ["time", () => ({ from: at(9), until: at(12) }), [5, 3, 2]],
    ["who did it, or to whom it was done", () => ({ userId: colleague }), [8, 7, 5, 2]],
    ["action", () => ({ actions: ["patient:viewed", "trends:viewed"] }), [4, 3]],
    ["outcome", () => ({ outcome: "refused" }), [5]],
    ["unit", () => ({ unitId: UnitId.parse(randomUUID()) }), []],
    ["encounter", () => ({ encounterId: encounter }), [5, 4, 3]],
    ["address", () => ({ address: "192.0.2.1" }), [3]],
    ["an id in the details", () => ({ mentioning: WATCH.slice(0, 8).toUpperCase() }), [6, 1]],
    ["a part of an id", () => ({ mentioning: encounter.slice(0, 13) }), [5, 4, 3]],
    ["several at once", () => ({ userId: nurse, from: at(11), encounterId: encounter }), [4, 3]],
    ["what no record has", () => ({ mentioning: "%" }), []],
  ])("finds by %s", async (_, filter, found) => {
    expect(await sequences(filter())).toEqual(found);
  });
});

it("tells where the trail stands", async () => {
  const status = await asOfficer(auditTrailStatus);
  expect(status).toMatchObject({ sequence: 8, anchoredSequence: null, anchoredAt: null });
  await createAuditTrail(database.pool).record({
    ...by(officer, { action: "audit:anchored", details: { sequence: 8 } }),
    actor: { kind: "system" },
  });
  expect(await asOfficer(auditTrailStatus)).toMatchObject({ sequence: 9, anchoredSequence: 8 });
});

it("names the people behind ids", async () => {
  const people = await asOfficer((db) => auditPeople(db, [nurse, UserId.parse(randomUUID())]));
  expect(people).toEqual([{ userId: nurse, name: "Nina Nurse", role: "nurse" }]);
});

describe("who looked at a patient", () => {
  it("is who opened it, and who watched the unit while the patient lay there", async () => {
    const viewers = await asOfficer((db) => viewersOfEncounter(db, encounter));
    expect(viewers).toEqual([
      {
        userId: nurse,
        name: "Nina Nurse",
        role: "nurse",
        way: "opened",
        times: 2,
        firstAt: at(11),
        lastAt: at(12),
        bases: ["emergency-access", "own-unit"],
        actions: ["patient:viewed", "trends:viewed"],
      },
      {
        userId: nurse,
        name: "Nina Nurse",
        role: "nurse",
        way: "unit",
        times: 1,
        firstAt: at(10), // the watch had begun before the patient came
        lastAt: at(10),
        bases: ["own-unit"],
        actions: ["unit:subscribed"],
      },
    ]);
  });

  it("counts a watch that has not ended, and not one that ended before", async () => {
    const later = await lieIn(bedId, at(17), null);
    const trail = createAuditTrail(database.pool);
    await trail.record(
      by(colleague, {
        occurredAt: at(16),
        action: "unit:subscribed",
        unitId: unit,
        details: { watchId: randomUUID() },
      }),
    );
    const viewers = await asOfficer((db) => viewersOfEncounter(db, later));
    expect(viewers.map(({ userId, way }) => [userId, way])).toEqual([[colleague, "unit"]]);
  });

  it("is nobody for a patient that nobody saw", async () => {
    expect(
      await asOfficer((db) => viewersOfEncounter(db, EncounterId.parse(randomUUID()))),
    ).toEqual([]);
  });
});

describe("finding an encounter", () => {
  it("goes by unit, bed and time, and says nothing of the person", async () => {
    const range = { from: at(13), to: at(14) };
    const found = await asOfficer((db) => encountersInUnit(db, { unitId: unit, bed: "01" }, range));
    expect(found).toEqual([{ encounterId: encounter, bed: "01", from: at(10), until: at(14) }]);
    const other = { unitId: unit, bed: "02" };
    expect(await asOfficer((db) => encountersInUnit(db, other, range))).toEqual([]);
  });
});

describe("whoever is not a reader of the trail", () => {
  const reads: ((db: Queryable) => Promise<unknown>)[] = [
    (db) => searchAuditEvents(db, {}, { most: 1 }),
    (db) => auditPeople(db),
    auditTrailStatus,
    (db) => viewersOfEncounter(db, encounter),
    (db) => encountersInUnit(db, { unitId: unit }, { from: at(0), to: at(23) }),
  ];

  it("reads nothing of it", async () => {
    for (const read of reads) {
      await expect(actingAs(database.pool, nurse, read)).rejects.toThrow("not a reader");
      await expect(read(database.pool)).rejects.toThrow("not a reader");
    }
  });

  it("asks for no verification, and sees none, as the pages' role", async () => {
    const asApp = (userId: UserId, sql: string) =>
      inTransaction(database.pool, async (client) => {
        await client.query(`set local wardcast.user_id = '${userId}'`);
        await client.query("set local role wardcast_app");
        const { rowCount } = await client.query(sql);
        return rowCount;
      });
    const ask = (userId: UserId) =>
      `insert into audit_verifications (requested_by, is_whole) values ('${userId}', false)`;
    await expect(asApp(nurse, ask(nurse))).rejects.toThrow(/row-level security/);
    await expect(asApp(officer, ask(nurse))).rejects.toThrow(/row-level security/);
    expect(await asApp(officer, `${ask(officer)} on conflict do nothing`)).toBe(1);
    expect(await asApp(officer, "select from audit_verifications")).toBe(1);
    expect(await asApp(nurse, "select from audit_verifications")).toBe(0);
    await expect(
      asApp(officer, "update audit_verifications set outcome = 'intact'"),
    ).rejects.toThrow(/permission denied/);
  });
});

import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MOST_RUNNING } from "#models/access/emergency-access";
import { EncounterId, type EmergencyAccessId } from "#models/shared/ids";
import { actingAs } from "./acting";
import {
  beginEmergencyAccess,
  endEmergencyAccess,
  findEmergencyAccessNotice,
  findRunningEmergencyAccess,
  lapsedEmergencyAccesses,
  lastEmergencyAccessEnd,
  runningEmergencyAccesses,
  seeEmergencyNotices,
  unseenEmergencyNotices,
} from "./emergency-accesses";
import { medicalNumberIndex, medicalRecordIndex } from "./encryption/blind-indexes";
import {
  bedOccupation,
  findActiveEncountersByRecord,
  findEmergencyPlace,
  findEmergencyPlaceOfBed,
} from "./emergency-places";
import {
  closedReviews,
  findReviewedAccess,
  openReviews,
  reviewEmergencyAccess,
} from "./emergency-reviews";
import type { Queryable } from "./pool";
import { endSession } from "./sessions";
import { emergencyHospital, newAccessId, type Person } from "./testing/emergency-hospital";
import type { EmergencyHospital } from "./testing/emergency-hospital";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { inTransaction } from "./transaction";
import { changeUserRights, disableUser } from "./users";

let database: TestDatabase;
let pool: pg.Pool;
let hospital: EmergencyHospital;
let nurse: Person;
let encounterId: EncounterId;
let record: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  hospital = await emergencyHospital(pool);
});
afterAll(() => database.stop());

beforeEach(async () => {
  await pool.query("delete from bed_stays");
  nurse = await hospital.person("nurse", hospital.one);
  ({ encounterId, record } = await hospital.patient(hospital.two, "01"));
});

const as = <T>({ userId }: Person, work: (db: Queryable) => Promise<T>) =>
  actingAs(pool, userId, work);

/** As the pages are connected: with their role, so that grants and row-level security hold. */
const asPages = <T>({ userId }: Person, work: (db: pg.PoolClient) => Promise<T>) =>
  inTransaction(pool, async (client) => {
    await client.query("set local role wardcast_app");
    await client.query(`set local wardcast.user_id = '${userId}'`);
    return work(client);
  });

async function begin(
  who: Person = nurse,
  { whom = encounterId, minutes = 60 as const }: { whom?: EncounterId; minutes?: 15 | 60 } = {},
): Promise<{ isBegun: boolean; emergencyAccessId: EmergencyAccessId }> {
  const emergencyAccessId = newAccessId();
  const request = { encounterId: whom, minutes, category: "called-to-help" as const };
  const access = { ...request, ...who, emergencyAccessId, reason: "Called to an arrest" };
  const isBegun = await as(who, (db) => beginEmergencyAccess(db, access, hospital.cipher));
  return { isBegun, emergencyAccessId };
}

const openTo = (who: Person) =>
  as(who, async (db) => {
    const { rows } = await db.query<{ ids: string[] }>(
      "select acting_emergency_encounter_ids() as ids",
    );
    return rows[0]?.ids;
  });

/** Its hour, two hours ago, and nobody has ended it. */
async function beganLongAgo(who: Person): Promise<EmergencyAccessId> {
  const emergencyAccessId = newAccessId();
  await pool.query(
    `insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                     bed_label, category, reason, began_at, expires_at)
     values ($1, $2, $3, $4, $5, '01', 'other', $6, now() - interval '2 hours', now() - interval '1 hour')`,
    [
      emergencyAccessId,
      who.userId,
      who.sessionId,
      encounterId,
      hospital.two,
      hospital.cipher.seal("emergency_accesses.reason", emergencyAccessId, "Of long ago"),
    ],
  );
  return emergencyAccessId;
}

describe("an access", () => {
  it("opens the one patient to the one person, until it is ended", async () => {
    const other = await hospital.person("nurse", hospital.one);
    const { isBegun, emergencyAccessId } = await begin();

    expect(isBegun).toBe(true);
    expect(await openTo(nurse)).toEqual([encounterId]);
    expect(await openTo(other)).toEqual([]);
    const found = await as(nurse, (db) =>
      findRunningEmergencyAccess(db, { ...nurse, encounterId }),
    );
    expect(found).toMatchObject({ emergencyAccessId, unitName: "Two", bedLabel: "01" });
    const lastsMs = Number(found?.expiresAt) - Number(found?.beganAt);
    expect(lastsMs).toBe(3_600_000);

    expect(await as(nurse, (db) => endEmergencyAccess(db, emergencyAccessId))).toBe(true);
    expect(await openTo(nurse)).toEqual([]);
    expect(await as(nurse, (db) => endEmergencyAccess(db, emergencyAccessId))).toBe(false);
    const endedAt = await as(nurse, (db) => lastEmergencyAccessEnd(db, encounterId));
    expect(endedAt).toBeInstanceOf(Date);
  });

  it("ends by the clock, whatever its row says", async () => {
    await beganLongAgo(nurse);
    expect(await openTo(nurse)).toEqual([]);
    expect(await as(nurse, runningEmergencyAccesses)).toEqual([]);
  });

  it("ends with the session it was asked in", async () => {
    await begin();
    await endSession(pool, nurse.sessionId, "revoked");
    expect(await openTo(nurse)).toEqual([]);
  });

  it("ends when the session has idled away, before anybody has closed its row", async () => {
    await begin();
    await pool.query(
      "update sessions set last_seen_at = now() - interval '16 minutes' where session_id = $1",
      [nurse.sessionId],
    );
    expect(await openTo(nurse)).toEqual([]);
  });

  it("ends when the account is disabled, and when its role may no longer begin one", async () => {
    const second = await hospital.person("nurse", hospital.one);
    await begin();
    await begin(second);
    await disableUser(pool, nurse.userId);
    await changeUserRights(pool, second.userId, { name: "Person", role: "scheduler", unitIds: [] });
    expect(await openTo(nurse)).toEqual([]);
    expect(await openTo(second)).toEqual([]);
  });

  it("belongs to its session, and is not found in another of the same person", async () => {
    await begin();
    const other = { sessionId: (await hospital.person("nurse")).sessionId, encounterId };
    expect(await as(nurse, (db) => findRunningEmergencyAccess(db, other))).toBeUndefined();
  });

  it("is not begun twice for one patient, nor for a patient of an own unit", async () => {
    expect((await begin()).isBegun).toBe(true);
    expect((await begin()).isBegun).toBe(false);
    const own = await hospital.patient(hospital.one, "01");
    expect((await begin(nurse, { whom: own.encounterId })).isBegun).toBe(false);
  });

  it("is not begun for who left the hospital, or was never in it", async () => {
    await pool.query("update bed_stays set during = tstzrange(lower(during), now())");
    expect((await begin()).isBegun).toBe(false);
    const nobody = EncounterId.parse("018f0000-0000-7000-8000-000000000000");
    expect((await begin(nurse, { whom: nobody })).isBegun).toBe(false);
  });

  it("is one of a few, also when more are asked for at the same time", async () => {
    const hurried = await hospital.person("nurse");
    const patients = [
      { encounterId },
      await hospital.patient(hospital.two, "02"),
      await hospital.patient(hospital.one, "01"),
      await hospital.patient(hospital.one, "02"),
    ];
    const asked = await Promise.all(
      patients.map((each) => begin(hurried, { whom: each.encounterId })),
    );
    expect(asked.filter(({ isBegun }) => isBegun)).toHaveLength(MOST_RUNNING);
    expect(await openTo(hurried)).toHaveLength(MOST_RUNNING);
  });

  it("keeps its reason sealed, to its own row", async () => {
    const { emergencyAccessId } = await begin();
    const { rows } = await pool.query<{ reason: Buffer }>(
      "select reason from emergency_accesses where emergency_access_id = $1",
      [emergencyAccessId],
    );
    const sealed = rows[0]!.reason;
    expect(sealed.toString("latin1")).not.toContain("arrest");
    const field = "emergency_accesses.reason";
    expect(hospital.cipher.open(field, emergencyAccessId, sealed)).toBe("Called to an arrest");
    expect(() => hospital.cipher.open(field, newAccessId(), sealed)).toThrow("does not open");
  });
});

describe("the database itself", () => {
  const change = (set: string, emergencyAccessId: EmergencyAccessId) =>
    pool.query(`update emergency_accesses set ${set} where emergency_access_id = $1`, [
      emergencyAccessId,
    ]);

  it.each([
    ["extended", "expires_at = expires_at + interval '1 minute'"],
    ["moved to another beginning", "began_at = began_at + interval '1 minute'"],
    ["turned to another patient", "encounter_id = gen_random_uuid()"],
    ["given to another session", "session_id = gen_random_uuid()"],
    ["ended after its time", "ended_at = expires_at + interval '1 second'"],
  ])("lets no access be %s, whoever asks", async (_what, set) => {
    const { emergencyAccessId } = await begin(nurse, { minutes: 15 });
    await expect(change(set, emergencyAccessId)).rejects.toMatchObject({ code: "23514" });
  });

  it("lets no ended access live again", async () => {
    const { emergencyAccessId } = await begin();
    await endEmergencyAccess(pool, emergencyAccessId);
    await expect(change("ended_at = null", emergencyAccessId)).rejects.toThrow("revived");
  });

  it("takes no access of more than an hour", async () => {
    await expect(
      pool.query(
        `insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                         bed_label, category, reason, expires_at)
         values ($1, $2, $3, $4, $5, '01', 'other', '\\x00', now() + interval '60 minutes 1 second')`,
        [newAccessId(), nurse.userId, nurse.sessionId, encounterId, hospital.two],
      ),
    ).rejects.toThrow("emergency_access_lasts_an_hour_at_most");
  });

  it("tells every process at the beginning and at the end, and only then", async () => {
    const told: (string | undefined)[] = [];
    const client = await pool.connect();
    client.on("notification", ({ payload }) => told.push(payload));
    await client.query("listen emergency_access_changed");

    const { emergencyAccessId } = await begin();
    await endEmergencyAccess(pool, emergencyAccessId);
    await endEmergencyAccess(pool, emergencyAccessId);
    await client.query("select 1");
    await client.query("unlisten *");
    client.release(true);

    expect(told).toEqual([emergencyAccessId, emergencyAccessId]);
  });

  it("lists what is over and not ended: by the clock, or with the session", async () => {
    const other = await hospital.person("nurse", hospital.one);
    const expired = await beganLongAgo(nurse);
    const { emergencyAccessId: signedOut } = await begin(other);
    await begin();
    await endSession(pool, other.sessionId, "signed-out");

    const lapsed = await lapsedEmergencyAccesses(pool);
    const ours = lapsed.filter(({ userId }) => [nurse.userId, other.userId].includes(userId));
    expect(ours.map(({ emergencyAccessId, isExpired }) => [emergencyAccessId, isExpired])).toEqual([
      [expired, true],
      [signedOut, false],
    ]);
  });
});

describe("row-level security", () => {
  const idsSeenBy = (who: Person) =>
    asPages(who, async (db) => {
      const { rows } = await db.query<{ id: string }>(
        "select emergency_access_id as id from emergency_accesses",
      );
      return rows.map(({ id }) => id);
    });

  const ownRow = (who: Person, over: { unit?: string; user?: string } = {}) => [
    newAccessId(),
    over.user ?? who.userId,
    who.sessionId,
    encounterId,
    over.unit ?? hospital.two,
  ];
  const INSERT = `
    insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                    bed_label, category, reason, expires_at)
    values ($1, $2, $3, $4, $5, '01', 'other', '\\x00', now() + interval '15 minutes')`;

  it("shows a person their own, reviewers all, and others none", async () => {
    const { emergencyAccessId } = await begin();
    const officer = await hospital.person("security-officer");
    const charge = await hospital.person("charge-nurse", hospital.two);
    const colleague = await hospital.person("nurse", hospital.one);

    expect(await idsSeenBy(nurse)).toEqual([emergencyAccessId]);
    expect(await idsSeenBy(officer)).toContain(emergencyAccessId);
    expect(await idsSeenBy(charge)).toEqual([]);
    expect(await idsSeenBy(colleague)).toEqual([]);
  });

  it("lets a person begin one for themselves alone, of another unit alone", async () => {
    const colleague = await hospital.person("nurse", hospital.one);
    const scheduler = await hospital.person("scheduler");
    await asPages(nurse, (db) => db.query(INSERT, ownRow(nurse)));
    for (const [who, row] of [
      [nurse, ownRow(nurse, { user: colleague.userId })],
      [nurse, ownRow(nurse, { unit: hospital.one })],
      [scheduler, ownRow(scheduler)],
    ] as const)
      await expect(asPages(who, (db) => db.query(INSERT, [...row]))).rejects.toThrow(
        "row-level security",
      );
  });

  it("lets nobody say when an access began, or rewrite why", async () => {
    const { emergencyAccessId } = await begin();
    for (const set of ["began_at = now()", "expires_at = now()", "reason = '\\x00'"])
      await expect(
        asPages(nurse, (db) =>
          db.query(`update emergency_accesses set ${set} where emergency_access_id = $1`, [
            emergencyAccessId,
          ]),
        ),
      ).rejects.toThrow("permission denied");
  });

  it("lets a person end their own and no other's", async () => {
    const { emergencyAccessId } = await begin();
    const colleague = await hospital.person("nurse", hospital.one);
    expect(await asPages(colleague, (db) => endEmergencyAccess(db, emergencyAccessId))).toBe(false);
    expect(await asPages(nurse, (db) => endEmergencyAccess(db, emergencyAccessId))).toBe(true);
  });

  it("keeps the finding from the person it is about, also by hand", async () => {
    const { emergencyAccessId } = await begin();
    await endEmergencyAccess(pool, emergencyAccessId);
    const review = (by: string) => (db: Queryable) =>
      db.query(
        `update emergency_accesses
            set reviewed_at = now(), reviewed_by = $2, finding_kind = 'justified', finding = '\\x00'
          where emergency_access_id = $1`,
        [emergencyAccessId, by],
      );
    const officer = await hospital.person("security-officer");

    const own = await asPages(nurse, review(officer.userId));
    expect(own.rowCount).toBe(0);
    // A reviewer signs with their own name.
    await expect(asPages(officer, review(nurse.userId))).rejects.toThrow();
    expect((await asPages(officer, review(officer.userId))).rowCount).toBe(1);
    expect((await asPages(officer, review(officer.userId))).rowCount).toBe(0);
  });

  it("gives the service what it announces and ends, never the words", async () => {
    const { emergencyAccessId } = await begin();
    const asService = <T>(work: (db: pg.PoolClient) => Promise<T>) =>
      inTransaction(pool, async (client) => {
        await client.query("set local role wardcast_service");
        return work(client);
      });
    for (const column of ["reason", "finding", "finding_kind"])
      await expect(
        asService((db) => db.query(`select ${column} from emergency_accesses`)),
      ).rejects.toThrow("permission denied");
    expect(await asService((db) => endEmergencyAccess(db, emergencyAccessId))).toBe(true);
  });

  it("answers the functions' questions only to those who may ask", async () => {
    const count = (who: Person, query: string) =>
      asPages(who, async (db) => (await db.query(query)).rows.length);
    const officer = await hospital.person("security-officer");
    const places = "select from emergency_places()";
    expect(await count(nurse, places)).toBe(4);
    expect(await count(officer, places)).toBe(0);
    const index = medicalRecordIndex(hospital.cipher, `${record}^TEST`).toString("hex");
    const ofRecord = `select emergency_encounters_of_record('\\x${index}', null)`;
    expect(await count(nurse, ofRecord)).toBe(1);
    expect(await count(officer, ofRecord)).toBe(0);
    await expect(count(nurse, "select lapsed_emergency_access_ids()")).rejects.toThrow(
      "permission denied",
    );
    await expect(
      count(nurse, `select session_is_live('${officer.sessionId}', '${officer.userId}')`),
    ).rejects.toThrow("permission denied");
  });
});

describe("finding a patient", () => {
  it("goes by the exact record number, with or without its authority", async () => {
    const found = { encounterId, unitId: hospital.two, unitName: "Two", bedLabel: "01" };
    for (const asked of [record, `${record}^TEST`])
      expect(
        await as(nurse, (db) => findActiveEncountersByRecord(db, hospital.cipher, asked)),
      ).toEqual([found]);
    for (const asked of [record.slice(0, -1), `${record}^OTHER`, "%", ""])
      expect(
        await as(nurse, (db) => findActiveEncountersByRecord(db, hospital.cipher, asked)),
      ).toEqual([]);
  });

  it("finds each of two hospitals' patients with the same number", async () => {
    const second = await hospital.patient(hospital.two, "02");
    await pool.query(
      `update patients set medical_number_index = $1 where medical_record_index = $2`,
      [
        medicalNumberIndex(hospital.cipher, record),
        medicalRecordIndex(hospital.cipher, `${second.record}^TEST`),
      ],
    );
    const found = await as(nurse, (db) =>
      findActiveEncountersByRecord(db, hospital.cipher, record),
    );
    expect(found.map(({ bedLabel }) => bedLabel)).toEqual(["01", "02"]);
  });

  it("goes by unit and bed, which say occupied or free and no more", async () => {
    const beds = await as(nurse, (db) => bedOccupation(db, hospital.two));
    expect(beds).toEqual([
      { bedId: expect.any(String), label: "01", isOccupied: true },
      { bedId: expect.any(String), label: "02", isOccupied: false },
    ]);
    const [occupied, free] = beds;
    const place = await as(nurse, (db) => findEmergencyPlaceOfBed(db, occupied!.bedId));
    expect(place?.encounterId).toBe(encounterId);
    expect(await as(nurse, (db) => findEmergencyPlaceOfBed(db, free!.bedId))).toBeUndefined();
    expect(await as(nurse, (db) => findEmergencyPlace(db, encounterId))).toEqual(place);
  });
});

describe("notices", () => {
  const idsOf = async (who: Person) =>
    (await asPages(who, unseenEmergencyNotices)).map(({ emergencyAccessId }) => emergencyAccessId);

  it("are for charge nurses of that unit and for reviewers, once each", async () => {
    const { emergencyAccessId } = await begin();
    const charge = await hospital.person("charge-nurse", hospital.two);
    const otherCharge = await hospital.person("charge-nurse", hospital.one);
    const ward = await hospital.person("nurse", hospital.two);
    const officer = await hospital.person("security-officer");

    expect(await idsOf(charge)).toContain(emergencyAccessId);
    expect(await idsOf(officer)).toContain(emergencyAccessId);
    for (const who of [otherCharge, ward, nurse])
      expect(await idsOf(who)).not.toContain(emergencyAccessId);

    await asPages(charge, (db) => seeEmergencyNotices(db, [emergencyAccessId]));
    await asPages(charge, (db) => seeEmergencyNotices(db, [emergencyAccessId]));
    expect(await idsOf(charge)).not.toContain(emergencyAccessId);
    expect(await idsOf(officer)).toContain(emergencyAccessId);
  });

  it("cannot be put aside for somebody else, or by who opened the patient", async () => {
    const { emergencyAccessId } = await begin();
    const charge = await hospital.person("charge-nurse", hospital.two);
    await asPages(nurse, (db) => seeEmergencyNotices(db, [emergencyAccessId]));
    await expect(
      asPages(nurse, (db) =>
        db.query("insert into emergency_access_notices_seen values ($1, $2)", [
          emergencyAccessId,
          charge.userId,
        ]),
      ),
    ).rejects.toThrow("row-level security");
    expect(await idsOf(charge)).toContain(emergencyAccessId);
  });

  it("name the place, the person and the category, not the patient or the words", async () => {
    const { emergencyAccessId } = await begin();
    const notice = await findEmergencyAccessNotice(pool, emergencyAccessId);
    expect(notice).toEqual({
      emergencyAccessId,
      userId: nurse.userId,
      openedBy: "Person of nurse",
      unitId: hospital.two,
      unitName: "Two",
      bedLabel: "01",
      category: "called-to-help",
      beganAt: expect.any(Date),
      expiresAt: expect.any(Date),
      endedAt: undefined,
    });
  });
});

describe("a review", () => {
  const finding = "The ward has confirmed the call.";
  let officer: Person;
  beforeEach(async () => {
    officer = await hospital.person("security-officer");
  });

  const review = (emergencyAccessId: EmergencyAccessId, by = officer) =>
    as(by, (db) =>
      reviewEmergencyAccess(
        db,
        { emergencyAccessId, kind: "needs-follow-up", finding, by: by.userId },
        hospital.cipher,
      ),
    );
  const open = () => as(officer, (db) => openReviews(db, hospital.cipher, 1_000));

  it("waits, with the reason, until somebody closes it with a finding", async () => {
    const { emergencyAccessId } = await begin();
    expect(await review(emergencyAccessId)).toBe(false); // it still runs
    await endEmergencyAccess(pool, emergencyAccessId);
    const waiting = (await open()).find((each) => each.emergencyAccessId === emergencyAccessId);
    expect(waiting).toMatchObject({ reason: "Called to an arrest", review: undefined });

    expect(await review(emergencyAccessId)).toBe(true);
    expect(await review(emergencyAccessId)).toBe(false);
    expect((await open()).map((each) => each.emergencyAccessId)).not.toContain(emergencyAccessId);
    const closed = await as(officer, (db) =>
      closedReviews(db, hospital.cipher, { kind: "needs-follow-up", limit: 10 }),
    );
    expect(closed[0]).toMatchObject({
      emergencyAccessId,
      review: { kind: "needs-follow-up", finding, by: "Person of security-officer" },
    });
    const justified = await as(officer, (db) =>
      closedReviews(db, hospital.cipher, { kind: "justified", limit: 10 }),
    );
    expect(justified.map((each) => each.emergencyAccessId)).not.toContain(emergencyAccessId);
  });

  it("is not one's own", async () => {
    const { emergencyAccessId } = await begin();
    await endEmergencyAccess(pool, emergencyAccessId);
    expect(await review(emergencyAccessId, nurse)).toBe(false);
  });

  it("has the oldest first, and a broken reason hides none of the others", async () => {
    const { emergencyAccessId: newer } = await begin();
    const older = await beganLongAgo(nurse);
    await pool.query(
      `update emergency_accesses set reason = set_byte(reason, 30, get_byte(reason, 30) # 1)
        where emergency_access_id = $1`,
      [older],
    );
    const waiting = await open();
    const at = (id: EmergencyAccessId) =>
      waiting.findIndex((each) => each.emergencyAccessId === id);
    expect(at(older)).toBeLessThan(at(newer));
    expect(waiting[at(older)]?.reason).toBeUndefined();
    expect(waiting[at(newer)]?.reason).toBe("Called to an arrest");
    const found = await as(officer, (db) => findReviewedAccess(db, newer, hospital.cipher));
    expect(found).toMatchObject({ encounterId, unitId: hospital.two });
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { houseSettings } from "#models/rostering/house-settings";
import type { NoticeSubject } from "#models/notices/notice";
import { LeaveId, SwapId } from "#models/rostering/own-shift-ids";
import { PersonId, RosterId } from "#models/rostering/roster-ids";
import { UnitId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { noticeTo } from "./notices";
import type { Queryable } from "./pool";
import { addRoster } from "./rosters";
import { backOutOfSwap } from "./shift-swaps";
import { saveStaff } from "./staff";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson } from "./testing/people";
import { addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let ward: Ward;
let nurse: Worker;
let colleague: Worker;
const rosterId = RosterId.parse(randomUUID());

interface Worker {
  userId: UserId;
  personId: PersonId;
}

beforeAll(async () => {
  database = await createTestDatabase();
  ward = await addWard(database.pool, "A");
  [nurse, colleague] = [await worker("Anna"), await worker("Ben")];
  await addRoster(database.pool, {
    ...{ rosterId, name: "Fortnight", startsOn: "2026-03-02", days: 14, by: null },
    ...{ timeZone: "Europe/London", unitIds: [UnitId.parse(ward.unit)], at: new Date() },
    settings: houseSettings(),
  });
  await database.pool.query("update rosters set state = 'published', published_at = now()");
});
afterAll(() => database.stop());

async function worker(name: string): Promise<Worker> {
  const { userId } = await addPerson(database.pool, "nurse");
  const personId = PersonId.parse(randomUUID());
  await saveStaff(database.pool, [
    {
      ...{ personId, userId, name, leftOn: null, grade: "registered", employment: "contract" },
      ...{ homeUnitId: UnitId.parse(ward.unit), skills: [], floatUnitIds: [], isNew: false },
      ...{ contractMinutesPerWeek: 2_250, hourlyCost: { regular: 30, overtime: 45 } },
    },
  ]);
  return { userId, personId };
}

const as = <T>({ userId }: Worker, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, userId, work);

const OFFER = `
  insert into shift_swaps
         (roster_id, giver, gives_day, gives_shift_id, gives_unit_id, offered_to, offered_at, expires_at)
  values ($1, $2, 3, 'long-day', $3, array[$4::uuid], $5, $5::timestamptz + interval '1 day')
`;
const AT = new Date("2026-02-20T09:00:00Z");
const LATER = new Date("2026-02-20T10:00:00Z");
const APPLY = `
  insert into leave_applications (person_id, kind, from_on, to_on, applied_at)
  values ($1, 'study', '2026-04-01', '2026-04-02', now())
`;
const FORBIDDEN = { code: "42501" };

describe("the database, whatever a page asks", () => {
  it("shows nobody what others were told", async () => {
    await database.pool.query(
      `insert into notices (user_id, subject, at) values ($1, '{"kind": "leave-approved"}', now())`,
      [colleague.userId],
    );
    const seen = (who: Worker) =>
      as(who, (db) => db.query("select from notices where subject ->> 'kind' = 'leave-approved'"));
    expect((await seen(colleague)).rowCount).toBe(1);
    expect((await seen(nurse)).rowCount).toBe(0);
  });

  it("lets people be told of what one did with them, as it is stored, and of nothing else", async () => {
    const third = await worker("Cleo");
    await as(nurse, (db) =>
      db.query(OFFER, [rosterId, nurse.personId, ward.unit, colleague.personId, AT]),
    );
    const { rows } = await as(nurse, (db) =>
      db.query<{ swapId: string }>(`select swap_id as "swapId" from shift_swaps`),
    );
    const swapId = SwapId.parse(rows[0]?.swapId);
    const offered = { kind: "swap-offered", swapId, on: "2026-03-05" } as const;
    const tell = (by: Worker, to: Worker, subject: NoticeSubject = offered, at = AT) =>
      as(by, (db) => noticeTo(db, [to.personId], { subject, at }));
    expect(await tell(nurse, colleague)).toBe(1);
    const published = { kind: "roster-published", rosterId, startsOn: "2026-03-02" } as const;
    const wrong: readonly Parameters<typeof tell>[] = [
      [nurse, third], // not offered to them
      [colleague, nurse], // not theirs to offer
      [nurse, colleague, offered, LATER], // it was told when it was done
      [nurse, colleague, { ...offered, on: "2026-03-06" }],
      [nurse, colleague, { ...offered, kind: "swap-withdrawn" }],
      [nurse, colleague, published],
    ];
    for (const one of wrong) await expect(tell(...one)).rejects.toMatchObject(FORBIDDEN);
    await expect(
      as(nurse, (db) =>
        db.query("select notice_to($1, $2, now())", [[colleague.personId], offered]),
      ),
    ).rejects.toMatchObject(FORBIDDEN);
    const withdrawn = { ...offered, kind: "swap-withdrawn" } as const;
    await database.pool.query("update shift_swaps set taker = $1", [colleague.personId]);
    await as(nurse, (db) => backOutOfSwap(db, swapId, { state: "withdrawn", at: LATER }));
    await expect(tell(nurse, colleague, withdrawn)).rejects.toMatchObject(FORBIDDEN);
    expect(await tell(nurse, colleague, withdrawn, LATER)).toBe(1);
    await database.pool.query("delete from shift_swaps");
  });

  it("lets people be told once that their leave is decided, or that they may place themselves", async () => {
    const { userId } = await addPerson(database.pool, "scheduler");
    await database.pool.query(
      `insert into self_rostering_windows (roster_id, opens_at, closes_at, mode, set_by, set_at)
       values ($1, $3, $4, 'balanced', $2, $3)`,
      [rosterId, userId, AT, LATER],
    );
    const { rows } = await database.pool.query<{ leaveId: string }>(
      `insert into leave_applications
              (person_id, kind, from_on, to_on, state, applied_at, decided_by, decided_at, reason)
       values ($1, 'study', '2026-05-01', '2026-05-02', 'declined', $3, $2, $3, 'Too few')
       returning leave_id as "leaveId"`,
      [nurse.personId, userId, AT],
    );
    const leaveId = LeaveId.parse(rows[0]?.leaveId);
    const subjects: readonly NoticeSubject[] = [
      { kind: "leave-declined", leaveId, fromOn: "2026-05-01", toOn: "2026-05-02" },
      { kind: "self-rostering-opened", rosterId, startsOn: "2026-03-02" },
    ];
    for (const subject of subjects) {
      const tell = (at: Date) =>
        actingAs(database.pools.app, userId, (db) =>
          noticeTo(db, [nurse.personId], { subject, at }),
        );
      expect(await tell(AT)).toBe(1);
      await expect(tell(LATER)).rejects.toMatchObject(FORBIDDEN);
    }
    await database.pool.query("delete from self_rostering_windows; delete from leave_applications");
  });

  it("lets nobody offer another's shift, or carry a swap out without its function", async () => {
    const offer = (giver: Worker, to: Worker) =>
      as(nurse, (db) => db.query(OFFER, [rosterId, giver.personId, ward.unit, to.personId, AT]));
    await expect(offer(colleague, nurse)).rejects.toMatchObject(FORBIDDEN);
    await offer(nurse, colleague);
    const finish = (who: Worker) =>
      as(who, (db) => db.query("update shift_swaps set state = 'done'"));
    await expect(finish(nurse)).rejects.toMatchObject(FORBIDDEN);
    // Whoever may take it reads it; only what is offered to one alone can be declined.
    expect((await finish(colleague)).rowCount).toBe(0);
    const { rows } = await as(colleague, (db) =>
      db.query<{ swapId: string }>(`select swap_id as "swapId" from shift_swaps`),
    );
    await expect(
      as(colleague, (db) => db.query("select accept_swap($1, false, now())", [rows[0]?.swapId])),
    ).rejects.toMatchObject(FORBIDDEN);
    await expect(
      actingAs(database.pools.service, nurse.userId, (db) =>
        db.query("select accept_swap($1, false, now())", [rows[0]?.swapId]),
      ),
    ).rejects.toMatchObject(FORBIDDEN);
  });

  it("lets nobody decide about their own leave, nor see another's", async () => {
    await as(nurse, (db) => db.query(APPLY, [nurse.personId]));
    await expect(as(nurse, (db) => db.query(APPLY, [colleague.personId]))).rejects.toMatchObject(
      FORBIDDEN,
    );
    await expect(
      as(nurse, (db) =>
        db.query(
          "update leave_applications set state = 'declined', decided_by = $1, decided_at = now(), reason = 'none'",
          [nurse.userId],
        ),
      ),
    ).rejects.toMatchObject(FORBIDDEN);
    const seen = await as(colleague, (db) => db.query("select from leave_applications"));
    expect(seen.rowCount).toBe(0);
  });

  it("gives the hash of a link to nobody", async () => {
    await expect(
      as(nurse, (db) => db.query("select secret_hash from calendar_feeds")),
    ).rejects.toMatchObject(FORBIDDEN);
    await expect(
      database.pools.service.query("select secret_hash from calendar_feeds"),
    ).rejects.toMatchObject(FORBIDDEN);
  });
});

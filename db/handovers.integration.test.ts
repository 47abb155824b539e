import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EncounterId, HandoverId, UnitId, UserId } from "#models/shared/ids";
import { EncounterId as Encounter, UnitId as Unit } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { actingAs } from "./acting";
import { alertStories, highestScores, patientBackgrounds, signRanges } from "./handover-facts";
import {
  changesIn,
  type Draft,
  giveHandover,
  receiveHandover,
  takeBackHandover,
} from "./handover-signatures";
import {
  beginHandover,
  type EntryChange,
  findHandover,
  handoverEntries,
  recentHandovers,
  writeEntry,
} from "./handovers";
import type { Queryable } from "./pool";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { testIdentifiers as cipher } from "./testing/test-identifiers";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let other: Ward;
let giver: UserId;
let receiver: UserId;
let elsewhere: UserId;
let scheduler: UserId;
let encounterId: EncounterId;
let unitId: UnitId;
let handoverId: HandoverId;
// To the minute, as periods are: what is of this minute is of the next period.
const at = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const period = { from: new Date(at.getTime() - 8 * MS_PER_HOUR), to: at };

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  giver = await addPerson(database.pool, "nurse", own);
  receiver = await addPerson(database.pool, "charge-nurse", own);
  elsewhere = await addPerson(database.pool, "charge-nurse", other);
  scheduler = await addPerson(database.pool, "scheduler", own);
  encounterId = Encounter.parse(own.encounter);
  unitId = Unit.parse(own.unit);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query("delete from handover_entries; delete from handovers");
  ({ handoverId } = await as(giver, (db) => beginHandover(db, unitId, period, { by: giver, at })));
});

const as = <T>(userId: UserId, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, userId, work);
const change = (changes: Partial<EntryChange> = {}): EntryChange => ({
  handoverId,
  encounterId,
  bedLabel: "A",
  section: "situation",
  text: "Waits for the physician.",
  version: 0,
  ...changes,
});
const write = (userId: UserId, changes?: Partial<EntryChange>) =>
  as(userId, (db) => writeEntry(db, cipher, change(changes), { by: userId, at }));
const entries = (userId: UserId) => as(userId, (db) => handoverEntries(db, cipher, handoverId));
const drafts = (): Draft[] => [
  { encounterId, bedLabel: "A", section: "situation", text: "drafted situation" },
  { encounterId, bedLabel: "A", section: "background", text: "drafted background" },
];
const give = async (userId: UserId, seen?: number) => {
  const versions = seen ?? changesIn(await entries(userId));
  return as(userId, (db) =>
    giveHandover(db, cipher, handoverId, { by: userId, at, drafts: drafts(), seen: versions }),
  );
};
const receive = (userId: UserId) =>
  as(userId, (db) => receiveHandover(db, handoverId, { by: userId, at }));

describe("a handover", () => {
  it("is one for each unit and period, whoever begins it", async () => {
    const again = await as(receiver, (db) =>
      beginHandover(db, unitId, period, { by: receiver, at }),
    );
    expect(again.handoverId).toBe(handoverId);
    expect(await as(giver, (db) => recentHandovers(db, unitId, 10))).toHaveLength(1);
  });

  it("is for nobody of another unit, and for no other role", async () => {
    for (const stranger of [elsewhere, scheduler]) {
      expect(await as(stranger, (db) => findHandover(db, unitId, period))).toBeUndefined();
      await expect(
        as(stranger, (db) =>
          beginHandover(db, unitId, { ...period, from: new Date(0) }, { by: stranger, at }),
        ),
      ).rejects.toThrow("row-level security");
      await expect(write(stranger)).rejects.toThrow("row-level security");
    }
    await write(giver);
    expect(await entries(elsewhere)).toEqual([]);
    const others = Encounter.parse(other.encounter);
    await expect(write(giver, { encounterId: others })).rejects.toThrow("row-level security");
  });

  it("is begun and written in nobody else's name", async () => {
    const inOtherName = { by: receiver, at };
    await expect(
      as(giver, (db) => beginHandover(db, unitId, { ...period, from: new Date(0) }, inOtherName)),
    ).rejects.toThrow("row-level security");
    await expect(as(giver, (db) => writeEntry(db, cipher, change(), inOtherName))).rejects.toThrow(
      "row-level security",
    );
  });
});

describe("what is written", () => {
  it("is kept sealed and read again", async () => {
    expect(await write(giver)).toBe(true);
    expect(await entries(receiver)).toMatchObject([
      { section: "situation", text: "Waits for the physician.", version: 1, isDrafted: false },
    ]);
    const { rows } = await database.pool.query<{ text: Buffer }>(
      "select text from handover_entries",
    );
    expect(rows[0]?.text.toString("latin1")).not.toContain("physician");
  });

  it("is not written over what somebody else wrote meanwhile", async () => {
    await write(giver);
    expect(await write(receiver, { text: "mine" })).toBe(false);
    expect(await write(receiver, { text: "mine", version: 1 })).toBe(true);
    expect(await write(giver, { text: "late", version: 1 })).toBe(false);
    expect(await entries(giver)).toMatchObject([{ text: "mine", version: 2 }]);
  });

  it("of two at once is written once", async () => {
    const written = await Promise.all([write(giver), write(receiver)]);
    expect(written.sort()).toEqual([false, true]);
  });

  it("gives way to the system's words, and its version never comes twice", async () => {
    await write(giver);
    expect(await write(giver, { text: null, version: 1 })).toBe(true);
    expect(await entries(giver)).toMatchObject([{ text: undefined, version: 2 }]);
    expect(await write(receiver, { text: "old", version: 0 })).toBe(false);
    expect(await write(receiver, { text: "old", version: 1 })).toBe(false);
  });

  it("that was moved to another row does not open", async () => {
    await write(giver);
    await write(giver, { section: "background", text: "Lives alone." });
    await database.pool.query(
      `update handover_entries set text = (select text from handover_entries where section = 'background')
        where section = 'situation'`,
    );
    expect(await entries(giver)).toMatchObject([
      { section: expect.any(String) },
      { section: expect.any(String) },
    ]);
    const texts = (await entries(giver)).map(({ section, text }) => [section, text]);
    expect(Object.fromEntries(texts)).toEqual({ situation: null, background: "Lives alone." });
  });
});

describe("a signature", () => {
  it("fixes what people wrote, and the system's words where nobody did", async () => {
    await write(giver);
    await give(giver);
    const fixed = Object.fromEntries(
      (await entries(receiver)).map(({ section, text, isDrafted }) => [
        section,
        { text, isDrafted },
      ]),
    );
    expect(fixed).toEqual({
      situation: { text: "Waits for the physician.", isDrafted: false },
      background: { text: "drafted background", isDrafted: true },
    });
    // Its row is there and not theirs to change any more.
    expect(await write(receiver, { version: 1 })).toBe(false);
    await expect(write(receiver, { section: "assessment" })).rejects.toThrow("row-level security");
  });

  it("is not given for what one has not read", async () => {
    await write(receiver);
    await expect(give(giver, 0)).rejects.toMatchObject({ code: "conflict" });
    expect((await as(giver, (db) => findHandover(db, unitId, period)))?.given).toBeUndefined();
    expect(await entries(giver)).toHaveLength(1);
  });

  it("takes two people", async () => {
    await expect(receive(receiver)).rejects.toMatchObject({ code: "conflict" });
    await give(giver);
    await expect(receive(giver)).rejects.toMatchObject({ code: "conflict" });
    await receive(receiver);
    await expect(receive(receiver)).rejects.toMatchObject({ code: "conflict" });
    expect(await as(receiver, (db) => findHandover(db, unitId, period))).toMatchObject({
      given: { userId: giver, name: "Some Body", at },
      received: { userId: receiver, at },
    });
  });

  it("is not given twice, in nobody else's name, nor by whoever may not", async () => {
    await give(giver);
    await expect(give(receiver)).rejects.toMatchObject({ code: "conflict" });
    await expect(receive(elsewhere)).rejects.toMatchObject({ code: "conflict" });
    await expect(
      as(receiver, (db) => receiveHandover(db, handoverId, { by: elsewhere, at })),
    ).rejects.toThrow("in one's own name");
  });

  it("is taken back by its giver alone, and only until it is received", async () => {
    await write(giver);
    await give(giver);
    const takeBack = (userId: UserId) =>
      as(userId, (db) => takeBackHandover(db, handoverId, { by: userId, at }));
    await expect(takeBack(receiver)).rejects.toMatchObject({ code: "conflict" });
    await expect(
      as(receiver, (db) => db.query("update handovers set given_by = null, given_at = null")),
    ).rejects.toThrow("in one's own name");

    await takeBack(giver);
    const texts = (await entries(giver)).map(({ section, text }) => [section, text]);
    expect(Object.fromEntries(texts)).toEqual({
      situation: "Waits for the physician.",
      background: undefined,
    });
    await give(giver);
    await receive(receiver);
    await expect(takeBack(giver)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what a handover is drafted from", () => {
  const minutesAgo = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
  const wide = { encounterId: Encounter.parse("00000000-0000-4000-8000-000000000000"), ...period };

  beforeAll(async () => {
    for (const [minutes, value] of [
      [90, 61],
      [60, 118.5],
      [30, 84],
      [1_000, 190], // before the period
    ])
      await database.pool.query(
        `insert into vital_signs (observed_at, encounter_id, kind, value) values ($1, $2, 1, $3)`,
        [minutesAgo(minutes ?? 0), encounterId, value],
      );
    for (const [minutes, score] of [
      [60, 8],
      [30, 5],
      [1_000, 12],
    ])
      await database.pool.query(
        `insert into early_warning_scores
                (assessed_at, encounter_id, score, has_red_score, inputs_present, made_at)
         values ($1, $2, $3, true, 7, $1)`,
        [minutesAgo(minutes ?? 0), encounterId, score],
      );
  });

  it("is what each sign and the score did in the period", async () => {
    const periods = [{ ...wide, encounterId }];
    const ranges = await as(giver, (db) => signRanges(db, periods));
    expect(ranges.get(encounterId)?.heartRate).toEqual({ low: 61, high: 118.5, readings: 3 });
    expect(await as(giver, (db) => highestScores(db, periods))).toEqual(
      new Map([[encounterId, { score: 8, at: minutesAgo(60) }]]),
    );
  });

  it("is nothing of another unit's patient", async () => {
    const periods = [{ ...wide, encounterId }];
    expect(await as(elsewhere, (db) => signRanges(db, periods))).toEqual(new Map());
    expect(await as(elsewhere, (db) => highestScores(db, periods))).toEqual(new Map());
    expect(await as(elsewhere, (db) => alertStories(db, [encounterId], period))).toEqual(new Map());
    expect(await as(elsewhere, (db) => patientBackgrounds(db, cipher, [encounterId]))).toEqual(
      new Map(),
    );
  });

  it("is each alert with its steps, and the record number", async () => {
    const stories = await as(giver, (db) => alertStories(db, [encounterId], period));
    expect(stories.get(encounterId)).toMatchObject([
      {
        alert: { alertId: own.alert, phase: "raised" },
        steps: [{ step: "raised", by: undefined }],
      },
    ]);
    const people = await as(giver, (db) => patientBackgrounds(db, cipher, [encounterId]));
    expect(people.get(encounterId)).toEqual({
      ...{ name: "FamilyA, Patient", medicalRecord: "RecordA", prescription: undefined },
    });
  });
});

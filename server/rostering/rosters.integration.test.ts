import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actingAs } from "#db/acting";
import { auditEventsAfter } from "#db/audit";
import { allRosters, rosterCells } from "#db/rosters";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { RosterFrame } from "#models/realtime/roster";
import { RosterId } from "#models/rostering/roster-ids";
import { present, type RunningServer, startServer } from "../realtime/testing-hospital";
import {
  cellAt,
  DAY,
  NIGHT,
  type RosterHospital,
  rosterHospital,
  type RosterScreen,
} from "./testing/roster-hospital";

let database: TestDatabase;
let hospital: RosterHospital;
let server: RunningServer;
let planner: RosterScreen;
let other: RosterScreen;

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await rosterHospital(database);
  server = await startServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.stop();
});
beforeEach(async () => {
  await database.pool.query("delete from rosters");
  planner = await hospital.person(server, "scheduler");
  other = await hospital.person(server, "scheduler");
});
afterEach(() => hospital.closeScreens());

const inA = (shiftId: typeof DAY) => ({ shiftId, unitId: hospital.unit("A") });
const person = (index: number) => present(hospital.people[index]);
const PATIENTLY = { timeout: 20_000 };

/** One cell as a command names it. */
const filled = (index: number, day: number, version: number, shiftId = DAY) => ({
  ...{ personId: person(index), day, version, assignment: inA(shiftId) },
});
const fill = (screen: RosterScreen, rosterId: RosterId, ...cells: ReturnType<typeof filled>[]) =>
  screen.done({ type: "change-cells", rosterId, cells });

describe("a draft", () => {
  it("is made with its people, the house's rules and what is to be covered", async () => {
    const rosterId = await hospital.draft(planner);
    const snapshot = await planner.watch(rosterId);
    expect(snapshot.head).toMatchObject({ state: "draft", version: 0, days: 14, timeZone: "UTC" });
    expect(snapshot.problem.people.map(({ name }) => name)).toEqual(["Ada", "Ben", "Cleo", "Dan"]);
    expect(snapshot.problem.rules.length).toBeGreaterThan(5);
    expect(snapshot.rights).toContain("roster:publish");
    await expect
      .poll(async () => (await planner.watch(rosterId)).demand.drawnAt, PATIENTLY)
      .not.toBeNull();
  });

  it("takes nobody from elsewhere, no day beyond its last, and no shift it has not", async () => {
    const rosterId = await hospital.draft(planner);
    const wrong = [
      { ...filled(0, 0, 0), personId: hospital.personOfB },
      filled(0, 14, 0),
      { ...filled(0, 0, 0), assignment: { shiftId: DAY, unitId: hospital.unit("B") } },
    ];
    for (const cell of wrong)
      expect(
        await planner.refused({ type: "change-cells", rosterId, cells: [cell] }),
      ).toMatchObject({
        reason: "unknown-cell",
      });
    const twice = [filled(0, 0, 0), filled(0, 0, 0, NIGHT)];
    expect(await planner.refused({ type: "change-cells", rosterId, cells: twice })).toMatchObject({
      reason: "unknown-cell",
    });
    expect((await planner.watch(rosterId)).cells).toEqual([]);
  });
});

describe("two planners at once", () => {
  it("do not overwrite each other: the second is told who was first and what is there", async () => {
    const rosterId = await hospital.draft(planner);
    const answers = await Promise.all([
      planner.act({ type: "change-cells", rosterId, cells: [filled(0, 3, 0), filled(1, 3, 0)] }),
      other.act({
        type: "change-cells",
        rosterId,
        cells: [filled(0, 3, 0, NIGHT), filled(2, 3, 0)],
      }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const first = answers[0]?.ok ? planner : other;
    const names = (await planner.watch(rosterId)).planners.map(({ userId, name }) => [
      userId,
      name,
    ]);
    expect(names).toEqual([[planner.userId, expect.any(String)]]);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      error: {
        code: "conflict",
        message: expect.stringContaining("Nothing of yours was stored"),
        conflict: {
          reason: "cells-changed",
          cells: [
            {
              ...{ personId: person(0), day: 3, version: 1 },
              by: expect.stringMatching(/^Person/),
              assignment: inA(first === planner ? DAY : NIGHT),
            },
          ],
        },
      },
    });
    const stored = await rosterCells(database.pool, rosterId);
    expect(stored.map(({ personId }) => personId)).toEqual([
      ...[person(0), person(first === planner ? 1 : 2)],
    ]);
  });

  it("see no roster that is older than the news before it, and miss nothing after it", async () => {
    const rosterId = await hospital.draft(planner);
    await planner.watch(rosterId);
    await other.watch(rosterId);
    const heard: { isWhole: boolean; version: number; headVersion: number }[] = [];
    other.screen.on("roster:changed", ({ version, head }) =>
      heard.push({ isWhole: false, version, headVersion: head?.version ?? version }),
    );
    const watching = async () => {
      const { head, cells } = await other.watch(rosterId);
      heard.push({ isWhole: true, version: head.version, headVersion: head.version });
      // Each change filled one square: the whole is of one instant.
      expect(cells.filter(({ assignment }) => assignment)).toHaveLength(head.version);
    };
    const watches: Promise<void>[] = [];
    for (let day = 0; day < 4; day += 1) {
      watches.push(watching());
      await fill(planner, rosterId, filled(day, day, 0));
    }
    await Promise.all([...watches, watching()]);
    expect(heard.at(-1)).toMatchObject({ version: 4 });
    let newest = 0;
    for (const each of heard) {
      expect(each.headVersion).toBe(each.version);
      if (each.isWhole) expect(each.version).toBeGreaterThanOrEqual(newest);
      // News that is older than the whole says nothing new; newer, it follows on.
      else expect(each.version).toBeLessThanOrEqual(newest + 1);
      newest = Math.max(newest, each.version);
    }
  });

  it("hear at once what the other did, in order, and who else is there", async () => {
    const rosterId = await hospital.draft(planner);
    const frames: RosterFrame[] = [];
    // Of what it has already, a screen takes no notice.
    other.screen.on("roster:changed", (frame) => frame.version > 0 && frames.push(frame));
    await planner.watch(rosterId);
    const { planners } = await other.watch(rosterId);
    expect(planners.map(({ userId }) => userId).sort()).toEqual(
      [planner.userId, other.userId].sort(),
    );
    await fill(planner, rosterId, filled(0, 1, 0));
    await fill(planner, rosterId, filled(0, 1, 1, NIGHT), filled(1, 1, 0));
    await expect.poll(() => frames.map(({ version }) => version), PATIENTLY).toEqual([1, 2]);
    expect(frames[1]).toMatchObject({
      ...{ rosterId, after: 1, kind: "edit", by: { userId: planner.userId } },
      cells: [
        { personId: person(0), day: 1, version: 2, assignment: inA(NIGHT) },
        { personId: person(1), day: 1, version: 1 },
      ],
    });
    const left: number[] = [];
    other.screen.on("roster:planners-changed", ({ planners: now }) => left.push(now.length));
    planner.screen.close();
    await expect.poll(() => left.at(-1), PATIENTLY).toBe(1);
  });
});

it("tells the first change after a start of the server, and those of another process", async () => {
  const rosterId = await hospital.draft(planner);
  const restarted = await startServer(database);
  const watcher = await hospital.person(restarted, "scheduler");
  const doer = await hospital.person(restarted, "scheduler");
  const versions: number[] = [];
  watcher.screen.on("roster:changed", ({ version }) => versions.push(version));
  await watcher.watch(rosterId);
  await fill(doer, rosterId, filled(0, 1, 0));
  await expect.poll(() => versions, PATIENTLY).toEqual([1]);
  await fill(planner, rosterId, filled(0, 2, 0));
  await expect.poll(() => versions, PATIENTLY).toEqual([1, 2]);
  watcher.screen.close();
  doer.screen.close();
  await restarted.stop();
});

describe("undo and redo", () => {
  it("go back and forth through one's own changes, from another screen too", async () => {
    const rosterId = await hospital.draft(planner);
    await fill(planner, rosterId, filled(0, 0, 0));
    await fill(planner, rosterId, filled(0, 0, 1, NIGHT));
    await fill(other, rosterId, filled(3, 9, 0));
    const undone = await planner.done({ type: "undo", rosterId });
    expect(undone.cells).toMatchObject([{ assignment: inA(DAY), version: 3 }]);
    expect(undone.undo).toEqual({ undo: "edit", redo: "edit" });
    await planner.done({ type: "undo", rosterId });
    expect((await planner.refused({ type: "undo", rosterId })).reason).toBe("nothing-to-undo");
    await planner.done({ type: "redo", rosterId });
    const redone = await planner.done({ type: "redo", rosterId });
    expect(redone.cells).toMatchObject([{ assignment: inA(NIGHT) }]);
    expect(redone.undo).toEqual({ undo: "edit", redo: null });
    expect((await planner.refused({ type: "redo", rosterId })).reason).toBe("nothing-to-redo");
    expect(cellAt(await planner.watch(rosterId), person(3), 9)?.assignment).toEqual(inA(DAY));
  });

  it("take nothing back that somebody has changed since", async () => {
    const rosterId = await hospital.draft(planner);
    await fill(planner, rosterId, filled(0, 0, 0));
    await fill(other, rosterId, filled(0, 0, 1, NIGHT));
    expect(await planner.refused({ type: "undo", rosterId })).toMatchObject({
      reason: "cells-changed",
      cells: [{ personId: person(0), day: 0, assignment: inA(NIGHT) }],
    });
  });
});

it("pins a cell, and keeps and restores what a version was", async () => {
  const rosterId = await hospital.draft(planner);
  await fill(planner, rosterId, filled(0, 0, 0), filled(1, 0, 0));
  const seen = [{ personId: person(0), day: 0, version: 1 }];
  await planner.done({ type: "pin-cells", rosterId, cells: seen, isPinned: true });
  expect((await planner.watch(rosterId)).problem.pins).toEqual([
    { personId: person(0), day: 0, assignment: inA(DAY) },
  ]);
  await planner.done({ type: "keep-version", rosterId, version: 2, name: "Before the change" });
  await fill(planner, rosterId, filled(1, 0, 1, NIGHT), filled(2, 5, 0));
  const compared = await planner.screen
    .timeout(20_000)
    .emitWithAck("roster:compare", { rosterId, from: 2 });
  expect(compared).toMatchObject({
    value: {
      ...{ from: 2, to: 3 },
      cells: [
        { personId: person(1), day: 0, from: inA(DAY), to: inA(NIGHT) },
        { personId: person(2), day: 5, from: null, to: inA(DAY) },
      ],
    },
  });
  await planner.done({ type: "restore", rosterId, version: 3, restored: 2 });
  const restored = await planner.watch(rosterId);
  expect(cellAt(restored, person(1), 0)).toMatchObject({ assignment: inA(DAY) });
  expect(cellAt(restored, person(2), 5)).toMatchObject({ assignment: null });
  const history = await planner.screen.timeout(20_000).emitWithAck("roster:history", { rosterId });
  expect(history).toMatchObject({
    value: [
      { version: 4, kind: "restore", note: "version 2", cellCount: 2 },
      { version: 3, kind: "edit" },
      { version: 2, kind: "pin", keptAs: "Before the change" },
      { version: 1, kind: "edit" },
      { version: 0, kind: "made" },
    ],
  });
});

it("is discarded with its history, and everybody who has it open is told", async () => {
  const rosterId = await hospital.draft(planner);
  await fill(planner, rosterId, filled(0, 0, 0));
  await other.watch(rosterId);
  const gone: RosterId[] = [];
  other.screen.on("roster:discarded", (news) => gone.push(news.rosterId));
  await planner.done({ type: "discard", rosterId, version: 1 });
  await expect.poll(() => gone, PATIENTLY).toEqual([rosterId]);
  await expect(planner.watch(rosterId)).rejects.toThrow("not-found");
});

describe("publishing", () => {
  /** A night and a day without rest between: against a hard rule. */
  const illegal = () => [filled(0, 2, 0, NIGHT), filled(0, 3, 0, DAY)];

  it("needs the hard rules to hold, or somebody to answer for it", async () => {
    const rosterId = await hospital.draft(planner);
    await fill(planner, rosterId, ...illegal());
    const refused = await planner.refused({ type: "publish", rosterId, version: 1 });
    expect(refused.reason).toBe("rules-broken");
    expect(refused.broken.join("\n")).toContain("Ada");
    const reason = "Nobody else can be had that night.";
    await planner.done({ type: "publish", rosterId, version: 1, override: { reason } });
    const { rows } = await database.pool.query(
      "select note from roster_changes where roster_id = $1 and kind = 'publish'",
      [rosterId],
    );
    expect(rows).toEqual([{ note: reason }]);
    await server.trail.drain();
    const trail = await auditEventsAfter(database.pool, 0, 1_000);
    const published = trail.filter(
      ({ details }) => details?.command === "publish" && details.rosterId === rosterId,
    );
    expect(published.map(({ details }) => details?.brokenRules)).toContainEqual(expect.any(Number));
    expect(JSON.stringify(published)).not.toContain(reason);
  });

  it("happens once, is locked, and is reopened with a reason", async () => {
    const rosterId = await hospital.draft(planner);
    await planner.done({ type: "publish", rosterId, version: 0 });
    expect((await planner.refused({ type: "publish", rosterId, version: 1 })).reason).toBe(
      "not-a-draft",
    );
    expect((await planner.refused({ type: "lock", rosterId, version: 0 })).reason).toBe(
      "roster-changed",
    );
    await planner.done({ type: "lock", rosterId, version: 1 });
    const cells = [filled(0, 0, 0)];
    expect((await planner.refused({ type: "change-cells", rosterId, cells })).reason).toBe(
      "locked",
    );
    expect((await planner.refused({ type: "discard", rosterId, version: 2 })).reason).toBe(
      "not-a-draft",
    );
    const reason = "The night of the 2nd was swapped.";
    await planner.done({ type: "reopen", rosterId, version: 2, reason });
    await fill(planner, rosterId, filled(0, 0, 0));
  });

  it("gives a unit one published roster on a day", async () => {
    const first = await hospital.draft(planner);
    const second = await hospital.draft(planner, "2026-12-07");
    await planner.done({ type: "publish", rosterId: first, version: 0 });
    expect((await planner.refused({ type: "publish", rosterId: second, version: 0 })).reason).toBe(
      "published-elsewhere",
    );
  });
});

describe("who may do what", () => {
  it.each([
    ["nurse", ["A"]],
    ["charge-nurse", ["A"]],
    ["administrator", []],
    ["security-officer", []],
    ["system-admin", []],
  ] as const)("a %s changes no roster, and it is recorded", async (role, units) => {
    const rosterId = await hospital.draft(planner);
    const visitor = await hospital.person(server, role, ...units);
    const cells = [filled(0, 0, 0)];
    for (const command of [
      { type: "change-cells", rosterId, cells },
      { type: "publish", rosterId, version: 0 },
      { type: "discard", rosterId, version: 0 },
    ] as const)
      expect(await visitor.act(command)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const solve = { rosterId, seconds: 1, seed: 1, keepsPast: false };
    expect(await visitor.screen.timeout(20_000).emitWithAck("roster:solve", solve)).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
    await server.trail.drain();
    const refusals = (await auditEventsAfter(database.pool, 0, 10_000)).filter(
      ({ action, actor }) =>
        action === "access:refused" && actor.kind === "user" && actor.userId === visitor.userId,
    );
    expect(refusals.length).toBeGreaterThanOrEqual(4);
    expect(await rosterCells(database.pool, rosterId)).toEqual([]);
  });

  it("a charge nurse opens the rosters of her units, and of no others", async () => {
    const rosterId = await hospital.draft(planner);
    const own = await hospital.person(server, "charge-nurse", "A");
    expect((await own.watch(rosterId)).problem.people).toHaveLength(4);
    const elsewhere = await hospital.person(server, "charge-nurse", "B");
    await expect(elsewhere.watch(rosterId)).rejects.toThrow("forbidden");
    const nurse = await hospital.person(server, "nurse", "A");
    await expect(nurse.watch(rosterId)).rejects.toThrow("forbidden");
  });

  it("stops telling whoever has lost the unit", async () => {
    const rosterId = await hospital.draft(planner);
    const charge = await hospital.person(server, "charge-nurse", "A");
    const frames: RosterFrame[] = [];
    charge.screen.on("roster:changed", (frame) => frames.push(frame));
    await charge.watch(rosterId);
    await planner.watch(rosterId);
    const present: number[] = [];
    planner.screen.on("roster:planners-changed", ({ planners }) => present.push(planners.length));
    await database.pool.query("delete from user_units where user_id = $1", [charge.userId]);
    await expect.poll(() => present.at(-1), PATIENTLY).toBe(1);
    await fill(planner, rosterId, filled(0, 0, 0));
    await expect.poll(async () => (await planner.watch(rosterId)).head.version).toBe(1);
    expect(frames).toEqual([]);
  });

  it("shows a nurse what is published of the own units and the own shifts, and no draft", async () => {
    const rosterId = await hospital.draft(planner);
    await fill(planner, rosterId, filled(0, 0, 0), filled(1, 1, 0));
    const [own, elsewhere] = [
      await hospital.person(server, "nurse", "A"),
      await hospital.person(server, "nurse", "B"),
    ];
    await database.pool.query("update staff set user_id = $1 where person_id = $2", [
      ...[elsewhere.userId, person(1)],
    ]);
    const seenBy = (screen: RosterScreen) =>
      actingAs(database.pools.app, screen.userId, async (db) => ({
        rosters: (await allRosters(db)).length,
        cells: (await rosterCells(db, rosterId)).map(({ personId }) => personId),
        pay: (await db.query("select regular_hourly_cost from staff")).rows.length,
      }));
    expect(await seenBy(own)).toEqual({ rosters: 0, cells: [], pay: 0 });
    const told: (RosterId | null)[] = [];
    elsewhere.screen.on("my-shifts:changed", (news) => told.push(news.rosterId));
    await planner.done({ type: "publish", rosterId, version: 1 });
    expect(await seenBy(own)).toEqual({ rosters: 1, cells: [person(0), person(1)], pay: 0 });
    await expect.poll(() => told, PATIENTLY).toEqual([rosterId]);
    expect((await seenBy(elsewhere)).pay).toBe(1);
    await database.pool.query("update staff set user_id = null");
  });

  it.each([
    ["nothing", undefined],
    ["no type", { rosterId: "x" }],
    ["a roster that is no id", { type: "undo", rosterId: "'; drop table rosters" }],
    ["too many cells", { type: "change-cells", rosterId: id(1), cells: many(400) }],
    ["a field too many", { type: "undo", rosterId: id(1), force: true }],
    ["a negative day", { type: "change-cells", rosterId: id(1), cells: [cell({ day: -1 })] }],
    [
      "an override of two words",
      { type: "publish", rosterId: id(1), version: 0, override: { reason: "go on" } },
    ],
  ])("refuses %s as no command", async (_what, command) => {
    const raw: { emitWithAck(event: string, command: unknown): Promise<unknown> } =
      planner.screen.timeout(20_000);
    expect(await raw.emitWithAck("roster:act", command)).toEqual({
      ...{ ok: false, error: { code: "invalid-input" } },
    });
  });

  it("answers that there is no such roster", async () => {
    const nowhere = await planner.act({ type: "undo", rosterId: RosterId.parse(id(1)) });
    expect(nowhere).toMatchObject({ ok: false, error: { code: "not-found" } });
  });
});

function id(digit: number): string {
  return `00000000-0000-4000-8000-00000000000${digit}`;
}
function cell(more: object): object {
  return { personId: id(1), day: 0, version: 0, assignment: null, ...more };
}
function many(count: number): object[] {
  return Array.from({ length: count }, (_, day) => cell({ day }));
}

import { beforeEach, expect, it } from "vitest";
import type { RosterActAnswer, RosterCommand } from "#models/realtime/roster";
import { err, ok } from "#models/shared/result";
import { cellAt } from "./planned-rows";
import { createPlannerStore, type PlannerStore } from "./planner-store";
import { createPlannerWork, type PlannerWork } from "./planner-work";
import { aCell, aFrame, aPerson, aSnapshot, on, personId, ROSTER_ID } from "./testing/a-roster";

/** A server of one roster: it answers when it is told to. */
let store: PlannerStore;
let work: PlannerWork;
let asked: { command: RosterCommand; answer: (answer: RosterActAnswer) => void }[];
let complaints: string[];
let isLive: boolean;

const first = { personId: personId(1), day: 0 };
const second = { personId: personId(2), day: 3 };
const shown = (square: typeof first) => cellAt(store.view().state.rows, square);
const settled = () => new Promise((done) => setTimeout(done, 0));

beforeEach(() => {
  store = createPlannerStore(aSnapshot([aPerson(1), aPerson(2)], 14));
  asked = [];
  complaints = [];
  isLive = true;
  work = createPlannerWork({
    store,
    act: (command) => new Promise((answer) => asked.push({ command, answer })),
    isLive: () => isLive,
    complain: (message) => complaints.push(message),
  });
});

const done = (version: number, cells = [aCell(1, 0, on("night"), version)]): RosterActAnswer =>
  ok({ rosterId: ROSTER_ID, version, cells, undo: { undo: "edit", redo: null } });

const beaten = (): RosterActAnswer =>
  err({
    code: "conflict",
    conflict: {
      ...{ reason: "cells-changed", says: "Another planner was first.", broken: [], version: 6 },
      cells: [{ ...aCell(1, 0, on("long-day"), 7), by: "Another planner", at: 0 }],
    },
  });

it("shows a change at once, and names the version that the planner saw", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  expect(shown(first)).toMatchObject({ assignment: on("night"), stored: null, isWaiting: true });
  expect(asked.map(({ command }) => command)).toEqual([
    {
      ...{ type: "change-cells", rosterId: ROSTER_ID },
      cells: [{ ...first, version: 0, assignment: on("night") }],
    },
  ]);
  asked[0]?.answer(done(6));
  await settled();
  expect(shown(first)).toMatchObject({ stored: on("night"), version: 6, isWaiting: false });
  expect(store.view().state.undo.undo).toBe("edit");
});

it("sends one change after the other, each on what the one before it left", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  work.set([{ ...first, assignment: null }]);
  expect(asked).toHaveLength(1);
  asked[0]?.answer(done(6));
  await settled();
  expect(asked[1]?.command).toMatchObject({ cells: [{ ...first, version: 6, assignment: null }] });
  expect(shown(first).assignment).toBeNull();
});

it("overwrites nothing when somebody was first: theirs is shown, with what one wanted", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  work.set([{ ...second, assignment: on("night") }]);
  asked[0]?.answer(beaten());
  await settled();
  expect(shown(first)).toMatchObject({
    assignment: on("long-day"),
    conflict: { wanted: on("night"), by: "Another planner" },
  });
  expect(complaints).toEqual(["Another planner was first."]);
  expect(shown(second)).toMatchObject({ assignment: on("night"), isWaiting: true });
});

it("drops later changes that rest on a refused one, too", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  work.set([{ ...first, assignment: null }]);
  asked[0]?.answer(beaten());
  await settled();
  expect(asked).toHaveLength(1);
  expect(shown(first)).toMatchObject({ assignment: on("long-day"), conflict: { wanted: null } });
});

it("sets one's own after all on the version that is there now", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  asked[0]?.answer(beaten());
  await settled();
  work.insist([first]);
  expect(asked[1]?.command).toMatchObject({ cells: [{ version: 7, assignment: on("night") }] });
  expect(shown(first).conflict).toBeUndefined();
});

it("lets others' news pass beneath a change that is on its way, which is then refused", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  store.dispatch({ type: "frame", frame: aFrame(6, [aCell(1, 0, on("long-day"), 7)]) });
  expect(shown(first)).toMatchObject({ assignment: on("night"), stored: on("long-day") });
  asked[0]?.answer(beaten());
  await settled();
  expect(shown(first).assignment).toEqual(on("long-day"));
});

it("holds a code back while it may grow, and sends it as one change", async () => {
  work.set([{ ...first, assignment: on("long-day") }], { isHeld: true, isLonger: false });
  expect(asked).toHaveLength(0);
  work.set([{ ...first, assignment: on("night") }], { isHeld: false, isLonger: true });
  expect(asked.map(({ command }) => command)).toMatchObject([
    { cells: [{ assignment: on("night") }] },
  ]);
});

it("does nothing without a connection, and says so", () => {
  isLive = false;
  work.set([{ ...first, assignment: on("night") }]);
  expect(shown(first).assignment).toBeNull();
  expect(asked).toHaveLength(0);
  expect(complaints[0]).toMatch(/connection is away/);
});

it("says what may not be stored after a time away, and forgets it where it is", async () => {
  const away = (): RosterActAnswer => err({ code: "unavailable" });
  const again = (cells = [aCell(1, 0, on("night"), 6)]) =>
    store.dispatch({
      type: "snapshot",
      snapshot: aSnapshot([aPerson(1), aPerson(2)], 14, { cells }),
    });
  work.set([{ ...first, assignment: on("night") }]);
  work.set([{ ...second, assignment: on("night") }]);
  again();
  expect(shown(second)).toMatchObject({ assignment: on("night"), isWaiting: true });
  asked[0]?.answer(away());
  await settled();
  expect(shown(first)).toMatchObject({ assignment: on("night"), conflict: undefined });
  asked[1]?.answer(away());
  await settled();
  expect(shown(second)).toMatchObject({
    assignment: null,
    conflict: { wanted: on("night"), by: undefined },
  });
});

it("asks for the whole again once it has missed news", () => {
  store.dispatch({ type: "frame", frame: { ...aFrame(9, []), after: 8 } });
  expect(store.view().state.missedUpTo).toBeGreaterThan(0);
});

it("learns from the news after the answer that the roster is published", async () => {
  const { rosterId, ...head } = aSnapshot([], 14).head;
  const published = work.act({ type: "publish", rosterId, version: 5 });
  await settled();
  asked[0]?.answer(done(6, []));
  await published;
  const frame = { ...aFrame(6, []), kind: "publish" as const };
  store.dispatch({
    type: "frame",
    frame: { ...frame, head: { ...head, rosterId, state: "published", version: 6 } },
  });
  expect(store.view().state).toMatchObject({ version: 6, head: { state: "published" } });
});

it("undoes once everything is stored", async () => {
  work.set([{ ...first, assignment: on("night") }]);
  const undone = work.undo();
  asked[0]?.answer(done(6));
  await settled();
  expect(asked[1]?.command).toEqual({ type: "undo", rosterId: ROSTER_ID });
  asked[1]?.answer(done(7, [aCell(1, 0, null, 7)]));
  await undone;
  expect(shown(first).assignment).toBeNull();
});

it("scores what is shown, with each change", () => {
  const before = store.view().score;
  work.set([{ ...first, assignment: on("night", undefined) }]);
  const after = store.view().score;
  expect(before).toBeDefined();
  expect(after?.roster.get(personId(1))?.[0]).toEqual(on("night"));
});

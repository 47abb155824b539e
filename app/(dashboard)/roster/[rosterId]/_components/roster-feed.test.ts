import { beforeEach, expect, it } from "vitest";
import { cellAt } from "./planned-rows";
import type { PlannerStore } from "./planner-store";
import { createPlannerWork } from "./planner-work";
import { createRosterFeed, type OpenedRoster } from "./roster-feed";
import { aCell, aFrame, aPerson, aSnapshot, on, personId } from "./testing/a-roster";

const PEOPLE = [aPerson(1), aPerson(2)];
const first = { personId: personId(1), day: 0 };

let shown: OpenedRoster;
let asked: number;
let feed: ReturnType<typeof createRosterFeed>;

beforeEach(() => {
  shown = { state: "opening" };
  asked = 0;
  feed = createRosterFeed({
    opened: (store) => ({
      store,
      work: createPlannerWork({
        ...{ store, isLive: () => true, complain: () => undefined },
        act: () => new Promise(() => undefined),
      }),
    }),
    show: (opened) => (shown = opened),
    again: () => (asked += 1),
  });
});

const store = (): PlannerStore => {
  if (shown.state !== "open") throw new Error(`the roster is ${shown.state}`);
  return shown.planner.store;
};
const stored = () => cellAt(store().view().state.rows, first).stored;
/** As it was read at this version. */
const wholeOf = (version: number, cells = [aCell(1, 0, null, version)]) => {
  const snapshot = aSnapshot(PEOPLE, 7, { cells });
  return { ...snapshot, head: { ...snapshot.head, version } };
};

it("keeps news that comes before the whole, and takes what is newer of it", () => {
  feed.onFrame(aFrame(5, [aCell(1, 0, on("long-day"), 5)]));
  feed.onFrame(aFrame(6, [aCell(1, 0, on("night"), 6)]));
  feed.onSnapshot(wholeOf(5));
  expect(stored()).toEqual(on("night"));
  expect(store().view().state.version).toBe(6);
  expect(asked).toBe(0);
});

it("keeps what is newer than a whole that was read before it", () => {
  feed.onSnapshot(wholeOf(5));
  feed.onFrame(aFrame(6, [aCell(1, 0, on("night"), 6)]));
  feed.onSnapshot(wholeOf(5));
  expect(stored()).toEqual(on("night"));
  expect(store().view().state.version).toBe(6);
  expect(asked).toBe(0);
});

it("takes what a later whole says", () => {
  feed.onSnapshot(wholeOf(5));
  feed.onFrame(aFrame(6, [aCell(1, 0, on("night"), 6)]));
  feed.onSnapshot(wholeOf(8, [aCell(1, 0, on("long-day"), 8)]));
  expect(stored()).toEqual(on("long-day"));
  expect(store().view().state.version).toBe(8);
});

it("asks for the whole once for each piece of news that was missed, not with every change", () => {
  feed.onSnapshot(wholeOf(5));
  feed.onFrame(aFrame(8, [aCell(1, 0, on("night"), 8)]));
  expect(asked).toBe(1);
  feed.onFrame(aFrame(9, [aCell(2, 3, on("night"), 9)]));
  feed.onPlanners([]);
  expect(asked).toBe(1);
  feed.onSnapshot(wholeOf(9, [aCell(1, 0, on("night"), 8), aCell(2, 3, on("night"), 9)]));
  expect(store().view().state.missedUpTo).toBe(0);
  expect(asked).toBe(1);
});

it("asks once more when the whole was read before what was missed", () => {
  feed.onSnapshot(wholeOf(5));
  feed.onFrame(aFrame(8, [aCell(1, 0, on("night"), 8)]));
  feed.onSnapshot(wholeOf(6));
  expect(asked).toBe(2);
  expect(stored()).toEqual(on("night"));
});

it("comes back after a refusal, as soon as the whole comes again", () => {
  feed.onSnapshot(wholeOf(5));
  feed.onRefused("forbidden");
  expect(shown).toEqual({ state: "refused", code: "forbidden" });
  feed.onSnapshot(wholeOf(6, [aCell(1, 0, on("night"), 6)]));
  expect(stored()).toEqual(on("night"));
});

import { describe, expect, it } from "vitest";
import type { BedBoard, BedBoardFrame } from "#models/realtime/bed-board";
import { type BoardAction, type BoardState, reduceBoard, UNKNOWN_BOARD } from "./board-state";
import { aBed, aBoard, aBoarder, aUnit, bedId, occupiedBed, unitId } from "./testing/a-bed";

const after = (...actions: BoardAction[]): BoardState => actions.reduce(reduceBoard, UNKNOWN_BOARD);
const board = (rest: Partial<BedBoard> = {}): BoardAction => ({
  type: "board",
  board: aBoard(rest),
});
const frame = (rest: Partial<BedBoardFrame> = {}): BoardAction => ({
  type: "frame",
  frame: { unitId: unitId(1), sentAt: 2_000, ...rest },
});
const labels = ({ beds }: BoardState) => [...beds.values()].map(({ label }) => label);
const stateOf = ({ beds }: BoardState, number: number) => beds.get(bedId(number))?.state;

describe("the board", () => {
  it("is unknown, and not empty, until the server has told of it", () => {
    expect(UNKNOWN_BOARD.isKnown).toBe(false);
    expect(after(frame({ beds: [aBed(1)] })).isKnown).toBe(false);
    expect(after(board({ beds: [] })).isKnown).toBe(true);
  });

  it("has its beds by unit and label, numbers as numbers", () => {
    const beds = [
      aBed(3, { unitId: unitId(2), label: "1" }),
      aBed(1, { label: "10" }),
      aBed(2, { label: "9" }),
    ];
    expect(labels(after(board({ beds })))).toEqual(["9", "10", "1"]);
  });

  it("forgets what is no longer on it when it is told anew", () => {
    const state = after(board(), board({ beds: [aBed(2)], sentAt: 5_000 }));
    expect(labels(state)).toEqual(["02"]);
  });

  it("does not take back what news has told on the way", () => {
    const state = after(
      frame({
        sentAt: 2_000,
        beds: [occupiedBed(1, { version: 2 })],
        unit: aUnit(1, { name: "New" }),
      }),
      board({ sentAt: 1_000 }),
    );
    expect(stateOf(state, 1)).toBe("occupied");
    const again = after(
      board(),
      frame({ unit: aUnit(1, { name: "New" }) }),
      board({ sentAt: 1_500 }),
    );
    expect(again.units[0]?.name).toBe("New");
  });

  it("keeps newer news of who boards, of that unit alone", () => {
    const news: BoardAction = frame({ unitId: unitId(2), boarding: [] });
    const state = after(
      board({ boarding: [aBoarder(1)] }),
      news,
      board({ boarding: [aBoarder(1)] }),
    );
    expect(state.boarding).toEqual([]);
    const later = reduceBoard(state, board({ sentAt: 9_000, boarding: [aBoarder(1)] }));
    expect(later.boarding).toHaveLength(1);
  });
});

describe("a frame", () => {
  it("changes the bed it names and leaves the others as they are", () => {
    const before = after(board());
    const state = reduceBoard(before, frame({ beds: [aBed(1, { version: 2, state: "blocked" })] }));
    expect(stateOf(state, 1)).toBe("blocked");
    expect(state.beds.get(bedId(2))).toBe(before.beds.get(bedId(2)));
  });

  it("that comes late does not undo a later one", () => {
    const state = after(
      board(),
      frame({ beds: [aBed(1, { version: 3, state: "cleaning" })] }),
      frame({ beds: [aBed(1, { version: 2, state: "blocked" })] }),
    );
    expect(stateOf(state, 1)).toBe("cleaning");
  });

  it("of the same version brings what is new beside it", () => {
    const tagged = aBed(1, { tags: ["oxygen"] });
    expect(after(board(), frame({ beds: [tagged] })).beds.get(bedId(1))).toEqual(tagged);
  });

  it("adds a bed at its place and takes one away", () => {
    const state = after(
      board(),
      frame({ beds: [aBed(3, { label: "00" })], removedBedIds: [bedId(2)] }),
    );
    expect(labels(state)).toEqual(["00", "01"]);
  });

  it("replaces who boards in its unit, and keeps the longest wait first", () => {
    const elsewhere = aBoarder(5, { unitId: unitId(3) });
    const state = after(
      board({ boarding: [aBoarder(1), elsewhere] }),
      frame({ unitId: unitId(2), boarding: [aBoarder(9), aBoarder(2)] }),
    );
    expect(state.boarding.map(({ since }) => since)).toEqual([2_000, 5_000, 9_000]);
  });
});

describe("a command", () => {
  const asked: BoardAction = { type: "asked", bedIds: [bedId(1), bedId(2)] };

  it("changes nothing before it is answered, but is waited for", () => {
    const before = after(board());
    const state = reduceBoard(before, asked);
    expect(state.beds).toBe(before.beds);
    expect([...state.pending]).toEqual([bedId(1), bedId(2)]);
  });

  it("is over with its answer, which has the beds as they are now", () => {
    const taken = occupiedBed(1, { version: 2 });
    const state = after(board(), asked, { type: "answered", bedIds: [bedId(1)], beds: [taken] });
    expect(stateOf(state, 1)).toBe("occupied");
    expect([...state.pending]).toEqual([bedId(2)]);
  });
});

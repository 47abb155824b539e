import { expect, it } from "vitest";
import { blockBetween, moveTo, squaresOf } from "./grid-moves";

const size = { rows: 20, days: 28 };
const from = { row: 5, day: 10 };

it.each([
  ["ArrowLeft", false, { row: 5, day: 9 }],
  ["ArrowRight", true, { row: 5, day: 17 }],
  ["ArrowUp", false, { row: 4, day: 10 }],
  ["ArrowDown", true, { row: 19, day: 10 }],
  ["PageUp", false, { row: 0, day: 10 }],
  ["Home", false, { row: 5, day: 0 }],
  ["End", true, { row: 19, day: 27 }],
])("%s (ctrl: %s) leads there", (key, isCtrl, to) => {
  expect(moveTo(from, { key, isCtrl }, size)).toEqual(to);
});

it("never leads out of the grid", () => {
  expect(moveTo({ row: 0, day: 0 }, { key: "ArrowUp", isCtrl: false }, size)).toEqual({
    row: 0,
    day: 0,
  });
  expect(moveTo({ row: 19, day: 27 }, { key: "ArrowRight", isCtrl: true }, size)).toEqual({
    row: 19,
    day: 27,
  });
});

it("has nothing to say to other keys", () => {
  expect(moveTo(from, { key: "Enter", isCtrl: false }, size)).toBeUndefined();
});

it("spans the same block from either corner", () => {
  const block = blockBetween({ row: 3, day: 4 }, { row: 2, day: 5 });
  expect(block).toEqual(blockBetween({ row: 2, day: 5 }, { row: 3, day: 4 }));
  expect([...squaresOf(block)]).toHaveLength(4);
});

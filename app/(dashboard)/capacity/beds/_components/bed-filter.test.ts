import { describe, expect, it } from "vitest";
import { matchesBed, NO_FILTER } from "./bed-filter";
import { reduceBoard, UNKNOWN_BOARD } from "./board-state";
import { shownUnits } from "./shown-units";
import { aBed, aBoard, aUnit } from "./testing/a-bed";

describe("a filter", () => {
  const unit = aUnit(1, { code: "MICU", name: "Medical ICU" });
  const bed = aBed(4, { tags: ["oxygen", "monitor"] });

  it.each([
    ["04", true],
    ["micu 4", true],
    ["medical 04", true],
    ["sicu 04", false],
  ])("finds by %s: %s", (text, isFound) => {
    expect(matchesBed({ ...NO_FILTER, text }, bed, unit)).toBe(isFound);
  });

  it("wants every tag and any of the states", () => {
    expect(matchesBed({ ...NO_FILTER, tags: ["oxygen", "ventilator"] }, bed, unit)).toBe(false);
    expect(matchesBed({ ...NO_FILTER, states: ["blocked", "available"] }, bed, unit)).toBe(true);
  });

  it("leaves out units without a bed that matches, and keeps whole ones in their order", () => {
    const state = reduceBoard(UNKNOWN_BOARD, { type: "board", board: aBoard() });
    expect(shownUnits(state, NO_FILTER).map(({ unit: { code } }) => code)).toEqual(["U1", "U2"]);
    const found = shownUnits(state, { ...NO_FILTER, text: "02" });
    expect(found.map(({ shown, beds }) => [shown.length, beds.length])).toEqual([[1, 2]]);
  });
});

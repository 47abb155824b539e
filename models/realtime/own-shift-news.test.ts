import { expect, it } from "vitest";
import { parseOwnShiftNews } from "./own-shift-news";

const id = "018f0000-0000-4000-8000-000000000001";

it("reads what the database tells", () => {
  expect(parseOwnShiftNews(`swap ${id}`)).toEqual({ kind: "swap", swapId: id });
  expect(parseOwnShiftNews(`leave ${id}`)).toEqual({ kind: "leave", leaveId: id });
  expect(parseOwnShiftNews(`window ${id}`)).toEqual({ kind: "window", rosterId: id });
});

it.each([undefined, "", "swap", "swap nobody", `bed ${id}`])("takes nothing from %s", (payload) => {
  expect(parseOwnShiftNews(payload)).toBeUndefined();
});

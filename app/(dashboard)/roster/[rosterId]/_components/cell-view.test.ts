import { expect, it } from "vitest";
import { viewCell } from "./cell-view";
import { emptyRow } from "./planned-rows";
import { indexRoster } from "./roster-index";
import { aPerson, aSnapshot, on, OTHER, personId } from "./testing/a-roster";

const person = aPerson(1, { name: "Ana Ruiz" });
const { problem, head } = aSnapshot([person], 7);
const index = indexRoster(
  {
    ...problem,
    absences: [
      {
        ...{ personId: personId(1), fromDay: 2, toDay: 3, kind: "annual-leave" },
        creditMinutesPerDay: 450,
      },
    ],
    requests: [{ personId: personId(1), day: 1, wants: "off", weight: 10 }],
  },
  head.units,
);
const [untouched] = emptyRow(1);
if (!untouched) throw new Error("no cell");
const view = (day: number, cell: object = {}, rest: object = {}) =>
  viewCell(index, {
    ...{ person, day, cell: { ...untouched, ...cell }, breach: undefined, overlay: undefined },
    ...rest,
  });

it("says who, when and what", () => {
  expect(view(0, { assignment: on("night") }).label).toBe(
    "Ana Ruiz, Mon 30 Nov: Night in Medicine 4A",
  );
});

it("tells a night, another unit, leave and a wish that is not met, in words too", () => {
  expect(view(1, { assignment: on("night", OTHER) })).toMatchObject({
    ...{ code: "N", tone: "night", floatsTo: "5B", wish: { wants: "off", isMet: false } },
    label: expect.stringContaining("asked to be off, not met") as string,
  });
  expect(view(2)).toMatchObject({ absence: "leave", code: "" });
  expect(view(2).label).toContain("annual leave");
});

it("shows another roster laid over, and what stands there now", () => {
  const laid = view(0, { assignment: on("night") }, { overlay: { assignment: null } });
  expect(laid).toMatchObject({ code: "", instead: "N" });
  expect(laid.label).toContain("free, now Night in Medicine 4A");
});

it("says that a change was not made, before that it is on its way", () => {
  const conflict = { wanted: null, by: "Another", at: 0 };
  expect(view(0, { conflict, isWaiting: true })).toMatchObject({ state: "conflict" });
  expect(view(0, { isWaiting: true })).toMatchObject({ state: "waiting" });
});

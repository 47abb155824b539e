import { expect, it } from "vitest";
import { ShiftId } from "#models/rostering/roster-ids";
import { UnitId } from "#models/shared/ids";
import { placesByWeek } from "./places-by-week";

const unitId = UnitId.parse("018f0000-0000-4000-8000-0000000000aa");
const place = (day: number, on: string, shift: string, isMine = false) => ({
  ...{ day, on, isMine, target: 2, placed: 0, unitCode: "ICU" },
  assignment: { shiftId: ShiftId.parse(shift), unitId },
});

it("puts places under their weeks and days, and counts what is one's own", () => {
  const weeks = placesByWeek([
    place(7, "2026-12-07", "night"),
    place(5, "2026-12-05", "day"),
    place(6, "2026-12-06", "day", true),
    place(5, "2026-12-05", "night"),
  ]);
  expect(weeks.map(({ monday, mine, open }) => ({ monday, mine, open }))).toEqual([
    { monday: "2026-11-30", mine: 1, open: 2 },
    { monday: "2026-12-07", mine: 0, open: 1 },
  ]);
  expect(weeks[0]?.days.map(({ on, places }) => [on, places.length])).toEqual([
    ["2026-12-05", 2],
    ["2026-12-06", 1],
  ]);
});

import { describe, expect, it } from "vitest";
import type { RosterGap } from "#models/realtime/roster";
import { RosterId, ShiftId } from "#models/rostering/roster-ids";
import { UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { foldedGaps } from "./folded-gaps";

const TIME = timeFormat("America/New_York");
const FRIDAY = Date.parse("2026-11-27T12:00:00Z");
const ROSTER = RosterId.parse("018f0000-0000-7000-8000-000000000001");
const UNITS = ["Medicine 4A", "Cardiology R2"].map((unitName, index) => ({
  unitName,
  unitId: UnitId.parse(`018f0000-0000-7000-8000-00000000000${index + 2}`),
}));

const gap = (unit: (typeof UNITS)[number], day: number, more: Partial<RosterGap> = {}) => ({
  ...{ ...unit, rosterId: ROSTER, shiftId: ShiftId.parse("long-day"), shiftName: "Long day" },
  ...{ startsAt: FRIDAY + day * MS_PER_DAY, endsAt: FRIDAY + day * MS_PER_DAY + 12 * MS_PER_HOUR },
  ...{ skill: null, rostered: 3, minimum: 3, target: 5, severity: "below-target" as const },
  ...more,
});
const NIGHT = { shiftId: ShiftId.parse("night"), shiftName: "Night" };

describe("roster gaps on the sheet", () => {
  it("takes a line for a unit and shift, with its days and what is missing of each skill", () => {
    const charge = { skill: "charge nurse", rostered: 0, minimum: 1, target: 1 };
    const gaps = UNITS.slice(0, 1).flatMap((unit) => [
      gap(unit, 1, NIGHT),
      gap(unit, 0),
      gap(unit, 0, { ...charge, severity: "below-minimum" }),
      gap(unit, 2, { rostered: 2, severity: "below-minimum" }),
    ]);
    expect(foldedGaps(gaps, TIME).rows).toEqual([
      [
        ...["Medicine 4A", "Long day", "Fri 27 Nov, Sun 29 Nov"],
        ...["any nurse 5, charge nurse 1", "2 of 2 shifts"],
      ],
      ["Medicine 4A", "Night", "Sat 28 Nov", "any nurse 2", "0 of 1 shift"],
    ]);
  });

  it("takes no more lines for more days, and one for a unit without a roster", () => {
    const days = Array.from({ length: 3 }, (_, day) => day);
    const rostered = UNITS.flatMap((unit) =>
      days.flatMap((day) => [gap(unit, day), gap(unit, day, NIGHT)]),
    );
    expect(foldedGaps(rostered, TIME).rows).toHaveLength(4);
    const open = rostered.map((each) => ({ ...each, rosterId: null, rostered: 0 }));
    const { rows } = foldedGaps(open, TIME);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ["Cardiology R2", "none published"],
      ["Medicine 4A", "none published"],
    ]);
    expect(rows[0]?.[3]).toBe("any nurse 30");
  });

  it("has as many cells in each line as columns", () => {
    const { columns, rows } = foldedGaps(
      UNITS.map((unit) => gap(unit, 0)),
      TIME,
    );
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});

import { describe, expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { countedOfHospital, hospitalNow, newestByUnit } from "./counted-beds";

const ONE = UnitId.parse("00000000-0000-4000-8000-000000000001");
const TWO = UnitId.parse("00000000-0000-4000-8000-000000000002");
const NOON = new Date("2026-01-05T12:00:00Z");
const ONE_PM = new Date("2026-01-05T13:00:00Z");
const row = (hour: Date, unitId: UnitId, occupied: number) => ({
  ...{ hour, unitId, occupied, boarding: 1 },
});

describe("the hospital's beds", () => {
  const counted = [row(NOON, ONE, 10), row(ONE_PM, ONE, 12), row(NOON, TWO, 5)];

  it("are summed of the hours in which every unit was counted", () => {
    expect(countedOfHospital(counted, [ONE, TWO])).toEqual([{ at: NOON.getTime(), occupied: 15 }]);
  });

  it("are as old as the oldest of the units, and unknown while one was never counted", () => {
    const newest = newestByUnit(counted);
    expect(hospitalNow(newest, [ONE, TWO])).toEqual({ at: NOON, occupied: 17, boarding: 2 });
    expect(hospitalNow(newestByUnit(counted.slice(0, 2)), [ONE, TWO])).toBeUndefined();
  });
});

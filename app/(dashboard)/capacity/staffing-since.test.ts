import { describe, expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { staffingSince } from "./staffing-since";

const unit = (number: number) => UnitId.parse(`00000000-0000-4000-8000-00000000000${number}`);
const [ward, intensive, closed] = [unit(1), unit(2), unit(3)];
const staffed = (unitId: UnitId, staffedBeds: number) => ({ unitId, staffedBeds });

describe("staffed beds since a forecast", () => {
  it("are not worth a word while they are the same", () => {
    const units = [staffed(ward, 20), staffed(intensive, 10)];

    expect(staffingSince(units, [...units].reverse())).toBeUndefined();
  });

  it("are told when they have moved from one unit to another, though the sum is the same", () => {
    expect(
      staffingSince(
        [staffed(ward, 20), staffed(intensive, 10)],
        [staffed(ward, 18), staffed(intensive, 12)],
      ),
    ).toEqual({ inForecast: 30, now: 30 });
  });

  it("are compared in the units that both tell of", () => {
    expect(
      staffingSince(
        [staffed(ward, 20), staffed(closed, 8)],
        [staffed(ward, 24), staffed(intensive, 9)],
      ),
    ).toEqual({ inForecast: 20, now: 24 });
  });
});

import { describe, expect, it } from "vitest";
import { parseCurtoisQu } from "./curtois-qu-instance";
import { madeUpCurtoisQu, type MadeUpSize } from "./made-up-curtois-qu";

function instanceOf(size: MadeUpSize) {
  const parsed = parseCurtoisQu(madeUpCurtoisQu(size));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** Sizes of the published instances 13, 14, 18 and 20. */
const SIZES = [
  { days: 28, staff: 120, shifts: 18, seed: 1 },
  { days: 42, staff: 32, shifts: 4, seed: 2 },
  { days: 84, staff: 22, shifts: 3, seed: 3 },
  { days: 182, staff: 50, shifts: 6, seed: 4 },
];

describe("a made-up instance", () => {
  it.each(SIZES)("needs about what its people can give: $days days, $staff people", (size) => {
    const { days, staff, shifts, covers } = instanceOf(size);
    const minutesOf = new Map(shifts.map(({ shiftId, minutes }) => [shiftId, minutes]));
    const needed = covers.reduce(
      (sum, { shiftId, requirement }) => sum + requirement * (minutesOf.get(shiftId) ?? 0),
      0,
    );
    const offered = staff.reduce((sum, { maximumMinutes }) => sum + maximumMinutes, 0);

    expect([days, staff.length, shifts.length]).toEqual([size.days, size.staff, size.shifts]);
    expect(covers).toHaveLength(size.days * size.shifts);
    expect(needed / offered).toBeGreaterThan(0.85);
    expect(needed / offered).toBeLessThan(1.1);
  });

  it.each(SIZES)("asks only for shifts that the person can work ($days days)", (size) => {
    const { staff, requests } = instanceOf(size);
    const byId = new Map(staff.map((employee) => [employee.employeeId, employee]));
    const impossible = requests.filter(
      ({ employeeId, shiftId }) => !byId.get(employeeId)?.maximumShifts.get(shiftId),
    );

    expect(impossible).toEqual([]);
    expect(requests.length).toBeGreaterThan((staff.length * size.days) / 28);
  });

  it("lets everybody work one shift on any day, so that the least minutes can be reached", () => {
    for (const size of SIZES) {
      const { staff, days } = instanceOf(size);
      for (const { maximumShifts, minimumMinutes, maximumMinutes } of staff) {
        expect([...maximumShifts.values()]).toContain(days);
        expect(minimumMinutes).toBeLessThan(maximumMinutes);
      }
    }
  });

  it("is the same for a seed and another for the next", () => {
    const size = { days: 14, staff: 4, shifts: 2 };
    const one = madeUpCurtoisQu({ ...size, seed: 1 });

    expect(madeUpCurtoisQu({ ...size, seed: 1 })).toBe(one);
    expect(madeUpCurtoisQu({ ...size, seed: 2 })).not.toBe(one);
  });
});

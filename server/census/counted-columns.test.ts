import { expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { fromColumns, toColumns } from "./counted-columns";

it("brings the hours of a unit through a thread as they were", () => {
  const hours = [3, 4, 6].map((hour) => ({
    hour: new Date(Date.UTC(2026, 0, 1, hour)),
    ...{ occupied: 10 + hour, admissions: hour, transfersIn: 1 },
  }));
  const rows = hours.map((hour) => ({
    ...hour,
    ...{ unitId: UnitId.parse("6f1f9d0e-6f0b-4c43-8d4e-0a1b2c3d4e5f"), source: "counted" as const },
    ...{ staffedBeds: 20, licensedBeds: 24, boarding: 0, discharges: 0, transfersOut: 0 },
    ...{ acuityCounts: null, withOpenAlert: null },
  }));
  expect(fromColumns(structuredClone(toColumns(rows)))).toEqual(hours);
});

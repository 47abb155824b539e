import { describe, expect, it } from "vitest";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { ExplainedDemand } from "#models/nurse-demand/nurse-demand";
import { UnitId } from "#models/shared/ids";
import { demandLines } from "./demand-lines";
import { intervalInWords, shiftColumns, totalOf, unitRows } from "./demand-rows";

const unit = (digit: number) => UnitId.parse(`00000000-0000-4000-8000-00000000000${digit}`);

const demand = (digit: number, startsAt: string, target: number): ExplainedDemand => ({
  ...{ unitId: unit(digit), unitName: `Ward ${digit}`, shift: "Day", from: "hours" },
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + 43_200_000),
  ...{ minimum: 1, target, targetPatients: 9, decidedBy: "ratio" },
  quantiles: QUANTILE_LEVELS.map((level) => (level <= 0.1 ? target - 1 : target)),
  patients: QUANTILE_LEVELS.map(() => 9),
  mix: { patientsPerNurse: 5, hoursPerPatientDay: 5, unknownPatients: 2, patients: 9 },
});
const MONDAY = "2026-06-01T11:00:00Z";
const TUESDAY = "2026-06-02T11:00:00Z";
const ALL = [demand(1, MONDAY, 3), demand(1, TUESDAY, 4), demand(2, MONDAY, 2)];

describe("the table of nurses", () => {
  it("has a row for each unit and a column for each shift of any of them", () => {
    expect(unitRows(ALL).map(({ unitName, shifts }) => [unitName, shifts.length])).toEqual([
      ["Ward 1", 2],
      ["Ward 2", 1],
    ]);
    expect(shiftColumns(ALL).map(({ startsAt }) => startsAt)).toEqual([
      new Date(MONDAY),
      new Date(TUESDAY),
    ]);
    expect(totalOf(ALL, new Date(MONDAY))).toBe(5);
  });

  it("says an interval only where there is one", () => {
    expect(intervalInWords(QUANTILE_LEVELS.map(() => 4))).toBe("4");
    expect(intervalInWords(QUANTILE_LEVELS.map((level) => (level < 0.5 ? 3 : 5)))).toBe("3–5");
  });
});

it("is written as a file in the hospital's time, with the instants beside it", () => {
  const [head, first] = [
    ...demandLines(ALL, {
      issuedAt: new Date("2026-06-01T09:00:00Z"),
      timeZone: "America/New_York",
    }),
  ];
  expect(head?.split(",")).toHaveLength(first?.split(",").length ?? 0);
  expect(first).toBe(
    "Ward 1,Day,2026-06-01T07:00,2026-06-01T19:00,2026-06-01T11:00:00.000Z,2026-06-01T23:00:00.000Z,9,1,3,2,3,ratio,2,2026-06-01T09:00:00.000Z\r\n",
  );
});

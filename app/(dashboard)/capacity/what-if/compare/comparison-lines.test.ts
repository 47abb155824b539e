import { describe, expect, it } from "vitest";
import { forecastCensus } from "#models/census/census-forecast";
import { outlookOf } from "#models/census/outlook";
import { inputsWith, patientIn, quietUnit, unitIdFor } from "#models/census/testing-census-inputs";
import { timeFormat } from "@/_lib/format-time";
import { comparisonLines } from "./comparison-lines";
import { computeOutlook } from "./compute-outlook";

const time = timeFormat("Europe/London");
/** Admissions may go five ways; ten patients lie in one of two wards. */
const INPUTS = inputsWith({
  units: [quietUnit(1), quietUnit(2)],
  patients: Array.from({ length: 10 }, () => patientIn(1)),
  admissionsLevelCv: 0.2,
});

describe("a forecast where there is no worker", () => {
  it("is the one that workers make", async () => {
    const whole = outlookOf(forecastCensus(INPUTS));
    const inParts = await computeOutlook(INPUTS, {});
    expect(inParts?.hospital.daily.map(({ median }) => median)).toEqual(
      whole.hospital.daily.map(({ median }) => median),
    );
  });

  it("is none of a scenario that cannot be", async () => {
    const closedUnitIds = [unitIdFor(1), unitIdFor(2)];
    expect(await computeOutlook(INPUTS, { closedUnitIds })).toBeUndefined();
    expect(await computeOutlook(INPUTS, { closedUnitIds: [unitIdFor(9)] })).toBeUndefined();
  });
});

describe("scenarios side by side as a file", async () => {
  const outlook = await computeOutlook(INPUTS, {});
  const lines = comparisonLines(
    [
      { name: "As planned", assumes: "Nothing otherwise", outlook },
      { name: "All closed", assumes: "Unit 1 closed; Unit 2 closed", outlook: undefined },
    ],
    new Map([[unitIdFor(1), 6]]),
    time,
  );
  const columns = lines.map((line) =>
    line
      .trimEnd()
      .replaceAll(/"[^"]*"/g, (quoted) => quoted.replaceAll(/[",]/g, ""))
      .split(","),
  );
  const cellOf = (row: number, name: string) => columns[row]?.[columns[0]?.indexOf(name) ?? -1];

  it("have a line for each place under each, all as wide as the head", () => {
    expect(columns.slice(1).map(([unit, scenario]) => [unit, scenario])).toEqual(
      ["Hospital", "Unit 1", "Unit 2"].flatMap((unit) => [
        [unit, "As planned"],
        [unit, "All closed"],
      ]),
    );
    expect(new Set(columns.map(({ length }) => length)).size).toBe(1);
  });

  it("tell staffed beds, peaks and probability, and nursing hours of the hospital alone", () => {
    expect(cellOf(3, "staffed_beds")).toBe("10");
    expect(Number(cellOf(3, "peak_72h_median"))).toBeGreaterThan(5);
    expect(cellOf(3, "probability_over_staffed_beds")).toMatch(/^[01]\.\d{4}$/);
    expect(Number(cellOf(1, "nursing_hours_of_peak_day"))).toBeGreaterThan(0);
    expect(cellOf(3, "nursing_hours_of_peak_day")).toBe("");
  });

  it("say of one that cannot be that it cannot, and no figure", () => {
    expect(cellOf(4, "can_be")).toBe("no");
    expect(columns[4]?.slice(4).join("")).toBe("");
  });

  it("are a head alone before the first forecast", () => {
    expect(comparisonLines([], new Map(), time)).toEqual(lines.slice(0, 1));
  });
});

import { expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { countedFigures } from "./counted-figures";

const unitId = (digit: number) => UnitId.parse(`018f0000-0000-7000-8000-00000000000${digit}`);
const UNITS = [
  { unitId: unitId(1), kind: "ward" },
  { unitId: unitId(2), kind: "intensive" },
  { unitId: unitId(3), kind: "emergency" },
] as const;
const CENSUS = [
  { unitId: unitId(1), occupied: 20, staffedBeds: 24 },
  { unitId: unitId(2), occupied: 9, staffedBeds: 8 },
  { unitId: unitId(3), occupied: 30, staffedBeds: 24 },
];

it("counts inpatient units, intensive care among them and the emergency department not", () => {
  expect(countedFigures(UNITS, CENSUS, { intensive: 2, source: "counted" })).toEqual({
    ...{ inpatient_beds_all: 32, inpatient_occupied_all: 29 },
    ...{ icu_beds_all: 8, icu_occupied_all: 9, influenza_admissions_to_icu: 2 },
  });
});

it("says nothing of beds while a unit was not counted", () => {
  expect(countedFigures(UNITS, CENSUS.slice(1), undefined)).toEqual({
    ...{ icu_beds_all: 8, icu_occupied_all: 9 },
  });
  expect(countedFigures(UNITS, [], undefined)).toEqual({});
});

it("takes no flu admissions that were made up", () => {
  expect(countedFigures([], [], { intensive: 2, source: "made-up" })).toEqual({});
});

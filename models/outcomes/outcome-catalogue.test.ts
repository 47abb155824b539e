import { describe, expect, it } from "vitest";
import { ObservationWindow } from "../deterioration/observation-window";
import { WARD_FEATURES } from "../deterioration/features";
import { WARD_CATALOGUE } from "../deterioration/variables";
import { MS_PER_HOUR } from "../shared/time-range";
import { DEATH_CATALOGUE, DEATH_FEATURES } from "./death-features";
import { KIDNEY_CATALOGUE, KIDNEY_FEATURES } from "./kidney-features";
import { PHYSIONET2012_VARIABLES } from "./physionet2012-variables";
import { plausibleValue } from "./recorded-variable";
import { YAIB_VARIABLES } from "./yaib-variables";

const unknownBody = {
  age: 60,
  sex: "female",
  heightCm: undefined,
  weightKg: undefined,
  urineWithin: () => NaN,
} as const;
const idOf = (column: string): number => {
  const position = PHYSIONET2012_VARIABLES.findIndex((one) => one.column === column);
  return DEATH_CATALOGUE.ids[position] ?? NaN;
};

describe.each([
  ["PhysioNet 2012", PHYSIONET2012_VARIABLES, DEATH_CATALOGUE],
  ["YAIB", YAIB_VARIABLES, KIDNEY_CATALOGUE],
])("the catalogue of %s", (_name, recorded, { catalogue, ids }) => {
  it("has everything the ward reads, the ward's signs first", () => {
    const kinds = catalogue.variables.map(({ kind }) => kind);
    const wardKinds = WARD_CATALOGUE.variables.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(wardKinds));
    const signs = WARD_CATALOGUE.chartedSigns;
    expect(kinds.slice(0, signs)).toEqual(wardKinds.slice(0, signs));
  });

  it("reads every variable of the files, under the ward's name where the ward has one", () => {
    for (const [position, { kind }] of recorded.entries()) {
      const id = ids[position] ?? NaN;
      const found = catalogue.find(id);
      const standsIn = catalogue.standIns.find((one) => one.id === id);
      expect(found !== undefined || standsIn !== undefined).toBe(true);
      if (found !== undefined) expect(catalogue.variables[found]?.kind).toBe(kind);
    }
  });

  it("names each column and each kind once, with limits that let something through", () => {
    for (const name of ["column", "kind"] as const) {
      expect(new Set(recorded.map((one) => one[name])).size).toBe(recorded.length);
    }
    for (const { min, max } of recorded) expect(min).toBeLessThan(max);
  });
});

describe("features of another outcome", () => {
  it.each([
    ["death", DEATH_FEATURES.names],
    ["kidney injury", KIDNEY_FEATURES.names],
  ])("hold all of the ward's for %s", (_name, names) => {
    expect(names).toEqual(expect.arrayContaining([...WARD_FEATURES.names]));
  });

  it("are, for what the ward reads too, the numbers the ward would see", () => {
    const ward = new ObservationWindow();
    const ours = new ObservationWindow(DEATH_CATALOGUE.catalogue);
    for (let hour = 0; hour < 24; hour += 1) {
      for (const [column, value] of [
        ["HR", 80 + hour],
        ["SysABP", 130 - hour],
        ["Creatinine", 1 + hour / 10],
      ] as const) {
        ward.observe(idOf(column), hour * MS_PER_HOUR, value);
        ours.observe(idOf(column), hour * MS_PER_HOUR, value);
      }
    }
    const at = 24 * MS_PER_HOUR - 1;
    const theirs = new Float32Array(WARD_FEATURES.length);
    WARD_FEATURES.write(ward, unknownBody, at, theirs, 0);
    const row = new Float32Array(DEATH_FEATURES.length);
    DEATH_FEATURES.write(ours, { ...unknownBody, icuType: "medical" }, at, row, 0);
    for (const name of WARD_FEATURES.names) {
      // Counts of tests differ: the records know tests that the ward does not.
      if (name.includes("Tests") || name.startsWith("tests")) continue;
      const place = DEATH_FEATURES.names.indexOf(name);
      expect([name, row[place]]).toEqual([name, theirs[WARD_FEATURES.names.indexOf(name)]]);
    }
  });

  it("hear a cuff only while the arterial line is silent", () => {
    const window = new ObservationWindow(DEATH_CATALOGUE.catalogue);
    const systolic = DEATH_CATALOGUE.catalogue.positionOf("systolicPressure");
    window.observe(idOf("SysABP"), 0, 120);
    window.observe(idOf("NISysABP"), MS_PER_HOUR / 2, 90);
    expect(window.valueOf(systolic, MS_PER_HOUR)).toBe(120);
    window.observe(idOf("NISysABP"), 3 * MS_PER_HOUR, 90);
    expect(window.valueOf(systolic, 3 * MS_PER_HOUR)).toBeCloseTo(90);
  });

  it("keep the lowest and highest of a day apart from what is older", () => {
    const window = new ObservationWindow(DEATH_CATALOGUE.catalogue);
    window.observe(idOf("Lactate"), 0, 9);
    window.observe(idOf("Lactate"), 30 * MS_PER_HOUR, 2);
    window.observe(idOf("Lactate"), 40 * MS_PER_HOUR, 4);
    const row = new Float32Array(DEATH_FEATURES.length);
    const profile = { ...unknownBody, icuType: "surgical" as const };
    DEATH_FEATURES.write(window, profile, 48 * MS_PER_HOUR - 1, row, 0);
    const of = (name: string) => row[DEATH_FEATURES.names.indexOf(name)];
    expect(of("lactate.min24")).toBeCloseTo(Math.log1p(2));
    expect(of("lactate.max24")).toBeCloseTo(Math.log1p(4));
    expect(of("potassium.min24")).toBeNaN();
    expect(of("isIn.surgical")).toBe(1);
    expect(of("urineMl.within24Hours")).toBeNaN();
  });
});

it.each([
  ["pH", 7.31, 7.31],
  ["pH", 735, NaN],
  ["FiO2", 0.55, 55],
  ["SysABP", 0, NaN],
  ["GCS", 15, 15],
])("%s of %d is taken as %d", (column, value, expected) => {
  const variable = PHYSIONET2012_VARIABLES.find((one) => one.column === column);
  expect(variable && plausibleValue(variable, value)).toBe(expected);
});

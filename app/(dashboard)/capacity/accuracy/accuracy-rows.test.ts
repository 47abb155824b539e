import { describe, expect, it } from "vitest";
import type { Accuracy } from "#db/forecast-scores";
import { UnitId } from "#models/shared/ids";
import { calibrationPoints, outcomesBy, together } from "./accuracy-rows";

const row = (changed: Partial<Accuracy>): Accuracy => ({
  unitId: UnitId.parse("b0000000-0000-4000-8000-000000000001"),
  siteId: null,
  series: "",
  horizonHours: 24,
  scored: 10,
  covered50: 0.5,
  covered80: 0.8,
  covered95: 0.9,
  absoluteError: 2,
  wis: 1.5,
  idealWis: 1.2,
  compared: 10,
  comparedWis: 1.5,
  naiveWis: 3,
  naiveAbsoluteError: 4,
  ranks: Array.from({ length: 20 }, (_, index) => (index < 10 ? 1 : 0)),
  ...changed,
});

describe("together", () => {
  it("weighs each row by what was scored in it", () => {
    const outcome = together([
      row({ covered80: 1, scored: 30 }),
      row({ covered80: 0, scored: 10 }),
    ]);
    expect(outcome).toMatchObject({ scored: 40, covered80: 0.75 });
  });

  it("compares with last week only what has a last week", () => {
    const outcome = together([
      row({ compared: 10, comparedWis: 1, naiveWis: 2 }),
      row({ wis: 100, compared: 0, comparedWis: null, naiveWis: null }),
    ]);
    expect(outcome?.toNaive).toBeCloseTo(0.5, 10);
  });

  it("says nothing of an interval that no forecast has, and of nothing", () => {
    expect(together([row({ covered95: null })])?.covered95).toBeUndefined();
    expect(
      together([row({ compared: 0, comparedWis: null, naiveWis: null })])?.toNaive,
    ).toBeUndefined();
    expect(together([])).toBeUndefined();
  });
});

it("puts rows of one horizon together", () => {
  const rows = [row({ horizonHours: 24 }), row({ horizonHours: 48 }), row({ horizonHours: 24 })];
  const byHorizon = outcomesBy(rows, ({ horizonHours }) => horizonHours);
  expect(byHorizon.map(({ key, outcome }) => [key, outcome.scored])).toEqual([
    [24, 20],
    [48, 10],
  ]);
});

it("draws calibration from nothing to all", () => {
  const points = calibrationPoints([row({})]);
  expect(points[0]).toEqual({ x: 0, y: 0 });
  expect(points[10]).toEqual({ x: 0.5, y: 1 });
  expect(points.at(-1)).toEqual({ x: 1, y: 1 });
  expect(calibrationPoints([])).toEqual([]);
});

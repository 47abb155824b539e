import { expect, it } from "vitest";
import { meterPosition } from "./risk-position";

it.each([
  [0, 0],
  [0.015, 25],
  [0.03, 50],
  [0.06, 75],
  [0.12, 87.5],
])("a risk of %d against a level of 0.03 ends at %d %% of the bar", (share, position) => {
  expect(meterPosition({ share, threshold: 0.03 })).toBeCloseTo(position);
});

it("stays within the bar even at certainty", () => {
  expect(meterPosition({ share: 1, threshold: 0.001 })).toBeLessThan(100);
});

it("is empty when nothing is predicted", () => {
  expect(meterPosition({ share: undefined, threshold: undefined })).toBe(0);
});

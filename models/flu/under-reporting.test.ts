import { expect, it } from "vitest";
import { grown, underReporting, type Revision } from "./under-reporting";

const revision = (location: string, age: number, then: number, now: number): Revision => ({
  ...{ location, age, then, now },
  lag: 0,
});

it("knows nothing where nothing was revised", () => {
  expect(underReporting([]).of("06", 0)).toBe(0);
});

it("draws a place's own growth towards that of all places", () => {
  const growth = underReporting([revision("06", 2, 99, 119), revision("48", 2, 99, 99)]);
  // Half a report, two weeks old, and five of the mean of both.
  const [own, mean] = [Math.log(1.2), Math.log(1.2) / 2];
  expect(growth.of("06", 0)).toBeCloseTo((0.5 * own + 5 * mean) / 5.5, 10);
  expect(growth.of("48", 0)).toBeCloseTo((5 * mean) / 5.5, 10);
  expect(growth.of("48", 1)).toBe(0);
});

it("forgets another season's habits, and is not carried away by one report", () => {
  expect(underReporting([revision("06", 61, 99, 119)]).of("06", 0)).toBe(0);
  expect(underReporting([revision("06", 1, 0, 1_000_000)]).of("06", 0)).toBeCloseTo(0.3, 10);
});

it("grows a count without making one of nothing at no growth", () => {
  expect(grown(0, 0)).toBe(0);
  expect(grown(99, Math.LN2)).toBeCloseTo(199, 10);
});

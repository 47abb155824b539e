import { expect, it } from "vitest";
import { fitWeekProfile, type WeighedHour } from "./week-profile";

const meanAt = (index: number): number => (index % 24 < 12 ? 2 : 6) * (index < 24 ? 1.5 : 1);

const weeks = (count: number, hours = 168): WeighedHour[] =>
  Array.from({ length: count }, () =>
    Array.from({ length: hours }, (_, index) => ({
      local: { date: "", weekday: Math.floor(index / 24), hour: index % 24, yearShare: 0 },
      arrivals: meanAt(index),
      weight: 1,
    })),
  ).flat();

it("is the hospital's own after years", () => {
  const profile = fitWeekProfile(weeks(150));
  for (const index of [3, 20, 40, 167]) {
    expect(Math.abs((profile[index] ?? NaN) / meanAt(index) - 1)).toBeLessThan(0.1);
  }
});

it("has the size of a hospital seen for two days, the assumed day, and no hour without a patient", () => {
  const profile = fitWeekProfile(weeks(1, 48));
  const mean = profile.reduce((sum, each) => sum + each, 0) / profile.length;
  expect(mean).toBeGreaterThan(4);
  expect(mean).toBeLessThan(6);
  expect(Math.min(...profile)).toBeGreaterThan(0);
  // Of Sunday nothing was seen: its night is quieter than its afternoon all the same.
  expect(profile[6 * 24 + 4]).toBeLessThan(profile[6 * 24 + 15] ?? NaN);
});

it("is not 0 where nobody came", () => {
  const nobody = weeks(2).map((hour) => ({ ...hour, arrivals: 0 }));
  expect(Math.min(...fitWeekProfile(nobody))).toBeGreaterThan(0);
});

import { expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import type { ArrivalHour } from "./arrival-hour";
import { localHours } from "./local-hour";
import { loadFeatures, LOAD_FEATURES, recentLoad } from "./recent-load";

const ISSUED_AT = new Date("2026-03-02T06:00:00Z");
const hour = (hoursAgo: number, arrivals: number): ArrivalHour => ({
  startsAt: new Date(ISSUED_AT.getTime() - hoursAgo * MS_PER_HOUR),
  arrivals,
});
const weeks = (arrivals: (hoursAgo: number) => number): ArrivalHour[] =>
  Array.from({ length: 700 }, (_, index) => hour(700 - index, arrivals(700 - index)));
const options = { expected: () => 5, climate: undefined, readLocal: localHours("UTC") };

it("sees a busy day most in the last day, and less in the weeks", () => {
  const { logRatios } = recentLoad(
    weeks((ago) => (ago <= 24 ? 10 : 5)),
    ISSUED_AT,
    options,
  );
  const [day = NaN, week = NaN, month = NaN] = logRatios;
  expect(day).toBeCloseTo(Math.log((240 + 20) / (120 + 20)));
  expect(day).toBeGreaterThan(week);
  expect(week).toBeGreaterThan(month);
});

it("uses no hour that has not ended when the forecast is issued", () => {
  const past = weeks(() => 5);
  const later = [hour(0.5, 1000), hour(0, 1000), hour(-5, 1000)];
  expect(recentLoad([...past, ...later], ISSUED_AT, options)).toEqual(
    recentLoad(past, ISSUED_AT, options),
  );
});

it("takes an hour that was not counted for unknown, not for an hour without a patient", () => {
  const everyThird = weeks(() => 5).filter((_, index) => index % 3 === 0);
  for (const ratio of recentLoad(everyThird, ISSUED_AT, options).logRatios) {
    expect(ratio).toBeCloseTo(0);
  }
  expect(recentLoad([], ISSUED_AT, options)).toEqual({ logRatios: [0, 0, 0], warmth: 0 });
});

it("blends the coefficients of the two knots around a horizon", () => {
  const features = loadFeatures({ logRatios: [1, 0, 0], warmth: 0 }, 48);
  expect(features).toHaveLength(LOAD_FEATURES);
  expect(features.slice(0, 4)).toEqual([0, 0.5, 0.5, 0]);
  expect(loadFeatures({ logRatios: [1, 0, 0], warmth: 0 }, 500).slice(0, 4)).toEqual([0, 0, 0, 1]);
});

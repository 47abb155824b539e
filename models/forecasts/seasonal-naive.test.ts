import { expect, it } from "vitest";
import { quantileAt } from "./interval-score";
import { BY_THE_WEEK, seasonalNaive } from "./seasonal-naive";

const LEVELS = [0.1, 0.5, 0.9];
const issuedHour = 10_000;

it("says what was at the same hour a week before", () => {
  const weekly = (hour: number) => 20 + (hour % 168);
  const targetHour = issuedHour + 30;
  const naive = seasonalNaive(weekly, { issued: issuedHour, target: targetHour }, LEVELS);
  expect(naive?.quantiles).toEqual(LEVELS.map(() => weekly(targetHour)));
});

it("is as wide as last week was off", () => {
  const alternating = (hour: number) => (Math.floor(hour / 168) % 2 === 0 ? 100 : 110);
  const naive = seasonalNaive(alternating, { issued: issuedHour, target: issuedHour + 5 }, LEVELS);
  if (!naive) throw new Error("no forecast");
  expect(quantileAt(naive, 0.9) - quantileAt(naive, 0.1)).toBe(20);
});

it("looks at nothing that was not known when it was issued", () => {
  const asked: number[] = [];
  for (const ahead of [0, 1, 167, 168, 400, 672]) {
    const noted = (hour: number) => {
      asked.push(hour);
      return 1;
    };
    seasonalNaive(noted, { issued: issuedHour, target: issuedHour + ahead }, LEVELS);
  }
  expect(Math.max(...asked)).toBeLessThan(issuedHour);
});

it("says nothing without a last week, and nothing from a handful of days", () => {
  const targetHour = issuedHour + 5;
  expect(
    seasonalNaive(() => undefined, { issued: issuedHour, target: targetHour }, LEVELS),
  ).toBeUndefined();
  const young = (hour: number) => (hour > issuedHour - 240 ? 5 : undefined);
  expect(seasonalNaive(young, { issued: issuedHour, target: targetHour }, LEVELS)).toBeUndefined();
});

it("of weeks says what the last known one was, as wide as so many weeks before were off", () => {
  const rising = (week: number) => 3 * week;
  const naive = seasonalNaive(rising, { issued: 100, target: 102 }, LEVELS, BY_THE_WEEK);
  if (!naive) throw new Error("no forecast");
  expect(quantileAt(naive, 0.5)).toBe(rising(99));
  expect(quantileAt(naive, 0.9) - rising(99)).toBe(9);
});

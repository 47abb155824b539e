import { expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { forecastDays } from "./forecast-days";

const from = (start: string, hours: number) =>
  Array.from({ length: hours }, (_, index) => ({
    startsAt: new Date(Date.parse(start) + index * MS_PER_HOUR),
    mean: 4,
  }));
const options = { timeZone: "Europe/London", levels: [0.05, 0.5, 0.95] };

it("adds up the hours of the hospital's days, of which one has 25 and one 23", () => {
  const autumn = forecastDays(
    from("2026-10-24T23:00:00Z", 26),
    { dispersion: 0, dayDispersion: 0 },
    options,
  );
  expect(autumn.map(({ date, hours, mean }) => ({ date, hours, mean }))).toEqual([
    { date: "2026-10-25", hours: 25, mean: 100 },
    { date: "2026-10-26", hours: 1, mean: 4 },
  ]);
  const [spring] = forecastDays(
    from("2026-03-29T00:00:00Z", 24),
    { dispersion: 0, dayDispersion: 0 },
    options,
  );
  expect(spring?.hours).toBe(23);
});

it("is wider the more the hours of a day have in common", () => {
  const widthWith = (dayDispersion: number) => {
    const [day] = forecastDays(
      from("2026-01-05T00:00:00Z", 24),
      { dispersion: 0.04, dayDispersion },
      options,
    );
    const [low = NaN, , high = NaN] = day?.quantiles ?? [];
    return high - low;
  };
  const asPoisson = 2 * 1.645 * Math.sqrt(96);
  expect(widthWith(0) / asPoisson).toBeCloseTo(Math.sqrt(1.16), 1);
  expect(widthWith(0.02)).toBeGreaterThan(1.4 * widthWith(0));
});

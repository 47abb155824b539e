import { describe, expect, it } from "vitest";
import type { HourlyArrivals } from "#db/emergency-arrivals";
import type { Forecast } from "#models/forecasts/forecast-issue";
import { SiteId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { arrivalsLines } from "./arrivals-lines";
import { arrivalsOutlook } from "./arrivals-outlook";

const SITE = SiteId.parse("018f0000-0000-7000-8000-00000000000a");
const OTHER = SiteId.parse("018f0000-0000-7000-8000-00000000000b");
const sites = [
  { siteId: SITE, name: "North" },
  { siteId: OTHER, name: "South" },
];
const LONDON = "Europe/London";
const hoursFrom = (start: string, count: number): Date[] =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(start) + index * MS_PER_HOUR));

const forecastFrom = (start: string, count: number): Forecast => ({
  kind: "arrivals",
  issuedAt: new Date(start),
  model: "emergency-arrivals",
  modelVersion: "learnt until 2026-10-01",
  levels: [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975],
  isHindcast: false,
  parameters: { [SITE]: { dispersion: 0.02, dayDispersion: 0.005 } },
  values: hoursFrom(start, count).map((targetAt) => ({
    siteId: SITE,
    targetAt,
    mean: 6,
    quantiles: [1.6, 2.9, 4.2, 5.8, 7.6, 9.4, 11.2],
  })),
});

const countedFrom = (start: string, counts: readonly number[]): HourlyArrivals[] =>
  hoursFrom(start, counts.length).map((hour, index) => ({
    hour,
    siteId: SITE,
    arrivals: counts[index] ?? NaN,
    source: "counted",
  }));

const outlookOf = (forecast: Forecast, counted: readonly HourlyArrivals[]) =>
  arrivalsOutlook({ forecast, counted, sites, timeZone: LONDON });

describe("the arrivals of a site", () => {
  it("are two days of counts, then the forecast in whole patients; sites without one are left out", () => {
    const forecast = forecastFrom("2026-11-10T06:00:00Z", 168);
    const [north, ...others] = outlookOf(forecast, countedFrom("2026-11-10T04:00:00Z", [5, 7]));
    expect(others).toEqual([]);
    expect(north?.points).toHaveLength(48 + 168);
    expect(north?.countedUntil).toBe(Date.parse("2026-11-10T06:00:00Z"));
    expect(north?.points[47]).toMatchObject({ counted: 7, forecast: undefined });
    expect(north?.points[48]).toMatchObject({
      counted: undefined,
      forecast: { mean: 6, median: 6, half: [4, 8], most: [3, 9], nearlyAll: [2, 11] },
    });
  });

  it("are compared with the same hour of the clock, though the clocks changed between", () => {
    // The clocks went back on 25 October: nine o'clock was 08:00 UTC the week before, and is 09:00 UTC now.
    const forecast = forecastFrom("2026-10-26T09:00:00Z", 1);
    const [north] = outlookOf(forecast, countedFrom("2026-10-19T08:00:00Z", [11, 22]));
    expect(north?.points.at(-1)?.lastWeek).toBe(11);
  });

  it("add up to days, of which the first and the last are parts", () => {
    const forecast = forecastFrom("2026-11-10T06:00:00Z", 168);
    const weekBefore = countedFrom("2026-11-03T06:00:00Z", Array<number>(40).fill(2));
    const [north] = outlookOf(forecast, weekBefore);
    const days = north?.days ?? [];
    expect(days.map(({ isPart }) => isPart)).toEqual([
      true,
      ...Array<boolean>(6).fill(false),
      true,
    ]);
    expect(days[0]).toMatchObject({ date: "2026-11-10", mean: 18 * 6, lastWeek: 36 });
    expect(days[1]?.mean).toBe(144);
    // Of the second day's 24 hours a week ago only 22 were counted: their sum would pass for a quiet day.
    expect(days[1]?.lastWeek).toBeUndefined();
    expect(days[1]?.low).toBeLessThan(144);
    expect(days[1]?.high).toBeGreaterThan(144);
  });

  it("refuse a forecast that does not say how its hours hang together", () => {
    const { parameters: _, ...forecast } = forecastFrom("2026-11-10T06:00:00Z", 3);
    expect(() => outlookOf(forecast, [])).toThrow();
  });
});

describe("the file", () => {
  const time = timeFormat(LONDON);

  it("has a line for each forecast hour, and nothing where nothing is known", () => {
    const forecast = forecastFrom("2026-07-10T06:00:00Z", 2);
    const found = outlookOf(forecast, countedFrom("2026-07-10T06:00:00Z", [4]));
    const lines = arrivalsLines(found, forecast.issuedAt, time);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('North,"10 Jul 2026, 07:00",2026-07-10T06:00:00.000Z');
    expect(lines[1]?.trimEnd()).toMatch(/,6\.00,6,4,8,3,9,2,11,4,,$/);
    expect(lines[2]?.trimEnd()).toMatch(/,2,11,,,$/);
  });

  it("is its head alone before the first forecast", () => {
    expect(arrivalsLines([], undefined, time)).toHaveLength(1);
  });
});

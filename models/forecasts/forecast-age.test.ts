import { expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { forecastAges } from "./forecast-age";

const NOW = new Date("2026-01-05T12:00:00Z");
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * MS_PER_HOUR);

it("tells a forecast whose turn has failed from one that is on its way", () => {
  const issues = [
    { kind: "census-hourly", issuedAt: hoursAgo(1.4) },
    { kind: "census-daily", issuedAt: hoursAgo(9.1) },
    { kind: "arrivals", issuedAt: hoursAgo(7) },
  ] as const;
  const ages = forecastAges(issues, ["census-hourly", "census-daily", "arrivals"], NOW);
  expect(ages.map(({ isStale }) => isStale)).toEqual([false, true, false]);
});

it("relies on nothing that was never issued", () => {
  expect(forecastAges([], ["flu"], NOW)).toEqual([
    { kind: "flu", title: "Flu admissions", issuedAt: undefined, isStale: true },
  ]);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { countQuantiles } from "../arrivals/count-distribution";
import { QUANTILE_LEVELS, quantilesOf } from "../census/census-quantiles";
import type { Forecast, ForecastKind } from "../forecasts/forecast-issue";
import { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import { storedCensus } from "./stored-census";

const [OWN, OTHER] = [1, 2].map((digit) =>
  UnitId.parse(`00000000-0000-4000-8000-00000000000${digit}`),
);
const ISSUED = new Date("2026-06-01T09:00:00Z");
const hours = (count: number) => new Date(ISSUED.getTime() + count * MS_PER_HOUR);

const forecast = (
  kind: ForecastKind,
  issuedAt: Date,
  targets: readonly Date[],
  levels: readonly number[] = QUANTILE_LEVELS.map(Math.fround),
): Forecast => ({
  ...{ kind, issuedAt, levels, model: "test", modelVersion: "1", isHindcast: false },
  values: targets.flatMap((targetAt) =>
    [OWN, undefined].map((unitId) => ({
      ...{ unitId, targetAt, series: "", mean: 5 },
      quantiles: levels.map(() => (unitId ? 5 : 50)),
    })),
  ),
});
const units = [
  { unitId: OWN ?? UnitId.parse(""), name: "Own", kind: "ward" as const },
  { unitId: OTHER ?? UnitId.parse(""), name: "Other", kind: "ward" as const },
];

it("counts all hours from the hourly issue, and leaves out what is past by then", () => {
  const census = storedCensus({
    hourly: forecast("census-hourly", ISSUED, [hours(2), hours(1)]),
    daily: forecast("census-daily", hours(-5), [hours(-1), hours(19), hours(43)]),
    units,
  });
  expect(census?.units).toMatchObject([
    {
      ...{ name: "Own", hourly: { hoursAhead: [1, 2] }, daily: { hoursAhead: [19, 43] } },
    },
  ]);
  // The hospital's own values are not a unit's.
  expect(census?.units[0]?.hourly.quantiles[0]?.[0]).toBe(5);
});

it("makes nothing of a forecast of other levels", () => {
  const other = forecast("census-hourly", ISSUED, [hours(1)], [0.1, 0.5, 0.9]);
  expect(storedCensus({ hourly: other, daily: undefined, units })).toBeUndefined();
});

it("finds the whole patients of a distribution again, though they were stored otherwise", () => {
  const anyPmf = fc
    .array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 })
    .map((weights) => {
      const total = weights.reduce((sum, each) => sum + each, 0);
      return Float64Array.from(weights, (weight) => weight / total);
    });
  fc.assert(
    fc.property(anyPmf, (pmf) => {
      const quantiles = countQuantiles([...pmf], QUANTILE_LEVELS).map(Math.fround);
      const issue = forecast("census-hourly", ISSUED, []);
      const hourly = {
        ...issue,
        values: [{ unitId: OWN, targetAt: hours(1), series: "", mean: 0, quantiles }],
      };
      const census = storedCensus({ hourly, daily: undefined, units });
      expect(census?.units[0]?.hourly.quantiles[0]).toEqual(quantilesOf(pmf));
    }),
    { numRuns: 200 },
  );
});

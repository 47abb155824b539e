import { describe, expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { forecastCensus } from "./census-forecast";
import { type CensusInputs, FORECAST_DAYS, FORECAST_HOURS } from "./census-inputs";
import { dealWays, mixForecasts } from "./forecast-parts";
import { MADE_UP_HAZARDS } from "./made-up-hazards";

const WARD = UnitId.parse("00000000-0000-4000-8000-000000000001");
const of = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

const inputs = (more: Partial<CensusInputs> = {}): CensusInputs => ({
  issuedAt: "2026-01-05T12:00:00Z",
  hoursOfWeek: Array.from({ length: FORECAST_HOURS }, (_, hour) => (hour + 12) % 168),
  units: [
    {
      ...{ unitId: WARD, code: "W", name: "Ward", kind: "ward", staffedBeds: 8, licensedBeds: 10 },
      admissionsPerHour: of(FORECAST_HOURS, 0.06),
      electivePerDay: of(FORECAST_DAYS, 0),
      ...{ dispersion: 1, onward: [], toIntensive: [] },
    },
  ],
  patients: of(6, 30).map((hours) => ({
    ...{ unitId: WARD, hoursSinceAdmission: hours, hoursInUnit: hours },
    ...{ acuity: 2 as const, riskToAlertLevel: "unknown" as const },
  })),
  hazards: MADE_UP_HAZARDS,
  admissionsLevelCv: 0.2,
  electiveByHourOfDay: of(24, 1 / 24),
  flu: {
    paths: [0, 1, 3].map((perDay) => ({
      weight: 1,
      generalPerDay: of(FORECAST_DAYS, perDay),
      intensivePerDay: of(FORECAST_DAYS, 0),
    })),
    general: [{ unitId: WARD, share: 1 }],
    intensive: [],
  },
  ...more,
});

describe("the ways admissions may go", () => {
  it("are together the forecast", () => {
    const whole = forecastCensus(inputs());
    const mixed = mixForecasts(
      dealWays(inputs(), 2).map((ways) => ({
        ways: ways.length,
        forecast: forecastCensus(inputs(), ways),
      })),
    );
    for (const [place, other] of [
      [whole.hospital, mixed.hospital],
      [whole.units[0], mixed.units[0]],
    ] as const) {
      if (!place || !other) throw new Error("a place is missing");
      for (const [day, probability] of place.exceedanceByDay.entries())
        expect(other.exceedanceByDay[day]).toBeCloseTo(probability, 6);
      for (const [at, mean] of place.hourly.mean.entries())
        expect(other.hourly.mean[at]).toBeCloseTo(mean, 6);
      expect(other.daily.quantiles[20]).toEqual(place.daily.quantiles[20]);
    }
    const { next24h } = whole.intensiveTransfers;
    expect(mixed.intensiveTransfers.next24h.mean).toBeCloseTo(next24h.mean, 6);
    expect(mixed.intensiveTransfers.next24h).toMatchObject({
      low: next24h.low,
      high: next24h.high,
    });
  });

  it("are one when nothing is unsure", () => {
    const sure = inputs({
      admissionsLevelCv: 0,
      flu: { paths: [], general: [], intensive: [] },
    });
    expect(dealWays(sure, 5)).toEqual([[0]]);
    expect(() => forecastCensus(sure, [1])).toThrow(RangeError);
    expect(() => forecastCensus(sure, [])).toThrow(RangeError);
  });

  it.each([
    [1, [[0, 1, 2, 3, 4]]],
    [
      2,
      [
        [0, 2, 4],
        [1, 3],
      ],
    ],
    [8, [[0], [1], [2], [3], [4]]],
  ])("are dealt evenly to %d workers", (workers, shares) => {
    expect(dealWays(inputs(), workers)).toEqual(shares);
  });
});

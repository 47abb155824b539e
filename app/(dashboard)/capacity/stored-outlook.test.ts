import { describe, expect, it } from "vitest";
import type { CensusUnit } from "#db/census";
import type { Forecast, ForecastValue } from "#models/forecasts/forecast-issue";
import { SiteId, UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { capacityLines } from "./capacity-lines";
import { storedOutlook } from "./stored-outlook";

const ISSUED = new Date("2026-01-05T12:00:00Z");
const UNIT: CensusUnit = {
  unitId: UnitId.parse("00000000-0000-4000-8000-000000000001"),
  siteId: SiteId.parse("00000000-0000-4000-8000-000000000002"),
  code: "R3",
  name: "=Respiratory",
  kind: "ward",
  licensedBeds: 24,
  staffedBeds: 20,
};
// As they come from single precision.
const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975].map(Math.fround);

const valueAt = (targetAt: number, more: Partial<ForecastValue>): ForecastValue => ({
  targetAt: new Date(targetAt),
  quantiles: [10, 12, 14, 16, 18, 20, 22],
  mean: 16.2,
  ...more,
});
const forecastOf = (kind: Forecast["kind"], values: ForecastValue[]): Forecast => ({
  ...{ kind, issuedAt: ISSUED, model: "census", modelVersion: "1", levels: LEVELS },
  isHindcast: false,
  values,
});

const inHours = (hours: number) => ISSUED.getTime() + hours * MS_PER_HOUR;
const days = [2, 1].map((day) =>
  valueAt(ISSUED.getTime() + day * MS_PER_DAY, { unitId: UNIT.unitId, exceedance: day / 10 }),
);
const stored = {
  hourly: forecastOf("census-hourly", [
    valueAt(inHours(1), { unitId: UNIT.unitId }),
    valueAt(inHours(1), {}),
    valueAt(inHours(1), { siteId: UNIT.siteId, mean: 99 }),
  ]),
  daily: forecastOf("census-daily", days),
  units: [UNIT],
  intensiveTransfers: undefined,
};

describe("a forecast as it was issued", () => {
  it("is the unit's and the hospital's, in the order of time", () => {
    const { hospital, units } = storedOutlook(stored);
    expect(hospital.hourly).toHaveLength(1);
    expect(hospital.hourly[0]?.mean).toBe(16.2);
    expect(hospital.staffedBeds).toBe(20);
    expect(units[0]?.exceedanceByDay).toEqual([0.1, 0.2]);
    expect(units[0]?.hourly[0]).toMatchObject({
      ...{ median: 16, half: [14, 18], most: [12, 20], nearlyAll: [10, 22] },
    });
  });

  it("says nothing of exceedance when a day's is missing", () => {
    const [first] = days;
    if (!first) throw new Error("there is no first day");
    const holed = {
      ...stored,
      daily: forecastOf("census-daily", [first, valueAt(inHours(24), { unitId: UNIT.unitId })]),
    };
    expect(storedOutlook(holed).units[0]?.exceedanceByDay).toEqual([]);
  });

  it("is refused without the levels that the bands are of", () => {
    const coarse = { ...stored, hourly: { ...stored.hourly, levels: [0.1, 0.5, 0.9] } };
    expect(() => storedOutlook(coarse)).toThrow(RangeError);
  });

  it("leaves as a file with the hospital's times, and no formula", () => {
    const capacity = { units: [UNIT], counted: [], outlook: storedOutlook(stored) };
    const time = timeFormat("Europe/London");
    expect(capacityLines("exceedance", capacity, time)).toEqual([
      "unit,from,to,staffed_beds,probability_over_staffed_beds\r\n",
      '\'=Respiratory,"5 Jan 2026, 12:00","6 Jan 2026, 12:00",20,0.1000\r\n',
      '\'=Respiratory,"6 Jan 2026, 12:00","7 Jan 2026, 12:00",20,0.2000\r\n',
    ]);
    // Not counted is not zero.
    expect(capacityLines("occupancy", capacity, time)[1]).toBe("'=Respiratory,,,20,24,\r\n");
    expect(capacityLines("hourly", capacity, time)).toHaveLength(3);
  });
});

import type { CensusUnit } from "#db/census";
import {
  type ExpectedTransfers,
  fanPoint,
  HOSPITAL_CODE,
  type Outlook,
  type PlaceOutlook,
} from "#models/census/outlook";
import type { Forecast, ForecastValue } from "#models/forecasts/forecast-issue";

interface Stored {
  hourly: Forecast;
  daily: Forecast;
  units: readonly CensusUnit[];
  intensiveTransfers: ExpectedTransfers | undefined;
}

/** The forecasts as they were issued, for the screen. A unit they say nothing of is left out. */
export function storedOutlook({ hourly, daily, units, intensiveTransfers }: Stored): Outlook {
  const placeOf = (
    place: Pick<PlaceOutlook, "unitId" | "code" | "name" | "kind" | "staffedBeds" | "licensedBeds">,
  ): PlaceOutlook => {
    const ofPlace = ({ unitId, siteId, series }: ForecastValue) =>
      unitId === place.unitId && siteId === undefined && !series;
    const days = daily.values.filter(ofPlace).sort(byTime);
    return {
      ...place,
      occupiedAtIssue: undefined,
      hourly: pointsOf(hourly, ofPlace),
      daily: pointsOf(daily, ofPlace),
      // Of days without one nothing is said: a hole must not move the days after it.
      exceedanceByDay: days.every(({ exceedance }) => exceedance !== undefined)
        ? days.flatMap(({ exceedance }) => exceedance ?? [])
        : [],
    };
  };
  const sumOf = (beds: (unit: CensusUnit) => number) =>
    units.reduce((sum, unit) => sum + beds(unit), 0);
  return {
    issuedAt: daily.issuedAt.getTime(),
    hospital: placeOf({
      unitId: undefined,
      code: HOSPITAL_CODE,
      name: "Hospital",
      kind: undefined,
      staffedBeds: sumOf(({ staffedBeds }) => staffedBeds),
      licensedBeds: sumOf(({ licensedBeds }) => licensedBeds),
    }),
    units: units.map(placeOf).filter((place) => place.hourly.length > 0 || place.daily.length > 0),
    intensiveTransfers,
  };
}

const byTime = (a: ForecastValue, b: ForecastValue): number =>
  a.targetAt.getTime() - b.targetAt.getTime();

const pointsOf = ({ levels, values }: Forecast, ofPlace: (value: ForecastValue) => boolean) =>
  values
    .filter(ofPlace)
    .sort(byTime)
    .map(({ targetAt, mean, quantiles }) =>
      fanPoint({ at: targetAt.getTime(), mean, levels, quantiles }),
    );

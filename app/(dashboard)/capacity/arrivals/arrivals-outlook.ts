import type { HourlyArrivals } from "#db/emergency-arrivals";
import type { Site } from "#db/units";
import { ArrivalSpreads, forecastDays, type ForecastDay } from "#models/arrivals/forecast-days";
import { type LocalHour, localHours } from "#models/arrivals/local-hour";
import { type FanPoint, fanPoint } from "#models/census/outlook";
import type { Forecast } from "#models/forecasts/forecast-issue";
import { dayAfter } from "#models/shared/calendar-date";
import { MS_PER_HOUR } from "#models/shared/time-range";

/** An hour of the chart. What nobody counted is undefined. */
export interface ArrivalPoint {
  /** Epoch milliseconds of its beginning. */
  at: number;
  counted: number | undefined;
  /** Undefined before the forecast begins. */
  forecast: FanPoint | undefined;
  lastWeek: number | undefined;
  lastYear: number | undefined;
}

export interface ArrivalDay {
  date: string;
  /** The first of its hours that are forecast, epoch milliseconds. */
  at: number;
  /** Less than the day: the rest of the first one, the beginning of the last. */
  isPart: boolean;
  mean: number;
  median: number;
  /** The 80 % interval, in whole patients. */
  low: number;
  high: number;
  /** The same hours a week ago, and 52 weeks ago; undefined where one of them was not counted. */
  lastWeek: number | undefined;
  lastYear: number | undefined;
}

/** One emergency department, as it was and as it is expected to be. */
export interface SiteArrivals {
  siteId: string;
  name: string;
  points: ArrivalPoint[];
  days: ArrivalDay[];
  /** When the newest counted hour ended, epoch milliseconds. */
  countedUntil: number | undefined;
}

/** Of the past, shown before the forecast: the last whole day, also when the forecast is some hours old. */
const SHOWN_BEFORE_HOURS = 48;
const DAYS_PER_WEEK = 7;
/** 52 weeks: the same weekday at the same time of the year. */
const DAYS_PER_YEAR = 364;

interface Known {
  forecast: Forecast;
  counted: readonly HourlyArrivals[];
  sites: readonly Site[];
  timeZone: string;
}

/** Sites without a forecast are left out. */
export function arrivalsOutlook({ forecast, counted, sites, timeZone }: Known): SiteArrivals[] {
  const spreads = ArrivalSpreads.parse(forecast.parameters);
  return sites.flatMap(({ siteId, name }) => {
    const values = forecast.values
      .filter((value) => value.siteId === siteId)
      .sort((a, b) => a.targetAt.getTime() - b.targetAt.getTime());
    const spread = spreads[siteId];
    if (values.length === 0 || !spread) return [];

    const past = new Past(
      counted.filter((hour) => hour.siteId === siteId),
      timeZone,
    );
    const hours = values.map(({ targetAt, mean }) => ({ startsAt: targetAt, mean }));
    const totals = forecastDays(hours, spread, { timeZone, levels: [0.1, 0.5, 0.9] });
    const fans = new Map(
      values.map(({ targetAt, mean, quantiles }) => [
        targetAt.getTime(),
        fanPoint({ at: targetAt.getTime(), mean, levels: forecast.levels, quantiles }),
      ]),
    );
    return [
      {
        siteId,
        name,
        points: shownHours(hours).map((at) => past.pointOf(at, fans.get(at))),
        days: totals.map((day) => past.dayOf(day, hours)),
        countedUntil: past.countedUntil,
      },
    ];
  });
}

function shownHours(hours: readonly { startsAt: Date }[]): number[] {
  const first = hours[0]?.startsAt.getTime() ?? 0;
  const before = Array.from(
    { length: SHOWN_BEFORE_HOURS },
    (_, index) => first - (SHOWN_BEFORE_HOURS - index) * MS_PER_HOUR,
  );
  return [...before, ...hours.map(({ startsAt }) => startsAt.getTime())];
}

/** What was counted, also by the hospital's clock: "last week at nine" is at nine, whatever the clocks did between. */
class Past {
  private readonly byInstant = new Map<number, number>();
  private readonly byClock = new Map<string, number>();
  private readonly readLocal: (startsAt: Date) => LocalHour;
  readonly countedUntil: number | undefined;

  constructor(counted: readonly HourlyArrivals[], timeZone: string) {
    this.readLocal = localHours(timeZone);
    let newest = -Infinity;
    for (const { hour, arrivals } of counted) {
      this.byInstant.set(hour.getTime(), arrivals);
      const { date, hour: ofDay } = this.readLocal(hour);
      this.byClock.set(keyOf(date, ofDay), arrivals);
      newest = Math.max(newest, hour.getTime());
    }
    this.countedUntil = counted.length > 0 ? newest + MS_PER_HOUR : undefined;
  }

  pointOf(at: number, forecast: FanPoint | undefined): ArrivalPoint {
    return {
      at,
      counted: this.byInstant.get(at),
      forecast,
      lastWeek: this.daysBefore(at, DAYS_PER_WEEK),
      lastYear: this.daysBefore(at, DAYS_PER_YEAR),
    };
  }

  dayOf(day: ForecastDay, hours: readonly { startsAt: Date }[]): ArrivalDay {
    const own = hours
      .filter(({ startsAt }) => this.readLocal(startsAt).date === day.date)
      .map(({ startsAt }) => startsAt);
    const [first, last] = [own[0], own.at(-1)];
    const ends = [first, last].map((each) => each && this.readLocal(each).hour);
    const [low = NaN, median = NaN, high = NaN] = day.quantiles.map(Math.round);
    const sumOf = (days: number): number | undefined =>
      sumOfKnown(own.map((startsAt) => this.daysBefore(startsAt.getTime(), days)));
    return {
      date: day.date,
      at: first?.getTime() ?? NaN,
      isPart: ends[0] !== 0 || ends[1] !== 23,
      mean: day.mean,
      ...{ median, low, high },
      lastWeek: sumOf(DAYS_PER_WEEK),
      lastYear: sumOf(DAYS_PER_YEAR),
    };
  }

  private daysBefore(at: number, days: number): number | undefined {
    const { date, hour } = this.readLocal(new Date(at));
    return this.byClock.get(keyOf(dayAfter(date, -days), hour));
  }
}

const keyOf = (date: string, hour: number): string => `${date} ${hour}`;

/** A sum with a part unknown is unknown. */
function sumOfKnown(counts: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const count of counts) {
    if (count === undefined) return undefined;
    sum += count;
  }
  return sum;
}

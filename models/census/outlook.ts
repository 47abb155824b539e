import { wholeCount } from "../arrivals/count-distribution";
import type { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import type { BedForecast, CensusForecast, CensusSeries, CountForecast } from "./census-forecast";
import { QUANTILE_LEVELS } from "./census-quantiles";

type Interval = readonly [low: number, high: number];

/** Beds at one time ahead as a screen draws them; the intervals hold 50, 80 and 95 of 100 outcomes. */
export interface FanPoint {
  /** Epoch milliseconds. */
  at: number;
  mean: number;
  median: number;
  half: Interval;
  most: Interval;
  nearlyAll: Interval;
}

/** A unit, or the hospital, and what is expected of its beds. */
export interface PlaceOutlook {
  /** Undefined for the hospital. */
  unitId: UnitId | undefined;
  code: string;
  name: string;
  kind: UnitKind | undefined;
  staffedBeds: number;
  licensedBeds: number;
  /** Patients when the forecast was issued; undefined when that was not kept. */
  occupiedAtIssue: number | undefined;
  hourly: readonly FanPoint[];
  daily: readonly FanPoint[];
  /** By day from the issue on: the probability of more patients than staffed beds at some time of the 24 hours. */
  exceedanceByDay: readonly number[];
}

export interface ExpectedCount {
  mean: number;
  /** The 80 % interval, in whole patients. */
  low: number;
  high: number;
}

export interface ExpectedTransfers {
  next24h: ExpectedCount;
  next72h: ExpectedCount;
}

/** A census forecast without its distributions: what crosses to the screen. */
export interface Outlook {
  /** Epoch milliseconds. */
  issuedAt: number;
  hospital: PlaceOutlook;
  units: readonly PlaceOutlook[];
  /** Transfers into intensive care; undefined when that was not kept. */
  intensiveTransfers: ExpectedTransfers | undefined;
}

export const HOSPITAL_CODE = "hospital";

/** What the engine found, for the screen. */
export function outlookOf(forecast: CensusForecast): Outlook {
  const issuedAt = Date.parse(forecast.issuedAt);
  return {
    issuedAt,
    hospital: {
      unitId: undefined,
      code: HOSPITAL_CODE,
      name: "Hospital",
      kind: undefined,
      ...bedsOf(forecast.hospital, issuedAt),
    },
    units: forecast.units.map((unit) => ({
      unitId: unit.unitId,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
      ...bedsOf(unit, issuedAt),
    })),
    intensiveTransfers: expectedTransfers(forecast),
  };
}

/** Transfers into intensive care without their distribution. */
export const expectedTransfers = ({
  intensiveTransfers: { next24h, next72h },
}: Pick<CensusForecast, "intensiveTransfers">): ExpectedTransfers => ({
  next24h: countOf(next24h),
  next72h: countOf(next72h),
});

const bedsOf = (
  { staffedBeds, licensedBeds, occupiedNow, hourly, daily, exceedanceByDay }: BedForecast,
  issuedAt: number,
): Omit<PlaceOutlook, "unitId" | "code" | "name" | "kind"> => ({
  staffedBeds,
  licensedBeds,
  occupiedAtIssue: occupiedNow,
  hourly: pointsOf(hourly, issuedAt),
  daily: pointsOf(daily, issuedAt),
  exceedanceByDay: [...exceedanceByDay],
});

const countOf = ({ mean, low, high }: CountForecast): ExpectedCount => ({ mean, low, high });

const pointsOf = ({ hoursAhead, mean, quantiles }: CensusSeries, issuedAt: number): FanPoint[] =>
  hoursAhead.map((hours, index) =>
    fanPoint({
      at: issuedAt + hours * MS_PER_HOUR,
      mean: mean[index] ?? NaN,
      levels: QUANTILE_LEVELS,
      quantiles: quantiles[index] ?? [],
    }),
  );

/**
 * A point in whole beds from quantiles at these levels. Throws a RangeError when a level it needs is not among them: a
 * band must not be drawn from another.
 */
export function fanPoint({
  at,
  mean,
  levels,
  quantiles,
}: {
  at: number;
  mean: number;
  levels: readonly number[];
  quantiles: readonly number[];
}): FanPoint {
  const quantileAt = (level: number): number => {
    // Stored in single precision, where 0.1 is not 0.1.
    const index = levels.findIndex((each) => Math.abs(each - level) < 1e-6);
    const quantile = quantiles[index];
    if (quantile === undefined) throw new RangeError(`a forecast without its quantile ${level}`);
    return wholeCount(quantile);
  };
  return {
    at,
    mean,
    median: quantileAt(0.5),
    half: [quantileAt(0.25), quantileAt(0.75)],
    most: [quantileAt(0.1), quantileAt(0.9)],
    nearlyAll: [quantileAt(0.025), quantileAt(0.975)],
  };
}

/** When most patients are expected: the earliest, where several are. Undefined without a forecast. */
export function peakOf(points: readonly FanPoint[]): FanPoint | undefined {
  let peak: FanPoint | undefined;
  for (const point of points) if (!peak || point.mean > peak.mean) peak = point;
  return peak;
}

/**
 * The same within the whole forecast: by the hour as far as that reaches, by the day beyond, so that the peak of
 * four weeks is never below that of their first days.
 */
export const peakOfAll = ({
  hourly,
  daily,
}: Pick<PlaceOutlook, "hourly" | "daily">): FanPoint | undefined => peakOf([...hourly, ...daily]);

/** One of the 24 hours that an exceedance is told of. */
export interface ExceedanceDay {
  /** 0 for the first 24 hours. */
  index: number;
  /** Epoch milliseconds: when the 24 hours begin, and their middle, which names the day. */
  from: number;
  middle: number;
  probability: number;
}

export const exceedanceDays = (
  { exceedanceByDay }: Pick<PlaceOutlook, "exceedanceByDay">,
  issuedAt: number,
): ExceedanceDay[] =>
  exceedanceByDay.map((probability, index) => {
    const from = issuedAt + index * MS_PER_DAY;
    return { index, from, middle: from + MS_PER_DAY / 2, probability };
  });

/** From here on it is more likely than not. */
export const PROBABLE = 0.5;

export interface ExceedanceRisk {
  place: PlaceOutlook;
  /** The first day on which it is probable; undefined when it never is. */
  firstProbable: ExceedanceDay | undefined;
  /** The day on which it is likeliest, the earliest of several. */
  likeliest: ExceedanceDay;
  /** Days on which it is probable. */
  probableDays: number;
}

/** How likely a place is to have more patients than staffed beds; undefined without a forecast. */
export function exceedanceRisk(place: PlaceOutlook, issuedAt: number): ExceedanceRisk | undefined {
  const days = exceedanceDays(place, issuedAt);
  let [likeliest] = days;
  if (!likeliest) return undefined;
  for (const day of days) if (day.probability > likeliest.probability) likeliest = day;
  const probable = days.filter(({ probability }) => probability >= PROBABLE);
  return { place, firstProbable: probable[0], likeliest, probableDays: probable.length };
}

/** Units that probably exceed their staffed beds, the soonest first, then the likeliest. */
export const probableExceedances = ({ units, issuedAt }: Outlook): ExceedanceRisk[] =>
  units
    .flatMap((place) => exceedanceRisk(place, issuedAt) ?? [])
    .filter(({ probableDays }) => probableDays > 0)
    .sort(
      (a, b) =>
        (a.firstProbable?.index ?? 0) - (b.firstProbable?.index ?? 0) ||
        b.likeliest.probability - a.likeliest.probability,
    );

/** Five steps of probability, from next to none to next to certain, so that a strip is read at a glance. */
export const likelihoodStep = (probability: number): 0 | 1 | 2 | 3 | 4 =>
  probability < 0.05
    ? 0
    : probability < 0.25
      ? 1
      : probability < PROBABLE
        ? 2
        : probability < 0.75
          ? 3
          : 4;

/** In percent, and never 0 or 100 for what is not certain. */
export function percent(probability: number): string {
  const whole = Math.round(probability * 100);
  if (whole === 0 && probability > 0) return "<1";
  if (whole === 100 && probability < 1) return ">99";
  return String(whole);
}

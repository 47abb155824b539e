import "server-only";
import { bedWaits } from "#db/bed-waits";
import { type CensusUnit, censusUnits, readableHourlyCensus } from "#db/census";
import { newestCensusInputs, readableNewestForecast } from "#db/census-forecasts";
import { escalationAt, escalationNow } from "#db/escalation";
import { weeklyFluAdmissions } from "#db/flu-admissions";
import { newestNurseDemand } from "#db/nurse-demand";
import type { Queryable } from "#db/pool";
import { rosterGapsNow } from "#db/roster-gaps";
import type { LiveSession } from "#db/sessions";
import { type FanPoint, fanPoint } from "#models/census/outlook";
import { forecastAges } from "#models/forecasts/forecast-age";
import type { Forecast } from "#models/forecasts/forecast-issue";
import type { FluSeriesName } from "#models/hospital-flu/hospital-flu-forecast";
import { dayRange, weekOf } from "#models/respiratory-report/report-week";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UnitId } from "#models/shared/ids";
import { hoursBefore, MS_PER_HOUR, type TimeRange } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { storedOutlook } from "../../stored-outlook";
import type { Situation } from "./situation";

const FLU_WEEKS = 3;
/** What a forecast was made from is kept with the newest one: older, it says nothing of today. */
const INPUTS_OLD_AFTER_MS = 3 * MS_PER_HOUR;

/** A day in the address: a date of the past; undefined for now, and for what is no day or has not come. */
export function pastDay(asked: string | undefined, today: string): string | undefined {
  if (!asked || !/^\d{4}-\d{2}-\d{2}$/.test(asked) || Number.isNaN(Date.parse(asked)))
    return undefined;
  return asked < today ? asked : undefined;
}

/** As of now, or at the end of a day (`yyyy-mm-dd`) that is over, for whoever may see the hospital's capacity. */
export function readSituation(session: LiveSession, day: string | undefined): Promise<Situation> {
  const { timeZone } = hospitalTime();
  const now = new Date();
  const during = day === undefined ? hoursBefore(now, 24) : dayRange(day, timeZone);
  const at = during.to;
  const today = formatLocal(now, timeZone).slice(0, 10);
  return asActor(session, async (db) => {
    const units = await censusUnits(db, at);
    const hourly = await readableNewestForecast(db, "census-hourly", at);
    const daily = await readableNewestForecast(db, "census-daily", at);
    const flu = await readableNewestForecast(db, "flu", at);
    const issued = [hourly, daily, flu].filter((forecast) => forecast !== undefined);
    return {
      at,
      isPast: day !== undefined,
      units,
      hours: await readableHourlyCensus(db, hoursCounted(during)),
      during,
      waits: await bedWaits(db, at),
      expectedToday:
        day === undefined
          ? await expectedUntil(db, now, dayRange(today, timeZone).to, units)
          : undefined,
      outlook:
        hourly && daily && storedOutlook({ hourly, daily, units, intensiveTransfers: undefined }),
      isHindcast: hourly?.isHindcast ?? false,
      ages: forecastAges(issued, ["census-hourly", "census-daily", "flu"], at),
      escalation: day === undefined ? await escalationNow(db) : await escalationAt(db, at),
      nurses: await newestNurseDemand(db, at),
      rosterGaps: day === undefined ? await rosterGapsNow(db) : undefined,
      fluCounted: await lastFluWeeks(db, day ?? today),
      fluExpected: flu ? expectedFlu(flu, at) : [],
    };
  });
}

/** Each hour tells of what moved before it: that of the beginning is of the day before. */
const hoursCounted = ({ from, to }: TimeRange): TimeRange => ({
  from: new Date(from.getTime() + 1),
  to: new Date(to.getTime() + 1),
});

/** Patients by unit whose discharge somebody expects until then; undefined when that is not known. */
async function expectedUntil(
  db: Queryable,
  now: Date,
  until: Date,
  units: readonly CensusUnit[],
): Promise<ReadonlyMap<UnitId, number> | undefined> {
  const newest = await newestCensusInputs(db);
  if (!newest || now.getTime() - newest.madeAt.getTime() > INPUTS_OLD_AFTER_MS) return undefined;
  const within = (until.getTime() - Date.parse(newest.inputs.issuedAt)) / MS_PER_HOUR;
  const counts = new Map(units.map(({ unitId }) => [unitId, 0]));
  for (const { unitId, expectedDischargeInHours } of newest.inputs.patients)
    if (expectedDischargeInHours !== undefined && expectedDischargeInHours < within)
      counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  return counts;
}

async function lastFluWeeks(db: Queryable, day: string) {
  const since = weekOf(dayAfter(day, -7 * (FLU_WEEKS + 1))).endsOn;
  const weeks = await weeklyFluAdmissions(db, since);
  return weeks.filter(({ weekEndsOn }) => weekEndsOn < day).slice(-FLU_WEEKS);
}

function expectedFlu(forecast: Forecast, at: Date): { general: FanPoint; intensive: FanPoint }[] {
  const ofSeries = (name: FluSeriesName): FanPoint[] =>
    forecast.values
      .filter(({ series, targetAt }) => series === name && targetAt > at)
      .toSorted((one, other) => one.targetAt.getTime() - other.targetAt.getTime())
      .slice(0, FLU_WEEKS)
      .map(({ targetAt, mean, quantiles }) =>
        fanPoint({ at: targetAt.getTime(), mean, levels: forecast.levels, quantiles }),
      );
  const intensive = ofSeries("intensive");
  return ofSeries("general").flatMap((general) => {
    const other = intensive.find((point) => point.at === general.at);
    return other ? [{ general, intensive: other }] : [];
  });
}

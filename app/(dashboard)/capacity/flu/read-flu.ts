import "server-only";
import { newestIssues, readableNewestForecast } from "#db/census-forecasts";
import { type WeeklyFluAdmissions, weeklyFluAdmissions } from "#db/flu-admissions";
import { type RegionalFluRead, regionalFluRead, regionalFluWeeks } from "#db/regional-flu";
import type { LiveSession } from "#db/sessions";
import { type FanPoint, fanPoint } from "#models/census/outlook";
import type { Forecast, ForecastIssue } from "#models/forecasts/forecast-issue";
import { type FluSeriesName, HospitalFluBasis } from "#models/hospital-flu/hospital-flu-forecast";
import { MS_PER_DAY } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";

/** The hospital's flu as it was counted and as it is expected. */
export interface FluOutlook {
  own: readonly WeeklyFluAdmissions[];
  region: readonly { weekEndsOn: string; admissions: number }[];
  read: RegionalFluRead | undefined;
  /** Undefined before the first forecast. */
  issuedAt: Date | undefined;
  basis: HospitalFluBasis | undefined;
  series: (name: FluSeriesName) => FanPoint[];
  issues: readonly ForecastIssue[];
  readAt: Date;
}

const SEASONS_SHOWN_DAYS = 3 * 366;

export function readFlu(session: LiveSession): Promise<FluOutlook> {
  const readAt = new Date();
  const since = new Date(readAt.getTime() - SEASONS_SHOWN_DAYS * MS_PER_DAY);
  const sinceDay = since.toISOString().slice(0, 10);
  return asActor(session, async (db) => {
    const forecast = await readableNewestForecast(db, "flu", readAt);
    const basis = HospitalFluBasis.safeParse(forecast?.parameters).data;
    const location = basis?.kind === "regional" ? basis.location : undefined;
    return {
      own: await weeklyFluAdmissions(db, sinceDay),
      region: location ? await regionalFluWeeks(db, location, sinceDay) : [],
      read: await regionalFluRead(db),
      issuedAt: forecast?.issuedAt,
      basis,
      series: (name) => (forecast ? pointsOf(forecast, name) : []),
      issues: await newestIssues(db),
      readAt,
    };
  });
}

const pointsOf = ({ levels, values }: Forecast, name: FluSeriesName): FanPoint[] =>
  values
    .filter(({ series }) => series === name)
    .toSorted((one, other) => one.targetAt.getTime() - other.targetAt.getTime())
    .map(({ targetAt, mean, quantiles }) =>
      fanPoint({ at: targetAt.getTime(), mean, levels, quantiles }),
    );

import type { FluPath } from "../census/census-inputs";
import type { CensusHazards, KindHazards } from "../census/hazards";
import { fluPaths, type FluWeek } from "../forecasts/flu-paths";
import type { ForecastValue } from "../forecasts/forecast-issue";
import { formatLocal, parseLocal } from "../shared/hospital-instant";
import { dayAfter, daysBetween } from "../shared/calendar-date";
import { learnCatchmentShare } from "./catchment-share";
import { dailyWave } from "./daily-wave";
import {
  FLU_HORIZONS,
  fluBedValues,
  type HospitalFluBasis,
  regionalValues,
  weeklyFluValues,
} from "./hospital-flu-forecast";
import type { RegionalFluForecast } from "./regional-forecast";
import { type WavePath, wavePaths } from "./wave-paths";

export type { HospitalFluBasis } from "./hospital-flu-forecast";

export type KnownRegion =
  | {
      location: string;
      forecast: RegionalFluForecast;
      reported: readonly { weekEndsOn: string; admissions: number }[];
    }
  | { missing: "not-configured" | "unreadable" };

export interface FluKnowledge {
  /** Weeks of the hospital, oldest first. */
  own: readonly FluWeek[];
  region: KnownRegion;
  intensiveShare: number;
  hazards: CensusHazards;
  issuedAt: Date;
  timeZone: string;
}

/** A forecast of four weeks from a report this old has none of them left. */
const STALE_DAYS = 21;
const DAYS_PER_WEEK = 7;
/** As many paths describe the wave well enough to go on from; the quantiles are of all of them. */
const PATHS_KEPT = 80;

/**
 * The hospital's flu of the weeks to come: by the region's forecast and the hospital's share of it where both
 * are known, otherwise by how past seasons went on from here, and then it says why. No values without a past.
 */
export function expectFlu(known: FluKnowledge): {
  basis: HospitalFluBasis;
  values: ForecastValue[];
} {
  const { region, own, issuedAt, timeZone } = known;
  const today = formatLocal(issuedAt, timeZone).slice(0, 10);
  if ("missing" in region) return byOwnPast(known, today, region.missing);

  const { forecast, location } = region;
  if (daysBetween(forecast.reportedUntil, today) > STALE_DAYS)
    return byOwnPast(known, today, "stale");
  const share = learnCatchmentShare(sharedWeeks(own, region.reported));
  if (!share) return byOwnPast(known, today, "share-unknown");

  const { referenceOn, reportedUntil } = forecast;
  const paths = wavePaths(forecast, share, location);
  const weekEndsAt = weekEnds(referenceOn, timeZone);
  return {
    basis: {
      ...{ kind: "regional", region: forecast.region, location, referenceOn, reportedUntil, share },
      intensiveShare: known.intensiveShare,
      paths: paths
        .slice(0, PATHS_KEPT)
        .map((path) => path.map((mean) => Number(mean.toPrecision(4)))),
    },
    values: [
      ...regionalValues(forecast, weekEndsAt),
      ...weeklyFluValues(paths, known.intensiveShare, weekEndsAt),
      ...bedValues(
        known,
        dailyWave(paths, { referenceOn, today, intensiveShare: known.intensiveShare }),
      ),
    ],
  };
}

function byOwnPast(
  known: FluKnowledge,
  today: string,
  because: Extract<HospitalFluBasis, { kind: "own-past" }>["because"],
): { basis: HospitalFluBasis; values: ForecastValue[] } {
  const { own, issuedAt, timeZone, intensiveShare } = known;
  const basis = { kind: "own-past", because, intensiveShare } as const;
  const { paths } = fluPaths(own, issuedAt, timeZone);
  // A path of weight 3 is three of weight 1.
  const alike = paths.flatMap((path) => Array.from({ length: path.weight }, () => path));
  if (alike.length === 0) return { basis, values: [] };
  const referenceOn = saturdayFrom(today);
  const weeks = alike.map((path) => weeksOf(path, daysBetween(today, referenceOn)));
  return {
    basis,
    values: [
      ...weeklyFluValues(weeks, intensiveShare, weekEnds(referenceOn, timeZone)),
      ...bedValues(known, alike),
    ],
  };
}

/** A week's admissions at the pace of the day in its middle. */
const weeksOf = (path: FluPath, daysToEnd: number): WavePath =>
  Array.from({ length: FLU_HORIZONS }, (_, horizon) => {
    const day = Math.max(0, daysToEnd + horizon * DAYS_PER_WEEK - 3);
    return ((path.generalPerDay[day] ?? 0) + (path.intensivePerDay[day] ?? 0)) * DAYS_PER_WEEK;
  });

/** Each week that both have reported. */
function sharedWeeks(
  own: readonly FluWeek[],
  reported: readonly { weekEndsOn: string; admissions: number }[],
) {
  const regionOf = new Map(reported.map(({ weekEndsOn, admissions }) => [weekEndsOn, admissions]));
  const newest = own.at(-1)?.weekEndsOn ?? "";
  return own.flatMap(({ weekEndsOn, general, intensive }) => {
    const region = regionOf.get(weekEndsOn);
    const age = daysBetween(weekEndsOn, newest) / DAYS_PER_WEEK;
    return region === undefined ? [] : [{ region, hospital: general + intensive, age }];
  });
}

function bedValues(known: FluKnowledge, days: readonly FluPath[]): ForecastValue[] {
  const { hazards, issuedAt, own } = known;
  const ward = hazardsOf(hazards, "ward");
  const intensive = hazardsOf(hazards, "intensive");
  if (!ward || !intensive) return [];
  // Who was admitted in the weeks before may still be there: their days, the newest first.
  const recent = own.slice(-8).toReversed();
  const perDay = (kind: "general" | "intensive") =>
    recent.flatMap((week) =>
      Array.from({ length: DAYS_PER_WEEK }, () => week[kind] / DAYS_PER_WEEK),
    );
  return fluBedValues(
    days,
    { generalPerDay: perDay("general"), intensivePerDay: perDay("intensive") },
    { general: ward, intensive },
    issuedAt,
  );
}

const hazardsOf = ({ kinds }: CensusHazards, kind: KindHazards["kind"]): KindHazards | undefined =>
  kinds.find((each) => each.kind === kind);

/** The Saturday of the week of that date. */
const saturdayFrom = (date: string): string =>
  dayAfter(date, 6 - new Date(`${date}T00:00:00Z`).getUTCDay());

/** A week is over at the midnight after its Saturday, on the hospital's clocks. */
const weekEnds =
  (referenceOn: string, timeZone: string) =>
  (horizon: number): Date => {
    const sunday = dayAfter(referenceOn, horizon * DAYS_PER_WEEK + 1);
    return parseLocal(`${sunday}T00:00`, timeZone) ?? new Date(`${sunday}T00:00:00Z`);
  };

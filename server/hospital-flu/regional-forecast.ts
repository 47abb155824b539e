import { forecastFlu } from "#models/flu/forecast-flu";
import { dateOfFluWeek } from "#models/flu/flu-week";
import { HUB_PLACES } from "#models/flu/hub-places";
import { FLU_LEVELS } from "#models/flu/quantile-levels";
import { RegionalFluForecast } from "#models/hospital-flu/regional-forecast";
import { readFluModel } from "../flu/flu-artifact";
import { readVintage, readVintages } from "../flu/read-vintages";
import type { KeptVintages } from "./regional-source";

export interface RegionalRequest extends Omit<KeptVintages, "digest"> {
  /** FIPS code, or `US`. */
  location: string;
}

export interface RegionalAnswer {
  forecast: RegionalFluForecast;
  /** Weekly admissions of the region as published last, oldest first. */
  reported: { weekEndsOn: string; admissions: number }[];
  modelVersion: string;
}

/**
 * The region's next four weeks, from the files as they are: takes seconds of a core, for a thread of its own.
 * Throws when the region has never reported, or nobody has lately.
 */
export async function forecastRegion({
  newest,
  folder,
  location,
}: RegionalRequest): Promise<RegionalAnswer> {
  const place = HUB_PLACES.find((each) => each.location === location);
  const vintage = await readVintage(newest);
  const weeks = vintage.counts.get(location);
  if (!place || !weeks) throw new Error(`the regional data hold no reports of ${location}`);

  const model = await readFluModel();
  const referenceDate = dateOfFluWeek(vintage.week + 1);
  const history = await readVintages(folder, vintage.week);
  const forecast = forecastFlu(model, { referenceDate, vintage, history }).get(location);
  if (!forecast) throw new Error(`${place.name} could not be forecast`);
  return {
    forecast: RegionalFluForecast.parse({
      region: place.name,
      referenceOn: referenceDate,
      reportedUntil: dateOfFluWeek(vintage.week),
      levels: [...FLU_LEVELS],
      quantiles: forecast.quantiles.map((of) => [...of]),
    }),
    reported: [...weeks]
      .toSorted(([one], [other]) => one - other)
      .map(([week, admissions]) => ({ weekEndsOn: dateOfFluWeek(week), admissions })),
    modelVersion: model.version,
  };
}

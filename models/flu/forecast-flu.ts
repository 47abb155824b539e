import { type FluModel, generationFor } from "./flu-model";
import { fluWeekOf } from "./flu-week";
import { forecastPlaces, type PlaceForecast } from "./forecast-places";
import { HUB_POPULATION } from "./hub-places";
import { before, revisionsUntil, type Vintage } from "./vintage";

export interface FluForecastRequest {
  /** The Saturday that ends the week of horizon 0, an ISO date. */
  referenceDate: string;
  /** As published last before the reference date. */
  vintage: Vintage;
  /** Earlier vintages tell how first reports grow; without them the newest weeks are taken as they are. */
  history?: readonly Vintage[];
  population?: ReadonlyMap<string, number>;
}

/**
 * Weekly admissions for every place of `population`, horizons 0 to 3 weeks, each at `FLU_LEVELS`. Nothing of the
 * reference week or later is looked at, even when the vintage or its history hold it. Throws when the model's
 * networks have all seen the season, or nobody in the vintage has reported lately.
 */
export function forecastFlu(
  model: FluModel,
  { referenceDate, vintage, history = [], population = HUB_POPULATION }: FluForecastRequest,
): Map<string, PlaceForecast> {
  const referenceWeek = fluWeekOf(referenceDate);
  const known = before(vintage, referenceWeek);
  return forecastPlaces(
    generationFor(model, referenceWeek).nets,
    {
      counts: known.counts,
      newestWeek: known.week,
      revisions: revisionsUntil(
        history.filter(({ week }) => week < referenceWeek),
        known,
      ),
      population,
    },
    referenceWeek,
  );
}

import type { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import type { CensusInputs } from "./census-inputs";

/** A count at each of several times ahead. The arrays are equally long, a place for each time. */
export interface CensusSeries {
  /** Hours after the issue. */
  hoursAhead: readonly number[];
  mean: readonly number[];
  /** By time, then by `QUANTILE_LEVELS`: whole beds. */
  quantiles: readonly (readonly number[])[];
  /** By time: the probability of 0, 1, 2, … patients. */
  pmf: readonly Float64Array[];
}

/** What units and the whole hospital have in common. */
export interface BedForecast {
  staffedBeds: number;
  licensedBeds: number;
  occupiedNow: number;
  /** At 1, 2, … 72 hours. */
  hourly: CensusSeries;
  /** At 24, 48, … 672 hours: at the hour of the issue on each of the days ahead. */
  daily: CensusSeries;
  /** By day: the probability that at some time of the 24 hours up to it there are more patients than staffed beds. */
  exceedanceByDay: readonly number[];
}

export interface UnitForecast extends BedForecast {
  unitId: UnitId;
  code: string;
  name: string;
  kind: UnitKind;
}

/** A number of events: its mean and the 80 % interval of whole events. */
export interface CountForecast {
  mean: number;
  low: number;
  high: number;
  pmf: Float64Array;
}

export interface CensusForecast {
  issuedAt: string;
  units: readonly UnitForecast[];
  hospital: BedForecast;
  /** Transfers from elsewhere in the hospital into intensive care within 24 and 72 hours. */
  intensiveTransfers: { next24h: CountForecast; next72h: CountForecast };
}

/**
 * The distribution of occupied beds per unit for 72 hours and 28 days. Deterministic: the same inputs give
 * the same forecast in every browser and on the server.
 */
export function forecastCensus(inputs: CensusInputs): CensusForecast {
  throw new Error(`forecast of ${inputs.issuedAt}`);
}

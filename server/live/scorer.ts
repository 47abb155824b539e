import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import type { ForecastRequest, ScoredEncounter } from "../scoring/protocol";

/** The scoring worker, started, as the live state uses it. Assessments come when they come. */
export interface Scorer {
  admit(encounters: readonly ScoredEncounter[]): void;
  release(slots: readonly number[]): void;
  /** Records of `OBSERVATION_STRIDE`; the array is given away. */
  observe(records: Float64Array<ArrayBuffer>): void;
  forecast(asked: ForecastRequest): Promise<EncounterForecast>;
}

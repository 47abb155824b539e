import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import { forecastEncounter } from "#models/sign-forecast/forecast-encounter";
import type { ForecastModel } from "#models/sign-forecast/forecast-model";
import type { EncounterState } from "./encounter-state";

/**
 * The next hours of one encounter's signs at `now` (our clock). Made when somebody looks at the patient: it takes well
 * under a millisecond, and nobody sees those of the others.
 */
export function forecastFor(
  state: EncounterState | undefined,
  now: number,
  model: ForecastModel | undefined,
): EncounterForecast {
  if (!model) return { state: "none", reason: "no-model" };
  const at = state?.clinicalNow(now);
  if (!state || at === undefined) return { state: "none", reason: "no-signs" };
  if (state.isTooYoung) return { state: "none", reason: "too-young" };
  return forecastEncounter(model, state.window, state.encounter, at);
}

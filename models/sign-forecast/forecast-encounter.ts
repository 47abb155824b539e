import type { ObservationWindow } from "../deterioration/observation-window";
import type { IssuedForecast, SignForecast } from "../realtime/encounter-forecast";
import { MS_PER_HOUR } from "../shared/time-range";
import {
  FORECAST_FEATURES,
  writeForecastFeatures,
  type ForecastProfile,
} from "./forecast-features";
import { FORECAST_INPUTS, writeForecastInputs } from "./forecast-inputs";
import type { ForecastModel } from "./forecast-model";
import { FORECAST_SIGNS, HORIZON_HOURS, whyNoForecast } from "./forecast-signs";
import { readQuantiles } from "./quantiles";

/** Forecasts the main signs of one encounter from the instant `at`, on the clock of its feed. */
export function forecastEncounter(
  model: ForecastModel,
  window: ObservationWindow,
  profile: ForecastProfile,
  at: number,
): IssuedForecast {
  const features = new Float32Array(FORECAST_FEATURES.length);
  const inputs = new Float32Array(FORECAST_INPUTS);
  writeForecastFeatures(window, profile, at, features, 0);
  writeForecastInputs(model.inputScale, features, 0, inputs, 0);
  const outputs = model.network.predict(inputs, 1);

  const signs = FORECAST_SIGNS.map(({ kind, position }, sign): SignForecast => {
    const reason = whyNoForecast(window, position, at);
    if (reason) return { state: "withheld", kind, reason };
    const value = window.valueOf(position, at);
    const hours = Array.from({ length: HORIZON_HOURS }, (_, index) => {
      const hour = index + 1;
      const { low, median, high } = readQuantiles(
        outputs,
        { row: 0, sign, hour, now: value },
        model,
      );
      return {
        at: at + hour * MS_PER_HOUR,
        low: rounded(low),
        median: rounded(median),
        high: rounded(high),
      };
    });
    return {
      state: "forecast",
      kind,
      value: rounded(value),
      observedAt: window.atOf(position),
      hours,
    };
  });
  return { state: "issued", modelVersion: model.version, issuedAt: at, signs };
}

/** Two decimals are more than any monitor shows. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

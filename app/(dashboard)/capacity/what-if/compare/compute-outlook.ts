import { setImmediate } from "node:timers/promises";
import { forecastCensus } from "#models/census/census-forecast";
import type { CensusInputs } from "#models/census/census-inputs";
import { dealWays, type ForecastPart, mixForecasts } from "#models/census/forecast-parts";
import { type Outlook, outlookOf } from "#models/census/outlook";
import { applyScenario, type Scenario } from "#models/census/scenario";

/**
 * The forecast under a scenario where there is no worker: one way of the admissions at a time, for whatever else
 * the process does must not wait for all of them. Undefined for a scenario that cannot be: one without a unit
 * for the patients of a closed one, or of a unit that the inputs do not have.
 */
export async function computeOutlook(
  inputs: CensusInputs,
  scenario: Scenario,
): Promise<Outlook | undefined> {
  const parts: ForecastPart[] = [];
  for (const ways of dealWays(inputs, Infinity)) {
    await setImmediate();
    const forecast = forecastUnder(scenario, inputs, ways);
    if (!forecast) return undefined;
    parts.push({ ways: ways.length, forecast });
  }
  return outlookOf(mixForecasts(parts));
}

function forecastUnder(scenario: Scenario, inputs: CensusInputs, ways: readonly number[]) {
  try {
    return forecastCensus(applyScenario(inputs, scenario), ways);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

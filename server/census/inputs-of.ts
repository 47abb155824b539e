import type { CensusInputs } from "#models/census/census-inputs";
import { assembleCensusInputs } from "#models/forecasts/assemble-census-inputs";
import { fromColumns } from "./counted-columns";
import type { KnownCensus } from "./forecast-protocol";

/** Takes some hundred milliseconds of a core for a whole hospital: for a thread of its own. */
export function inputsOf(known: KnownCensus): CensusInputs {
  const census = new Map([...known.census].map(([unitId, hours]) => [unitId, fromColumns(hours)]));
  return assembleCensusInputs({ ...known, census });
}

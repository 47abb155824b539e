import type { CensusForecast } from "#models/census/census-forecast";
import type { CensusInputs } from "#models/census/census-inputs";
import type { Scenario } from "#models/census/scenario";

/** To a worker: first what a forecast is made from, then one way of one scenario after another. */
export type EngineRequest =
  | { type: "inputs"; inputs: CensusInputs }
  /** Of the ways the admissions may go, the one of this number. */
  | { type: "compute"; run: number; scenario: Scenario; way: number };

/** Why there is no forecast: what is assumed does not go together, or the computation itself failed. */
export type EngineProblem = "impossible" | "failed";

export type EngineReply =
  | { run: number; forecast: CensusForecast; problem?: undefined }
  | { run: number; forecast?: undefined; problem: EngineProblem };

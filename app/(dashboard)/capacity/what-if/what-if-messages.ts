import type { CensusInputs } from "#models/census/census-inputs";
import type { ForecastPart } from "#models/census/forecast-parts";
import type { Scenario } from "#models/census/scenario";

/** To a worker: first what a forecast is made from, then one scenario after another. */
export type EngineRequest =
  | { type: "inputs"; inputs: CensusInputs }
  /** Of the ways the admissions may go, those of these numbers. */
  | { type: "compute"; run: number; scenario: Scenario; ways: readonly number[] };

/** Why there is no forecast: what is assumed does not go together, or the computation itself failed. */
export type EngineProblem = "impossible" | "failed";

export type EngineReply =
  | { run: number; part: ForecastPart; problem?: undefined }
  | { run: number; part?: undefined; problem: EngineProblem };

import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";

/** To the worker: first what a forecast is made from, then one scenario after another. */
export type EngineRequest =
  { type: "inputs"; inputs: CensusInputs } | { type: "compute"; run: number; scenario: Scenario };

/** Why there is no forecast: what is assumed does not go together, or the computation itself failed. */
export type EngineProblem = "impossible" | "failed";

export type EngineReply =
  | { run: number; outlook: Outlook; problem?: undefined }
  | { run: number; outlook?: undefined; problem: EngineProblem };

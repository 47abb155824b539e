import type { CensusInputs } from "#models/census/census-inputs";
import { dealWays, mixForecasts, type ForecastPart } from "#models/census/forecast-parts";
import { type Outlook, outlookOf } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { err, ok, type Result } from "#models/shared/result";
import { type EngineWorker, openWorker, type PartAnswer } from "./engine-worker";
import type { EngineProblem } from "./what-if-messages";

export type EngineAnswer = Result<Outlook, EngineProblem>;

export interface WhatIfEngine {
  /** The forecast under a scenario, of all ways the admissions may go. */
  compute(scenario: Scenario): Promise<EngineAnswer>;
  close(): void;
}

const NO_WORKER: PartAnswer = err("failed");

/** More than the ways there are would idle, and each holds the inputs. */
const WORKERS_AT_MOST = 5;

export const workersFor = (cores: number | undefined): number =>
  Math.max(1, Math.min(cores ?? 2, WORKERS_AT_MOST));

/** As many workers as the machine has cores for, on these inputs; each computes its share of the ways. */
export function openEngine(
  inputs: CensusInputs,
  {
    workers: count = workersFor(navigator.hardwareConcurrency),
    open = () => openWorker(inputs),
  }: { workers?: number; open?: () => EngineWorker } = {},
): WhatIfEngine {
  const shares = dealWays(inputs, count);
  const workers = shares.map(open);

  return {
    compute: async (scenario) => {
      const answers = await Promise.all(
        shares.map((ways, place) => workers[place]?.compute(scenario, ways) ?? NO_WORKER),
      );
      const parts: ForecastPart[] = [];
      for (const answer of answers) {
        if (!answer.ok) return answer;
        parts.push(answer.value);
      }
      return ok(outlookOf(mixForecasts(parts)));
    },
    close: () => {
      for (const worker of workers) worker.close();
    },
  };
}

import type { CensusForecast } from "#models/census/census-forecast";
import type { CensusInputs } from "#models/census/census-inputs";
import { countWays, mixForecasts, wayOrder } from "#models/census/forecast-parts";
import { type Outlook, outlookOf } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { err, ok, type Result } from "#models/shared/result";
import { type EngineWorker, openWorker, type WayAnswer } from "./engine-worker";
import type { EngineProblem } from "./what-if-messages";

export type EngineAnswer = Result<Outlook, EngineProblem>;

export interface Computation {
  /** First of a few ways the admissions may go, which is near, then of all of them. */
  onAnswer: (answer: EngineAnswer, isExact: boolean) => void;
  /** Asked between two ways: somebody may have moved the slider on. */
  isWanted: () => boolean;
}

export interface WhatIfEngine {
  /** The forecast under a scenario; resolves when it is exact, impossible, or no longer wanted. */
  compute(scenario: Scenario, computation: Computation): Promise<void>;
  close(): void;
}

const NO_WORKER: WayAnswer = err("failed");

/** More than the ways there are would idle, and each holds the inputs. */
const WORKERS_AT_MOST = 5;

export const workersFor = (cores: number | undefined): number =>
  Math.max(1, Math.min(cores ?? 2, WORKERS_AT_MOST));

/** As many workers as the machine has cores for, on these inputs. */
export function openEngine(
  inputs: CensusInputs,
  {
    workers: count = workersFor(navigator.hardwareConcurrency),
    open = () => openWorker(inputs),
  }: { workers?: number; open?: () => EngineWorker } = {},
): WhatIfEngine {
  const workers = Array.from({ length: count }, open);
  const { few, others } = wayOrder(countWays(inputs), count);

  return {
    compute: async (scenario, { onAnswer, isWanted }) => {
      const parts: CensusForecast[] = [];
      // A way a worker at a time: what is no longer wanted holds up what is for one way at most.
      const rounds = [few, ...roundsOf(others, count)];
      for (const [index, round] of rounds.entries()) {
        if (index > 0 && !isWanted()) return;
        const answers = await Promise.all(
          round.map((way, place) => workers[place]?.compute(scenario, way) ?? NO_WORKER),
        );
        for (const answer of answers) {
          if (!answer.ok) return onAnswer(err(answer.error), true);
          parts.push(answer.value);
        }
        const isExact = index === rounds.length - 1;
        if (index === 0 || isExact) onAnswer(ok(outlookOf(mixForecasts(parts))), isExact);
      }
    },
    close: () => {
      for (const worker of workers) worker.close();
    },
  };
}

const roundsOf = (ways: readonly number[], atOnce: number): number[][] =>
  Array.from({ length: Math.ceil(ways.length / atOnce) }, (_, round) =>
    ways.slice(round * atOnce, (round + 1) * atOnce),
  );

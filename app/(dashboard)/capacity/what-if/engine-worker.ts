import type { CensusInputs } from "#models/census/census-inputs";
import type { ForecastPart } from "#models/census/forecast-parts";
import type { Scenario } from "#models/census/scenario";
import { err, ok, type Result } from "#models/shared/result";
import type { EngineProblem, EngineReply, EngineRequest } from "./what-if-messages";

export type PartAnswer = Result<ForecastPart, EngineProblem>;

/** A worker as far as the engine needs it. */
export interface WorkerPort {
  postMessage(request: EngineRequest): void;
  onReply(listener: (reply: EngineReply) => void): void;
  onFailure(listener: () => void): void;
  terminate(): void;
}

export interface EngineWorker {
  /** The forecast under a scenario if admissions go one of these ways; in the order they were asked for. */
  compute(scenario: Scenario, ways: readonly number[]): Promise<PartAnswer>;
  /** Ends it. What was asked for and not answered is answered `failed`. */
  close(): void;
}

/** Starts a worker on these inputs. */
export function openWorker(
  inputs: CensusInputs,
  start: () => WorkerPort = startWorker,
): EngineWorker {
  const waiting = new Map<number, (answer: PartAnswer) => void>();
  const port = start();
  let runs = 0;
  let isBroken = false;

  const failAll = () => {
    isBroken = true;
    for (const answer of waiting.values()) answer(err("failed"));
    waiting.clear();
  };
  port.onReply(({ run, part, problem }) => {
    waiting.get(run)?.(part ? ok(part) : err(problem));
    waiting.delete(run);
  });
  // Its script did not load, or it ran out of memory: it answers nothing any more.
  port.onFailure(failAll);
  port.postMessage({ type: "inputs", inputs });

  return {
    compute: (scenario, ways) => {
      if (isBroken) return Promise.resolve(err("failed"));
      const run = (runs += 1);
      return new Promise((answer) => {
        waiting.set(run, answer);
        port.postMessage({ type: "compute", run, scenario, ways });
      });
    },
    close: () => {
      port.terminate();
      failAll();
    },
  };
}

function startWorker(): WorkerPort {
  const worker = new Worker(new URL("./what-if.worker.ts", import.meta.url), { type: "module" });
  return {
    postMessage: (request) => worker.postMessage(request),
    onReply: (listener) =>
      worker.addEventListener("message", ({ data }: MessageEvent<EngineReply>) => listener(data)),
    onFailure: (listener) => {
      worker.addEventListener("error", listener);
      worker.addEventListener("messageerror", listener);
    },
    terminate: () => worker.terminate(),
  };
}

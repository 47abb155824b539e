import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { err, ok, type Result } from "#models/shared/result";
import type { EngineProblem, EngineReply, EngineRequest } from "./what-if-messages";

export type EngineAnswer = Result<Outlook, EngineProblem>;

/** A worker as far as the engine needs it. */
export interface EngineWorker {
  postMessage(request: EngineRequest): void;
  onReply(listener: (reply: EngineReply) => void): void;
  onFailure(listener: () => void): void;
  terminate(): void;
}

export interface WhatIfEngine {
  /** The forecast under a scenario; one after the other, in the order they were asked for. */
  compute(scenario: Scenario): Promise<EngineAnswer>;
  /** Ends the worker. What was asked for and not answered is answered `failed`. */
  close(): void;
}

/** Starts a worker on these inputs. */
export function openEngine(
  inputs: CensusInputs,
  start: () => EngineWorker = startWorker,
): WhatIfEngine {
  const waiting = new Map<number, (answer: EngineAnswer) => void>();
  const worker = start();
  let runs = 0;
  let isBroken = false;

  const failAll = () => {
    isBroken = true;
    for (const answer of waiting.values()) answer(err("failed"));
    waiting.clear();
  };
  worker.onReply(({ run, outlook, problem }) => {
    waiting.get(run)?.(outlook ? ok(outlook) : err(problem));
    waiting.delete(run);
  });
  // Its script did not load, or it ran out of memory: it answers nothing any more.
  worker.onFailure(failAll);
  worker.postMessage({ type: "inputs", inputs });

  return {
    compute: (scenario) => {
      if (isBroken) return Promise.resolve(err("failed"));
      const run = (runs += 1);
      return new Promise((answer) => {
        waiting.set(run, answer);
        worker.postMessage({ type: "compute", run, scenario });
      });
    },
    close: () => {
      worker.terminate();
      failAll();
    },
  };
}

function startWorker(): EngineWorker {
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

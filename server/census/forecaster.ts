import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ArrivalsModel } from "#models/arrivals/arrivals-model";
import type { CensusInputs } from "#models/census/census-inputs";
import type { EscalationForecast } from "#models/escalation/escalation-forecast";
import type { CensusValues } from "#models/forecasts/census-values";
import type { UnitFlow } from "#models/forecasts/unit-flow";
import type { RegionalAnswer, RegionalRequest } from "../hospital-flu/regional-forecast";
import type {
  ArrivalsTraining,
  EscalationQuestion,
  FlowFit,
  ForecastReply,
  ForecastRequest,
} from "./forecast-protocol";

/** Computes in a thread of its own: a forecast takes a core for longer than sockets may wait. */
export interface Forecaster {
  forecastCensus(inputs: CensusInputs): Promise<CensusValues>;
  forecastEscalation(question: EscalationQuestion): Promise<EscalationForecast>;
  trainArrivals(training: ArrivalsTraining): Promise<ArrivalsModel>;
  fitFlow(fit: FlowFit): Promise<UnitFlow>;
  forecastRegion(request: RegionalRequest): Promise<RegionalAnswer>;
}

/**
 * Lends a forecaster to `use`, and ends its thread afterwards: forecasts are minutes apart, and a thread that
 * waits holds its memory. It is asked one thing at a time; what it cannot compute is thrown here, as is an
 * abort.
 */
export async function withForecaster<T>(
  signal: AbortSignal,
  use: (forecaster: Forecaster) => Promise<T>,
): Promise<T> {
  // Inherits no flags: those of a test runner or a debugger are not meant for it.
  const entry = new URL("./forecast-worker-entry.mjs", import.meta.url);
  const worker = new Worker(entry, { execArgv: [] });
  const ask = async (request: ForecastRequest): Promise<ForecastReply> => {
    worker.postMessage(request);
    const answered = once(worker, "message", { signal });
    const [reply] = (await answered) as [ForecastReply];
    if (reply.work === "failed") throw new Error(`${request.work}: ${reply.message}`);
    return reply;
  };
  const strayed = (reply: ForecastReply) => new Error(`a forecaster answered with ${reply.work}`);
  try {
    return await use({
      forecastCensus: async (inputs) => {
        const reply = await ask({ work: "census", inputs });
        if (reply.work !== "census") throw strayed(reply);
        return reply.values;
      },
      forecastEscalation: async (question) => {
        const reply = await ask({ work: "escalation", ...question });
        if (reply.work !== "escalation") throw strayed(reply);
        return reply.forecast;
      },
      trainArrivals: async (training) => {
        const reply = await ask({ work: "train-arrivals", ...training });
        if (reply.work !== "train-arrivals") throw strayed(reply);
        return reply.model;
      },
      fitFlow: async (fit) => {
        const reply = await ask({ work: "fit-flow", ...fit });
        if (reply.work !== "fit-flow") throw strayed(reply);
        return reply.flow;
      },
      forecastRegion: async (request) => {
        const reply = await ask({ work: "region", ...request });
        if (reply.work !== "region") throw strayed(reply);
        return reply.answer;
      },
    });
  } finally {
    await worker.terminate();
  }
}

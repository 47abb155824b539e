import { Worker } from "node:worker_threads";
import type { ArrivalsModel } from "#models/arrivals/arrivals-model";
import type { EscalationForecast } from "#models/escalation/escalation-forecast";
import type { UnitFlow } from "#models/forecasts/unit-flow";
import type { FluKnowledge } from "#models/hospital-flu/expect-flu";
import type { RegionalAnswer, RegionalRequest } from "../hospital-flu/regional-forecast";
import type {
  ArrivalsTraining,
  EscalationQuestion,
  ExpectedFlu,
  FlowFit,
  ForecastOfCensus,
  ForecastReply,
  ForecastRequest,
  KnownCensus,
} from "./forecast-protocol";

/** Computes in a thread of its own: a forecast takes a core for longer than sockets may wait. */
export interface Forecaster {
  forecastCensus(known: KnownCensus): Promise<ForecastOfCensus>;
  forecastEscalation(question: EscalationQuestion): Promise<EscalationForecast>;
  trainArrivals(training: ArrivalsTraining): Promise<ArrivalsModel>;
  fitFlow(fit: FlowFit): Promise<UnitFlow>;
  forecastRegion(request: RegionalRequest): Promise<RegionalAnswer>;
  expectFlu(known: FluKnowledge): Promise<ExpectedFlu>;
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
  const thread = startThread(signal);
  const ask = async (request: ForecastRequest): Promise<ForecastReply> => {
    const reply = await thread.ask(request);
    if (reply.work === "failed") throw new Error(`${request.work}: ${reply.message}`);
    return reply;
  };
  const strayed = (reply: ForecastReply) => new Error(`a forecaster answered with ${reply.work}`);
  try {
    return await use({
      forecastCensus: async (known) => {
        const reply = await ask({ work: "census", known });
        if (reply.work !== "census") throw strayed(reply);
        return reply;
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
      expectFlu: async (known) => {
        const reply = await ask({ work: "flu", known });
        if (reply.work !== "flu") throw strayed(reply);
        return reply.expected;
      },
    });
  } finally {
    await thread.stop();
  }
}

/**
 * A thread that may die at any time: while it is asked, so that the question fails, or while it is not, so that
 * the next one does. Somebody always listens for its death, for one that nobody hears ends the whole server.
 */
export function startThread(
  signal: AbortSignal,
  entry = new URL("./forecast-worker-entry.mjs", import.meta.url),
): { ask(request: ForecastRequest): Promise<ForecastReply>; stop(): Promise<void> } {
  // Inherits no flags: those of a test runner or a debugger are not meant for it.
  const worker = new Worker(entry, { execArgv: [] });
  const over = new AbortController();
  const death = new Promise<never>((_, reject) => {
    const aborted = () => reject(new Error("the forecast was given up", { cause: signal.reason }));
    signal.addEventListener("abort", aborted, { signal: over.signal });
    if (signal.aborted) aborted();
    worker.on("error", reject);
    worker.on("messageerror", reject);
    worker.on("exit", (code) => reject(new Error(`the forecast thread ended with ${code}`)));
  });
  death.catch(() => undefined);

  return {
    ask(request) {
      const answered = new Promise<ForecastReply>((resolve) => worker.once("message", resolve));
      worker.postMessage(request);
      return Promise.race([answered, death]);
    },
    async stop() {
      over.abort();
      await worker.terminate();
    },
  };
}

import { parentPort } from "node:worker_threads";
import { forecastCensus } from "#models/census/census-forecast";
import { escalationForecastOf } from "#models/escalation/escalation-forecast";
import { censusValues } from "#models/forecasts/census-values";
import { fitUnitFlow } from "#models/forecasts/fit-unit-flow";
import type { ForecastReply, ForecastRequest } from "./forecast-protocol";
import { hospitalCalendar } from "./hospital-calendar";
import { inputsOf } from "./inputs-of";

/** A thread lives for one job: what only some of them need, TensorFlow above all, is loaded by those. */
async function compute(request: ForecastRequest): Promise<ForecastReply> {
  const { work } = request;
  switch (work) {
    case "census": {
      const inputs = inputsOf(request.known);
      return { work, inputs, values: censusValues(forecastCensus(inputs)) };
    }
    case "escalation": {
      const forecast = escalationForecastOf(forecastCensus(request.inputs), request);
      return { work, forecast };
    }
    case "region": {
      const { forecastRegion } = await import("../hospital-flu/regional-forecast");
      return { work, answer: await forecastRegion(request) };
    }
    case "flu": {
      const { expectFlu } = await import("#models/hospital-flu/expect-flu");
      return { work, expected: expectFlu(request.known) };
    }
    case "fit-flow":
      return { work, flow: fitUnitFlow(request.stays, request.units, request) };
    case "train-arrivals": {
      const { trainArrivals } = await import("#models/arrivals/train-arrivals");
      const { chooseBackend } = await import("../scoring/backend");
      await chooseBackend();
      const { history, timeZone, previous } = request;
      const calendar = hospitalCalendar(timeZone, history);
      return { work, model: await trainArrivals(history, calendar, previous) };
    }
  }
}

const failed = (cause: unknown): ForecastReply => ({
  work: "failed",
  message: cause instanceof Error ? cause.message : "no reason given",
});

if (!parentPort) throw new Error("the forecast worker runs in a worker thread");
const port = parentPort;
const answer = async (request: ForecastRequest): Promise<void> =>
  port.postMessage(await compute(request).catch(failed));
port.on("message", (request: ForecastRequest) => void answer(request));

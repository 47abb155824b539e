import { parentPort } from "node:worker_threads";
import { trainArrivals } from "#models/arrivals/train-arrivals";
import { forecastCensus } from "#models/census/census-forecast";
import { escalationForecastOf } from "#models/escalation/escalation-forecast";
import { censusValues } from "#models/forecasts/census-values";
import { fitUnitFlow } from "#models/forecasts/fit-unit-flow";
import { expectFlu } from "#models/hospital-flu/expect-flu";
import { chooseBackend } from "../scoring/backend";
import type { ForecastReply, ForecastRequest } from "./forecast-protocol";
import { forecastRegion } from "../hospital-flu/regional-forecast";
import { hospitalCalendar } from "./hospital-calendar";
import { inputsOf } from "./inputs-of";

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
    case "region":
      return { work, answer: await forecastRegion(request) };
    case "flu":
      return { work, expected: expectFlu(request.known) };
    case "fit-flow":
      return { work, flow: fitUnitFlow(request.stays, request.units, request) };
    case "train-arrivals": {
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

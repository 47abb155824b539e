import { forecastCensus } from "#models/census/census-forecast";
import type { CensusInputs } from "#models/census/census-inputs";
import { buffersOf } from "#models/census/forecast-parts";
import { applyScenario, type Scenario } from "#models/census/scenario";
import type { EngineReply, EngineRequest } from "./what-if-messages";

// Beside the page, so that a slider moves while a forecast is computed.

let inputs: CensusInputs | undefined;

self.addEventListener("message", ({ data }: MessageEvent<EngineRequest>) => {
  if (data.type === "inputs") inputs = data.inputs;
  else send(reply(data.run, data.scenario, data.ways));
});

function reply(run: number, scenario: Scenario, ways: readonly number[]): EngineReply {
  if (!inputs) return { run, problem: "failed" };
  try {
    const forecast = forecastCensus(applyScenario(inputs, scenario), ways);
    return { run, part: { ways: ways.length, forecast } };
  } catch (cause) {
    // What the engine says of a unit it does not have, or of none that is left.
    return { run, problem: cause instanceof RangeError ? "impossible" : "failed" };
  }
}

/** The distributions are handed over, not copied. */
const send = (answer: EngineReply): void =>
  self.postMessage(answer, { transfer: answer.part ? buffersOf(answer.part.forecast) : [] });

import { KeyObject } from "node:crypto";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { DeteriorationModel } from "#models/deterioration/model";
import type { ForecastModel } from "#models/sign-forecast/forecast-model";
import { assessBatch } from "./assess";
import { chooseBackend } from "./backend";
import type { EncounterState } from "./encounter-state";
import { EncounterStates } from "./encounter-states";
import { forecastFor } from "./forecast";
import { FORECAST_ARTIFACTS, loadForecastModel } from "./load-forecast-model";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "./load-model";
import type { FromScorer, ToScorer } from "./protocol";

/** A change waits this long for others, so that the signs of one message are assessed together. */
const GATHER_MS = 40;
/** How often we look for those whose minute is over, and for changes held back by their interval. */
const SWEEP_MS = 250;

async function run(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromScorer): void => port.postMessage(message);
  const backend = await chooseBackend();
  const model = await loadNewest(say, DETERIORATION);
  const forecastModel = await loadNewest(say, SIGN_FORECAST);
  const states = new EncounterStates();

  const assess = (due: readonly EncounterState[], now: number): void => {
    if (due.length === 0) return;
    const startedAt = performance.now();
    const assessments = assessBatch(due, now, model);
    if (assessments.length === 0) return;
    say({ type: "assessed", assessments, tickMs: performance.now() - startedAt });
  };

  let gathering: NodeJS.Timeout | undefined;
  const gather = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const now = Date.now();
      assess(states.takeMoved(now), now);
    }, GATHER_MS);
  };
  const sweep = setInterval(() => {
    const now = Date.now();
    assess(states.overdue(now), now);
  }, SWEEP_MS);

  port.on("message", (message: ToScorer) => {
    switch (message.type) {
      case "admit":
        for (const encounter of message.encounters) states.admit(encounter);
        break;
      case "release":
        for (const slot of message.slots) states.release(slot);
        break;
      case "observe":
        states.observe(message.records);
        break;
      case "forecast": {
        const { request, asked } = message;
        const forecast = forecastFor(states.find(asked), Date.now(), forecastModel);
        say({ type: "forecast", request, forecast });
        break;
      }
      case "ping":
        say({ type: "pong" });
        break;
      case "stop":
        clearTimeout(gathering);
        clearInterval(sweep);
        port.close();
        return;
    }
    if (states.hasTouched) gather();
  });
  say({ type: "ready", modelVersion: model?.version, backend });
}

interface Loaded<Model> {
  name: string;
  artifacts: string;
  load: (folder: string, publicKey: KeyObject | undefined) => Promise<Model>;
}

const DETERIORATION: Loaded<DeteriorationModel> = {
  name: "deterioration model",
  artifacts: DETERIORATION_ARTIFACTS,
  load: loadModel,
};
const SIGN_FORECAST: Loaded<ForecastModel> = {
  name: "forecast of signs",
  artifacts: FORECAST_ARTIFACTS,
  load: loadForecastModel,
};

/** Without a model the ward still gets its NEWS2: a model that cannot be used is said, not fatal. */
async function loadNewest<Model extends { version: string }>(
  say: (message: FromScorer) => void,
  { name, artifacts, load }: Loaded<Model>,
): Promise<Model | undefined> {
  const version = await newestVersion(artifacts);
  if (!version) return undefined;
  try {
    const model = await load(join(artifacts, version), signingKey());
    // An old version under a new name would pass every other check.
    if (model.version !== version) throw new Error(`${version} holds model ${model.version}`);
    return model;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    say({ type: "failed", message: `${name} not loaded: ${detail}` });
    return undefined;
  }
}

/** The key that manifests must be signed with, when the hospital has one. */
function signingKey(): KeyObject | undefined {
  const given: unknown = workerData;
  return given instanceof KeyObject ? given : undefined;
}

if (!parentPort) throw new Error("the scoring worker runs in a worker thread");
await run(parentPort);

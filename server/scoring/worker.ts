import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { ModelReport, ServedModel } from "#models/deterioration/model-in-service";
import { assessBatch } from "./assess";
import { chooseBackend } from "./backend";
import type { EncounterState } from "./encounter-state";
import { EncounterStates } from "./encounter-states";
import { forecastFor } from "./forecast";
import { InputCounts } from "./input-counts";
import { FORECAST_ARTIFACTS } from "./load-forecast-model";
import { DETERIORATION_ARTIFACTS } from "./load-model";
import { type FromScorer, type ToScorer, WorkerSettings } from "./protocol";
import { loadReported, loadReportedForecast } from "./report-model";

/** A change waits this long for others, so that the signs of one message are assessed together. */
const GATHER_MS = 40;
/** How often we look for those whose minute is over, and for changes held back by their interval. */
const SWEEP_MS = 250;
/** How much of what was counted is lost when the server is killed. */
const COUNTS_MS = 5 * 60_000;

async function run(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromScorer): void => port.postMessage(message);
  const backend = await chooseBackend();
  const settings = WorkerSettings.parse(workerData);
  const folderOf = (name: ServedModel, shipped: string): string =>
    settings.modelsDir ? join(settings.modelsDir, name) : shipped;
  const { model, report } = await loadReported(
    folderOf("deterioration", DETERIORATION_ARTIFACTS),
    settings.modelKey,
  );
  const forecast = await loadReportedForecast(
    folderOf("sign-forecast", FORECAST_ARTIFACTS),
    settings.modelKey,
  );
  const states = new EncounterStates();
  const counts = countsOf(report);

  const assess = (due: readonly EncounterState[], now: number): void => {
    if (due.length === 0) return;
    const startedAt = performance.now();
    const assessments = assessBatch(due, now, model, counts);
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

  const tellCounts = (): void => {
    const hours = counts?.take() ?? [];
    if (model && hours.length > 0) say({ type: "counted", version: model.version, hours });
  };
  const telling = setInterval(tellCounts, settings.countsMs ?? COUNTS_MS);

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
        const now = Date.now();
        const signs = forecastFor(states.find(asked), now, forecast.model);
        say({ type: "forecast", request, forecast: signs });
        break;
      }
      case "ping":
        say({ type: "pong" });
        break;
      case "stop":
        clearTimeout(gathering);
        clearInterval(sweep);
        clearInterval(telling);
        tellCounts();
        port.close();
        return;
    }
    if (states.hasTouched) gather();
  });
  const models = { deterioration: report, "sign-forecast": forecast.report };
  say({ type: "ready", models, backend });
}

const countsOf = (report: ModelReport): InputCounts | undefined =>
  report.state === "in-service" && report.distribution
    ? new InputCounts(report.distribution)
    : undefined;

if (!parentPort) throw new Error("the scoring worker runs in a worker thread");
await run(parentPort);

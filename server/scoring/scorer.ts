import type { KeyObject } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import type { Logger } from "../logger";
import type { CountedHour } from "./input-counts";
import type {
  Assessment,
  ForecastRequest,
  FromScorer,
  ModelReports,
  ScoredEncounter,
  ToScorer,
  WorkerSettings,
} from "./protocol";
import { createWatchdog, type Watchdog } from "./watchdog";

export interface ScorerStatus {
  state: "starting" | "up" | "down" | "stopped";
  /** Undefined while starting, and when no model could be loaded: then there are scores and no risks. */
  modelVersion: string | undefined;
  /** What became of each model at the last start of the worker; empty while starting. */
  models: ModelReports;
  backend: string | undefined;
  /** How long the last batch took, milliseconds. */
  lastTickMs: number | undefined;
  restarts: number;
}

export interface ScorerOptions {
  log: Logger;
  onAssessed: (assessments: readonly Assessment[]) => void;
  /** What the deterioration model was fed, of hours that may not be over. */
  onCounted?: (version: string, hours: readonly CountedHour[]) => void;
  /** The worker died; it is being started again, and has forgotten everything. */
  onDown: (reason: string) => void;
  /** It is back and empty: admit the encounters again and observe what is known of them. */
  onRestarted: () => void;
  /** Model manifests must be signed with its private key; without one, digests are all that is checked. */
  modelKey?: KeyObject | undefined;
  /** The folder of models, when it is not the one that is shipped. */
  modelsDir?: string | undefined;
  /** The worker's code, when it is not ours: for tests. */
  entry?: URL;
  /** How often it is asked whether it hangs. */
  pingMs?: number;
  /** How often it tells what the model was fed. */
  countsMs?: number;
}

/**
 * The scoring worker as the main thread sees it. What is said to it while it is down is lost on purpose:
 * `onRestarted` asks for the whole state, which is newer.
 */
export interface Scorer {
  admit(encounters: readonly ScoredEncounter[]): void;
  release(slots: readonly number[]): void;
  /** Records as in `protocol.ts`. The array is handed over and is empty afterwards. */
  observe(records: Float64Array<ArrayBuffer>): void;
  /** Always answered: without a worker it says so. */
  forecast(asked: ForecastRequest): Promise<EncounterForecast>;
  status(): ScorerStatus;
  stop(): Promise<void>;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
const STOP_WITHIN_MS = 2_000;

/** Ten seconds of silence are no batch: one of 1,000 encounters takes less than half a second. */
const PING_MS = 2_000;
const PINGS_UNANSWERED = 5;
/** Until it is ready it answers nothing: TensorFlow.js and the model load, on a busy machine for long. */
const PINGS_UNANSWERED_AT_START = 30;

/** Starts the worker and resolves once it can score; rejects when it cannot start at all. */
export async function startScorer(options: ScorerOptions): Promise<Scorer> {
  const scorer = new SupervisedScorer(options);
  await scorer.start();
  return scorer;
}

const SCORING_DOWN: EncounterForecast = { state: "none", reason: "scoring-down" };

class SupervisedScorer implements Scorer {
  private worker: Worker | undefined;
  private watchdog: Watchdog | undefined;
  private restartTimer: NodeJS.Timeout | undefined;
  private readonly awaited = new Map<number, (forecast: EncounterForecast) => void>();
  private requests = 0;
  private delayMs = FIRST_DELAY_MS;
  private current: ScorerStatus = {
    state: "starting",
    modelVersion: undefined,
    models: {},
    backend: undefined,
    lastTickMs: undefined,
    restarts: 0,
  };

  constructor(private readonly options: ScorerOptions) {}

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.spawn({ onReady: resolve, onLost: (reason) => reject(new Error(reason)) });
    });
  }

  admit(encounters: readonly ScoredEncounter[]): void {
    this.tell({ type: "admit", encounters });
  }

  release(slots: readonly number[]): void {
    this.tell({ type: "release", slots });
  }

  observe(records: Float64Array<ArrayBuffer>): void {
    this.tell({ type: "observe", records }, [records.buffer]);
  }

  forecast(asked: ForecastRequest): Promise<EncounterForecast> {
    if (this.current.state !== "up") return Promise.resolve(SCORING_DOWN);
    this.requests += 1;
    const request = this.requests;
    return new Promise((resolve) => {
      this.awaited.set(request, resolve);
      this.tell({ type: "forecast", request, asked });
    });
  }

  status(): ScorerStatus {
    return { ...this.current };
  }

  async stop(): Promise<void> {
    const worker = this.worker;
    this.current.state = "stopped";
    clearTimeout(this.restartTimer);
    this.watchdog?.stop();
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ type: "stop" } satisfies ToScorer);
    const timer = setTimeout(() => void worker.terminate(), STOP_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }

  private tell(message: ToScorer, transfer: ArrayBuffer[] = []): void {
    if (this.current.state === "up") this.worker?.postMessage(message, transfer);
  }

  private spawn(first: { onReady: () => void; onLost: (reason: string) => void }): void {
    const worker = newWorker(this.options);
    this.worker = worker;
    let reason = "the scoring worker ended";
    this.watchdog = createWatchdog({
      intervalMs: this.options.pingMs ?? PING_MS,
      patience: () => (this.current.state === "up" ? PINGS_UNANSWERED : PINGS_UNANSWERED_AT_START),
      ask: () => worker.postMessage({ type: "ping" } satisfies ToScorer),
      onSilent: () => {
        reason = "the scoring worker hangs";
        void worker.terminate();
      },
    });
    worker.on("message", (message: FromScorer) => this.heard(message, first.onReady));
    worker.on("error", (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on("exit", () => {
      this.worker = undefined;
      this.watchdog?.stop();
      // Whoever waits is not left waiting: one that hangs is ended by the watchdog and comes here too.
      for (const resolve of this.awaited.values()) resolve(SCORING_DOWN);
      this.awaited.clear();
      if (this.current.state === "stopped") return;
      first.onLost(reason);
      if (this.current.state !== "starting") this.lost(reason);
    });
  }

  private heard(message: FromScorer, onReady: () => void): void {
    this.watchdog?.heard();
    switch (message.type) {
      case "ready":
        this.ready(message);
        onReady();
        break;
      case "assessed":
        this.current.lastTickMs = message.tickMs;
        this.delayMs = FIRST_DELAY_MS;
        this.options.onAssessed(message.assessments);
        break;
      case "forecast":
        this.awaited.get(message.request)?.(message.forecast);
        this.awaited.delete(message.request);
        break;
      case "counted":
        this.options.onCounted?.(message.version, message.hours);
        break;
      case "failed":
        this.options.log.error({ detail: message.message }, "scoring failed");
        break;
      case "pong":
        break;
    }
  }

  private ready({ models, backend }: Extract<FromScorer, { type: "ready" }>): void {
    const { deterioration } = models;
    const modelVersion = deterioration?.state === "in-service" ? deterioration.version : undefined;
    Object.assign(this.current, { state: "up", models, modelVersion, backend });
    this.options.log.info({ modelVersion, backend }, "scoring ready");
    for (const [model, report] of Object.entries(models)) {
      if (report.state === "refused")
        this.options.log.error({ model, ...report }, "a model was refused: NEWS2 alone is shown");
    }
  }

  private lost(reason: string): void {
    const wasUp = this.current.state === "up";
    this.current.state = "down";
    if (wasUp) {
      this.options.log.error({ detail: reason }, "scoring worker lost, starting again");
      this.options.onDown(reason);
    }
    this.restartTimer = setTimeout(() => this.restart(), this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
  }

  private restart(): void {
    this.current.restarts += 1;
    this.spawn({ onReady: () => this.options.onRestarted(), onLost: () => undefined });
  }
}

// Inherits no flags: those of a test runner or a debugger are not meant for it.
const newWorker = ({
  entry = new URL("./worker-entry.mjs", import.meta.url),
  modelKey,
  modelsDir,
  countsMs,
}: ScorerOptions): Worker => {
  const workerData = { modelKey, modelsDir, countsMs } satisfies WorkerSettings;
  return new Worker(entry, { execArgv: [], workerData });
};

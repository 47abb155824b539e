import { KeyObject } from "node:crypto";
import { z } from "zod";
import type { Sex, UnitKind } from "#models/encounters/demographics";
import type { ModelReport, ServedModel } from "#models/deterioration/model-in-service";
import type { EncounterId, UnitId } from "#models/shared/ids";
import type { LiveRisk, LiveScore } from "#models/realtime/board";
import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import type { CountedHour } from "./input-counts";

/**
 * What the main thread and the scoring worker say to each other.
 *
 * Observations travel as one Float64Array of records of four: [slot, kind, observedAt, value].
 * A slot is a small number the main thread lends to an encounter while it occupies a bed. `kind` is the
 * id of a vital sign or laboratory test; kind 0 is the feed's clock, `observedAt` the time the message
 * was sent by the feed's clock and `value` the time it was received by ours, epoch milliseconds.
 */
export const OBSERVATION_STRIDE = 4;
export const FEED_CLOCK_KIND = 0;

export interface ScoredEncounter {
  slot: number;
  encounterId: EncounterId;
  age: number | undefined;
  sex: Sex;
  unitId: UnitId;
  unitKind: UnitKind;
  oxygenScale: 1 | 2;
}

/** What the worker is started with; parsed there, since a thread is handed anything. */
export const WorkerSettings = z.object({
  /** Manifests must be signed with its private key; without one, digests are all that is checked. */
  modelKey: z.custom<KeyObject>((value) => value instanceof KeyObject).optional(),
  /** A folder for each model, with its versions; the shipped one when absent. */
  modelsDir: z.string().optional(),
  countsMs: z.number().positive().optional(),
});
export type WorkerSettings = z.infer<typeof WorkerSettings>;

export type ToScorer =
  | { type: "admit"; encounters: readonly ScoredEncounter[] } // also sent again when a profile changes
  | { type: "release"; slots: readonly number[] }
  | { type: "observe"; records: Float64Array }
  /** Answered with the same number. */
  | { type: "forecast"; request: number; asked: ForecastRequest }
  | { type: "ping" } // answered at once, by whoever does not hang
  | { type: "stop" };

/** The slot is lent: the encounter says whose forecast is wanted. */
export type ForecastRequest = Pick<ScoredEncounter, "slot" | "encounterId">;

export interface Assessment {
  encounterId: EncounterId;
  score: LiveScore | undefined; // undefined when no input is present
  risk: LiveRisk | undefined; // undefined until the model has what it needs, or when it is not loaded
  /** SHA-256 of the model's input vector; absent when there is no risk. */
  inputDigest: Uint8Array | undefined;
}

/** What became of each model that was looked for. */
export type ModelReports = Readonly<Partial<Record<ServedModel, ModelReport>>>;

export type FromScorer =
  | { type: "forecast"; request: number; forecast: EncounterForecast }
  | { type: "ready"; models: ModelReports; backend: string }
  | { type: "assessed"; assessments: readonly Assessment[]; tickMs: number }
  | { type: "counted"; version: string; hours: readonly CountedHour[] }
  | { type: "failed"; message: string }
  | { type: "pong" };

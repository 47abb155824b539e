import { createHash } from "node:crypto";
import { WARD_FEATURES } from "#models/deterioration/features";
import { spreadOf } from "#models/deterioration/ensemble";
import { isUnfamiliar } from "#models/deterioration/familiarity";
import { intervalOf, probabilityOf, type DeteriorationModel } from "#models/deterioration/model";
import { writeInputs } from "#models/deterioration/normalisation";
import type { ObservationWindow } from "#models/deterioration/observation-window";
import { largestReasons } from "#models/deterioration/reasons";
import {
  doubtedSigns,
  doubtsInWords,
  doubtsOf,
  type Doubt,
} from "#models/deterioration/plausibility";
import { CHARTED_SIGNS } from "#models/deterioration/variables";
import type { LiveRisk, LiveScore } from "#models/realtime/board";
import type { EncounterState } from "./encounter-state";
import type { CountedRow, InputCounts } from "./input-counts";
import type { Assessment, ScoredEncounter } from "./protocol";

/**
 * A risk needs at least this many of the seven charted signs in the last 24 hours: from fewer the network mostly
 * repeats what it knows about age, and a number would look like knowledge.
 */
export const SIGNS_FOR_A_RISK = 3;
export const RECENT_HOURS = 24;

const { length: WIDTH, inputs: INPUTS } = WARD_FEATURES;

interface Due {
  state: EncounterState;
  at: number;
}

/** Scores and predicts for encounters in one batch at the instant `now` (our clock, epoch milliseconds). */
export function assessBatch(
  states: readonly EncounterState[],
  now: number,
  model: DeteriorationModel | undefined,
  counts?: InputCounts,
): Assessment[] {
  const due = states.flatMap((state): Due[] => {
    const clinicalNow = state.clinicalNow(now);
    if (clinicalNow === undefined) return [];
    const score = state.score(clinicalNow);
    return [{ state, at: state.assessed(clinicalNow, now, score) }];
  });
  const predictable = model
    ? due.filter(
        ({ state, at }) => !state.isTooYoung && chartedSigns(state.window, at) >= SIGNS_FOR_A_RISK,
      )
    : [];
  const predictions = model
    ? predict(predictable, model, (encounter, row) => counts?.count(encounter, now, row))
    : new Map<EncounterState, Prediction>();

  return due.map(({ state, at }) => {
    const prediction = predictions.get(state);
    const past = state.anHourBefore(at);
    state.remember({ at, score: state.lastScore?.total, risk: prediction?.risk });
    return {
      encounterId: state.encounter.encounterId,
      score: liveScore(state, at, past?.score),
      risk: model && prediction ? liveRisk(prediction, model, at, past?.risk) : undefined,
      inputDigest: prediction?.inputDigest,
    };
  });
}

interface Prediction {
  risk: number;
  interval: [low: number, high: number];
  isUnfamiliar: boolean;
  doubts: readonly Doubt[];
  contributions: LiveRisk["contributions"];
  inputDigest: Uint8Array;
}

function predict(
  due: readonly Due[],
  model: DeteriorationModel,
  count: (encounter: ScoredEncounter, row: CountedRow) => void,
): Map<EncounterState, Prediction> {
  const predictions = new Map<EncounterState, Prediction>();
  if (due.length === 0) return predictions;

  const features = new Float32Array(due.length * WIDTH); // [encounters, features]
  const inputs = new Float32Array(due.length * INPUTS); // [encounters, inputs]
  for (const [row, { state, at }] of due.entries()) {
    const from = row * WIDTH;
    WARD_FEATURES.write(state.window, state.encounter, at, features, from);
    writeInputs(WARD_FEATURES, model.normalisation, features, from, inputs, row * INPUTS);
  }
  const { logits, shares, memberLogits } = model.network.explain(
    inputs,
    due.length,
    model.reference,
  );
  const spread = spreadOf(memberLogits);

  for (const [row, { state, at }] of due.entries()) {
    const risk = probabilityOf(logits[row] ?? NaN, model.calibration);
    count(state.encounter, { features, from: row * WIDTH, output: risk });
    predictions.set(state, {
      risk,
      interval: intervalOf(logits[row] ?? NaN, spread[row] ?? NaN, model),
      isUnfamiliar: isUnfamiliar(model.familiarity, inputs, row * INPUTS),
      doubts: doubtsOf(state.window, at),
      contributions: largestReasons(shares, row, state.window, at),
      inputDigest: digestOf(inputs.subarray(row * INPUTS, (row + 1) * INPUTS)),
    });
  }
  return predictions;
}

const digestOf = (input: Float32Array): Uint8Array =>
  createHash("sha256")
    .update(new Uint8Array(input.buffer, input.byteOffset, input.byteLength))
    .digest();

function chartedSigns(window: ObservationWindow, at: number): number {
  let signs = 0;
  for (let sign = 0; sign < CHARTED_SIGNS; sign += 1) {
    if (window.hoursSince(sign, at) <= RECENT_HOURS) signs += 1;
  }
  return signs;
}

function liveScore(
  { lastScore }: EncounterState,
  at: number,
  previousScore: number | undefined,
): LiveScore | undefined {
  return (
    lastScore && {
      score: lastScore.total,
      hasRedScore: lastScore.hasRedScore,
      inputsPresent: lastScore.inputsPresent,
      oldestInputSeconds: lastScore.oldestInputSeconds,
      previousScore,
      assessedAt: at,
    }
  );
}

const liveRisk = (
  { risk, interval, isUnfamiliar, doubts, contributions }: Prediction,
  { threshold, version }: DeteriorationModel,
  at: number,
  previousRisk: number | undefined,
): LiveRisk => ({
  risk,
  interval,
  isUnfamiliar,
  doubts: doubtsInWords(doubts),
  doubtedSigns: doubtedSigns(doubts),
  contributions,
  threshold,
  previousRisk,
  modelVersion: version,
  predictedAt: at,
});

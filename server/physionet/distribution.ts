import { baselineOf, type TrainingDistribution } from "#models/deterioration/drift";
import { WARD_FEATURES } from "#models/deterioration/features";
import { probabilityOf } from "#models/deterioration/model";
import type { HourTable } from "./hour-table";
import { sampleInputs, type Scorer } from "./score-hours";

/** Tenths of a column are as steady from these many hours as from all. */
const MOST_HOURS = 100_000;

const { length: WIDTH, inputs: INPUTS, names } = WARD_FEATURES;
const BATCH = 2_048;

/** How each feature, and what the model says, was distributed over evenly spaced training hours. */
export function distributionOf(
  { network, normalisation, calibration }: Scorer,
  train: HourTable,
): TrainingDistribution {
  const stride = Math.max(1, Math.ceil(train.rows / MOST_HOURS));
  const count = Math.ceil(train.rows / stride);
  const rows = new Float32Array(count * WIDTH);
  for (let index = 0; index < count; index += 1) {
    const from = index * stride * WIDTH;
    rows.set(train.features.subarray(from, from + WIDTH), index * WIDTH);
  }
  const empty = { low: [], high: [], mean: [], deviation: [] };
  const inputs = sampleInputs(train, { deployed: normalisation, challenge: empty }, stride);
  const outputs = new Float32Array(count);
  for (let from = 0; from < count; from += BATCH) {
    const batch = Math.min(BATCH, count - from);
    const logits = network.predict(inputs.subarray(from * INPUTS, (from + batch) * INPUTS), batch);
    for (const [index, logit] of logits.entries())
      outputs[from + index] = probabilityOf(logit, calibration);
  }
  return baselineOf({ names, rows, outputs });
}

import { baselineOf, type TrainingDistribution } from "#models/deterioration/drift";
import { WARD_FEATURES } from "#models/deterioration/features";
import type { HourTable } from "./hour-table";
import { scoreHours, type Scorer } from "./score-hours";

/** Tenths of a column are as steady from these many hours as from all. */
const MOST_HOURS = 100_000;

const { length: WIDTH, names } = WARD_FEATURES;

/** How each feature, and what the model says, was distributed over evenly spaced training hours. */
export function distributionOf(model: Scorer, train: HourTable): TrainingDistribution {
  const stride = Math.max(1, Math.ceil(train.rows / MOST_HOURS));
  const count = Math.ceil(train.rows / stride);
  const rows = new Float32Array(count * WIDTH);
  for (let index = 0; index < count; index += 1) {
    const from = index * stride * WIDTH;
    rows.set(train.features.subarray(from, from + WIDTH), index * WIDTH);
  }
  const outputs = scoreHours(model, { ...train, rows: count, features: rows });
  return baselineOf({ names, rows, outputs });
}

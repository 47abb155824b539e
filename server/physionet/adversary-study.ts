import { attack } from "#models/deterioration/adversary";
import { WARD_FEATURES } from "#models/deterioration/features";
import { noiseOfFeatures } from "#models/deterioration/measurement-noise";
import type { Normalisation } from "#models/deterioration/normalisation";
import { writeInputs } from "#models/deterioration/normalisation";
import type { HourTable } from "./hour-table";

export interface AttackedModel {
  network: { gradient: (inputs: Float32Array, rows: number) => Float32Array };
  normalisation: Normalisation;
}

/** Which way each hour is pushed: `mislead` ranks everybody wrongly, `hide` makes the septic look well. */
export type Aim = "mislead" | "hide";

const BATCH = 1_024;

/** Whether the adversary touches this hour. */
export const isMoved = ({ labels }: Pick<HourTable, "labels">, row: number, aim: Aim): boolean =>
  aim === "mislead" || labels[row] === 1;

/**
 * The table as an adversary would have the model see it who may move every value within measurement noise.
 * What was not measured stays so; scores and ratios made of the values are computed again from the moved ones.
 */
export function attackedTable(
  { network, normalisation }: AttackedModel,
  table: HourTable,
  { aim, steps, strength = 1 }: { aim: Aim; steps: number; strength?: number },
  onProgress: (share: number) => void = () => undefined,
): HourTable {
  const { length, inputs: width } = WARD_FEATURES;
  const noise = noiseOfFeatures(WARD_FEATURES, normalisation.mean);
  const features = table.features.slice();

  for (let from = 0; from < table.rows; from += BATCH) {
    const rows = Math.min(BATCH, table.rows - from);
    const inputs = new Float32Array(rows * width);
    const bounds = new Float32Array(rows * width);
    for (let index = 0; index < rows; index += 1) {
      const at = (from + index) * length;
      writeInputs(WARD_FEATURES, normalisation, features, at, inputs, index * width);
      if (!isMoved(table, from + index, aim)) continue;
      for (let feature = 0; feature < length; feature += 1) {
        if (Number.isNaN(features[at + feature])) continue;
        bounds[index * width + feature] =
          (strength * (noise[feature] ?? 0)) / (normalisation.deviation[feature] ?? 1);
      }
    }
    const directions = Float32Array.from({ length: rows }, (_, index) =>
      table.labels[from + index] === 1 ? -1 : 1,
    );
    const moved = attack(network, inputs, { rows, directions, bounds, steps });
    for (let index = 0; index < rows; index += 1) {
      const row = features.subarray((from + index) * length, (from + index + 1) * length);
      for (let feature = 0; feature < length; feature += 1) {
        const place = index * width + feature;
        const shift = (moved[place] ?? 0) - (inputs[place] ?? 0);
        if (shift !== 0)
          row[feature] = (row[feature] ?? 0) + shift * (normalisation.deviation[feature] ?? 1);
      }
      if (isMoved(table, from + index, aim)) WARD_FEATURES.deriveAgain(row);
    }
    onProgress((from + rows) / table.rows);
  }
  return { ...table, features };
}

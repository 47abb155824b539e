import { WARD_FEATURES } from "#models/deterioration/features";
import { probabilityOf, type DeteriorationModel } from "#models/deterioration/model";
import { writeInputs } from "#models/deterioration/normalisation";
import type { HourTable } from "./hour-table";

const BATCH = 2_048;
const { length: WIDTH, inputs: INPUTS } = WARD_FEATURES;

/** Whether the model sees everything in the table, or what a ward sees that charts signs alone. */
export type View = "everything" | "signs-only";

/** The model's probability for each hour, as 32-bit numbers. */
export function scoreHours(
  {
    network,
    normalisation,
    calibration,
  }: Pick<DeteriorationModel, "network" | "normalisation" | "calibration">,
  table: HourTable,
  view: View = "everything",
): Float32Array {
  const probabilities = new Float32Array(table.rows);
  const inputs = new Float32Array(BATCH * INPUTS);
  for (let from = 0; from < table.rows; from += BATCH) {
    const rows = Math.min(BATCH, table.rows - from);
    for (let index = 0; index < rows; index += 1) {
      const features = viewOf(table, from + index, view);
      writeInputs(WARD_FEATURES, normalisation, features, 0, inputs, index * INPUTS);
    }
    const logits = network.predict(inputs, rows);
    for (const [index, logit] of logits.entries()) {
      probabilities[from + index] = probabilityOf(logit, calibration);
    }
  }
  return probabilities;
}

function viewOf(table: HourTable, row: number, view: View): Float32Array {
  const features = table.features.subarray(row * WIDTH, (row + 1) * WIDTH);
  if (view === "everything") return features;
  const signsOnly = features.slice();
  WARD_FEATURES.keepOnlyChartedSigns(signsOnly);
  return signsOnly;
}

/** NEWS2 as a score of hours: where nothing was measured it ranks below everything measured. */
export const earlyWarningOfHours = (table: HourTable): Float32Array =>
  table.earlyWarning.map((score) => (Number.isNaN(score) ? -1 : score));

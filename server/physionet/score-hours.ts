import type { Ensemble } from "#models/deterioration/ensemble";
import { WARD_FEATURES } from "#models/deterioration/features";
import { probabilityOf, type DeteriorationModel } from "#models/deterioration/model";
import {
  createInputWriter,
  inputsOf,
  type Normalisations,
  type Variant,
  type View,
} from "./hour-inputs";
import type { HourTable } from "./hour-table";

const BATCH = 2_048;

/** What is needed to score hours: the shipped ensemble, or a network it is compared with. */
export interface Scorer extends Pick<DeteriorationModel, "normalisation" | "calibration"> {
  network: Pick<Ensemble, "predict">;
}

/** The model's probability for each hour, as 32-bit numbers. */
export function scoreHours(
  { network, normalisation, calibration }: Scorer,
  table: HourTable,
  view: View = "everything",
): Float32Array {
  const normalisations = { deployed: normalisation, challenge: EMPTY };
  const hours = { table, normalisations, variant: "deployed" as const, view };
  return logitsOfHours(network, hours).map((logit) => probabilityOf(logit, calibration));
}

const EMPTY = { low: [], high: [], mean: [], deviation: [] };

export interface HoursToScore {
  table: HourTable;
  normalisations: Normalisations;
  variant: Variant;
  view?: View;
}

/** The network's logit for each hour. */
export function logitsOfHours(
  network: Pick<Ensemble, "predict">,
  { table, normalisations, variant, view }: HoursToScore,
): Float32Array {
  const logits = new Float32Array(table.rows);
  const width = inputsOf(variant);
  const write = createInputWriter(table, normalisations, variant);
  const inputs = new Float32Array(BATCH * width);
  for (let from = 0; from < table.rows; from += BATCH) {
    const rows = Math.min(BATCH, table.rows - from);
    for (let index = 0; index < rows; index += 1) write(from + index, inputs, index * width, view);
    logits.set(network.predict(inputs, rows), from);
  }
  return logits;
}

/** The inputs of the deployed model for evenly spaced hours, end to end. */
export function sampleInputs(
  table: HourTable,
  normalisations: Normalisations,
  stride: number,
): Float32Array {
  const { inputs: width } = WARD_FEATURES;
  const rows = Math.ceil(table.rows / stride);
  const write = createInputWriter(table, normalisations, "deployed");
  const inputs = new Float32Array(rows * width);
  for (let index = 0; index < rows; index += 1) write(index * stride, inputs, index * width);
  return inputs;
}

/** NEWS2 as a score of hours: where nothing was measured it ranks below everything measured. */
export const earlyWarningOfHours = (table: HourTable): Float32Array =>
  table.earlyWarning.map((score) => (Number.isNaN(score) ? -1 : score));

import { WARD_FEATURES } from "#models/deterioration/features";
import { isUnfamiliar } from "#models/deterioration/familiarity";
import type { DeteriorationModel } from "#models/deterioration/model";
import { writeInputs } from "#models/deterioration/normalisation";
import type { HourTable } from "./hour-table";

/** 1 for each hour whose inputs are unlike those the model learnt from. */
export function unfamiliarHours(
  { familiarity, normalisation }: Pick<DeteriorationModel, "familiarity" | "normalisation">,
  { rows, features }: Pick<HourTable, "rows" | "features">,
): Uint8Array {
  const inputs = new Float32Array(WARD_FEATURES.inputs);
  return Uint8Array.from({ length: rows }, (_, row) => {
    writeInputs(WARD_FEATURES, normalisation, features, row * WARD_FEATURES.length, inputs, 0);
    return isUnfamiliar(familiarity, inputs, 0) ? 1 : 0;
  });
}

import { WARD_FEATURES } from "#models/deterioration/features";
import {
  fitNormalisation,
  writeInputs,
  type Normalisation,
} from "#models/deterioration/normalisation";
import { CHALLENGE_FEATURES } from "./challenge-features";
import type { HourTable } from "./hour-table";

/** What is served, and what exists to be compared with published results and is served to nobody. */
export const VARIANTS = ["deployed", "challenge"] as const;
export type Variant = (typeof VARIANTS)[number];

/** Whether the model sees everything in the table, or what a ward sees that charts signs alone. */
export type View = "everything" | "signs-only";

export interface Normalisations {
  deployed: Normalisation;
  /** Of the features that the challenge variant has in addition. */
  challenge: Normalisation;
}

const { length: WIDTH, inputs: WARD_INPUTS } = WARD_FEATURES;
const CHALLENGE = {
  length: CHALLENGE_FEATURES.length,
  indicated: [],
  inputs: CHALLENGE_FEATURES.length,
};

export const inputsOf = (variant: Variant): number =>
  variant === "deployed" ? WARD_INPUTS : WARD_INPUTS + CHALLENGE.inputs;

export function fitNormalisations({ features, challenge, rows }: HourTable): Normalisations {
  return {
    deployed: fitNormalisation(WARD_FEATURES, features.subarray(0, rows * WIDTH)),
    challenge: fitNormalisation(CHALLENGE, challenge.subarray(0, rows * CHALLENGE.length)),
  };
}

type Columns = Pick<HourTable, "features" | "challenge">;

/** Writes the network's inputs for hours of a table. */
export function createInputWriter(
  { features, challenge }: Columns,
  normalisations: Normalisations,
  variant: Variant,
): (row: number, out: Float32Array, to: number, view?: View) => void {
  const signsOnly = new Float32Array(WIDTH);
  return (row, out, to, view = "everything") => {
    if (view === "everything") {
      writeInputs(WARD_FEATURES, normalisations.deployed, features, row * WIDTH, out, to);
    } else {
      signsOnly.set(features.subarray(row * WIDTH, (row + 1) * WIDTH));
      WARD_FEATURES.keepOnlyChartedSigns(signsOnly);
      writeInputs(WARD_FEATURES, normalisations.deployed, signsOnly, 0, out, to);
    }
    if (variant === "deployed") return;
    const from = row * CHALLENGE.length;
    writeInputs(CHALLENGE, normalisations.challenge, challenge, from, out, to + WARD_INPUTS);
  };
}

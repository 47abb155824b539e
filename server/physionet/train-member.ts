import type { DenseLayer } from "#models/deterioration/network";
import type { DeteriorationRecipe } from "#models/deterioration/recipe";
import {
  trainNetwork,
  type TrainingExamples,
  type TrainingProgress,
} from "#models/deterioration/train-network";
import { gainAt } from "#models/deterioration/utility";
import { createInputWriter, inputsOf, type Normalisations, type Variant } from "./hour-inputs";
import type { HourTable } from "./hour-table";
import type { Hospital } from "./read-patients";

/** One network to train; the same task on the same table gives the same weights. */
export interface MemberTask {
  name: string;
  variant: Variant;
  recipe: DeteriorationRecipe;
  /** Learns from this hospital alone. */
  hospital?: Hospital | undefined;
}

/** What a network learns from. Nothing here but numbers, so that threads can share it. */
export interface TrainingHours extends Pick<
  HourTable,
  "rows" | "features" | "challenge" | "hoursFromOnset" | "iculos" | "patients"
> {
  normalisations: Normalisations;
  /** What each teacher says of each hour, as a logit. */
  teachers?: Teachers;
}

/** By variant, and apart for networks that learn from one hospital alone: so must their teacher. */
export type Teachers = Partial<Record<Variant | `deployed-${"A" | "B"}`, Float32Array>>;

export function teacherOf(
  teachers: Teachers | undefined,
  { variant, hospital }: Pick<MemberTask, "variant" | "hospital">,
): Float32Array | undefined {
  if (hospital === "A" || hospital === "B") return teachers?.[`deployed-${hospital}`];
  return teachers?.[variant];
}

export const EARLY_HOURS = 48;

/** Trains one network; the backend must be set. */
export const trainMember = (
  task: MemberTask,
  hours: TrainingHours,
  onProgress?: (progress: TrainingProgress) => void,
): Promise<DenseLayer[]> => trainNetwork(examplesOf(hours, task), task.recipe, onProgress);

/**
 * An hour is worth learning by what an alarm at it gains or loses (`gainAt`); hours long after onset, where
 * nothing is gained any more, are left out.
 */
function examplesOf(hours: TrainingHours, task: MemberTask): TrainingExamples {
  const { variant, hospital, recipe } = task;
  const { otherShare, signsOnlyShare, lateWeight, teacherShare } = recipe;
  const { hoursFromOnset, iculos, rows } = hours;
  const teacher = teacherOf(hours.teachers, task);
  const gains = hoursFromOnset.slice(0, rows).map(gainAt);
  const meanGain = gains.reduce((sum, gain) => sum + Math.abs(gain), 0) / rows;
  const isSeptic = (row: number): boolean => !Number.isNaN(hoursFromOnset[row] ?? NaN);
  const isTaught = teachableRows(hours, hospital);
  const write = createInputWriter(hours, hours.normalisations, variant);
  return {
    inputs: inputsOf(variant),
    drawEpoch: (_epoch, random) => {
      const drawn: number[] = [];
      for (const [row, gain] of gains.entries()) {
        if (gain === 0 || !isTaught[row]) continue;
        if (isSeptic(row) || random() < otherShare) drawn.push(row);
      }
      return Int32Array.from(drawn);
    },
    writeInput: (row, out, to, random) =>
      write(row, out, to, random() < signsOnlyShare ? "signs-only" : "everything"),
    target: (row) => {
      const happened = (gains[row] ?? 0) > 0 ? 1 : 0;
      if (!teacher || teacherShare === 0) return happened;
      const taught = 1 / (1 + Math.exp(-(teacher[row] ?? 0)));
      return (1 - teacherShare) * happened + teacherShare * taught;
    },
    weight: (row) =>
      (Math.abs(gains[row] ?? 0) / meanGain) *
      (isSeptic(row) ? 1 : 1 / otherShare) *
      ((iculos[row] ?? 0) > EARLY_HOURS ? lateWeight : 1),
  };
}

function teachableRows({ rows, patients }: TrainingHours, hospital: Hospital | undefined) {
  const marks = new Uint8Array(rows);
  for (const patient of patients) {
    if (hospital && patient.hospital !== hospital) continue;
    marks.fill(1, patient.firstRow, patient.firstRow + patient.rows);
  }
  return marks;
}

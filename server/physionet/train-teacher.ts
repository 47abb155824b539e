import {
  predictBoosted,
  trainBoostedTrees,
  type BoostingExamples,
  type BoostingProgress,
} from "#models/deterioration/boosted-trees";
import type { BinnedRows } from "#models/deterioration/feature-bins";
import type { TeacherRecipe } from "#models/deterioration/teacher-recipe";
import { gainAt } from "#models/deterioration/utility";
import type { HourTable } from "./hour-table";
import { EARLY_HOURS } from "./train-member";

/** Patients of one fold are judged by trees that learnt from the others. */
export interface TeacherTask {
  name: string;
  recipe: TeacherRecipe;
  fold: number;
}

/** What teachers learn from. Nothing here but numbers, so that threads can share it. */
export interface TeacherHours extends Pick<HourTable, "labels" | "hoursFromOnset" | "iculos"> {
  binned: BinnedRows;
  patients: readonly { firstRow: number; rows: number; isSeptic: boolean; fold: number }[];
}

/** Logits of the hours of the task's fold; 0 for all others. */
export function trainTeacher(
  { recipe, fold }: TeacherTask,
  hours: TeacherHours,
  onProgress: (progress: BoostingProgress) => void,
): Float32Array {
  const learnt = hours.patients.filter((patient) => patient.fold !== fold);
  const judged = hours.patients.filter((patient) => patient.fold === fold);
  const examples = examplesOf(hours, learnt, recipe);
  const trees = trainBoostedTrees(examples, recipe, undefined, onProgress);
  return predictBoosted(trees, hours.binned, judged);
}

/**
 * An hour weighs what an alarm at it gains or loses (`gainAt`), and the recipe's share of the plain label.
 */
function examplesOf(
  { binned, labels, hoursFromOnset, iculos }: TeacherHours,
  learnt: TeacherHours["patients"],
  { septicShare, otherShare, labelWeight, lateWeight, knowsHour }: TeacherRecipe,
): BoostingExamples {
  const targets = new Float32Array(binned.rows);
  const weights = new Float32Array(binned.rows);
  for (const { firstRow, rows } of learnt) {
    for (let row = firstRow; row < firstRow + rows; row += 1) {
      const gain = gainAt(hoursFromOnset[row] ?? NaN);
      const weight = Math.abs(gain) + labelWeight;
      const positive = Math.max(0, gain) + labelWeight * (labels[row] ?? 0);
      targets[row] = weight === 0 ? 0 : positive / weight;
      weights[row] = weight * ((iculos[row] ?? 0) > EARLY_HOURS ? lateWeight : 1);
    }
  }
  const groups = learnt.map(({ firstRow, rows, isSeptic }) => ({
    ...{ firstRow, rows },
    share: isSeptic ? septicShare : otherShare,
  }));
  const examples = { binned, targets, weights, groups };
  return knowsHour ? { ...examples, offsets: offsetsByHour(iculos, targets, weights) } : examples;
}

/** Wide enough for some septic hours in each, as far as there are many; the last has no end. */
const STRATUM_HOURS = 4;
const LAST_STRATUM = 24;
/** Hours of the average stay that each stratum is filled up with, as a share of an even stratum. */
const FILL = 0.1;

/** How far the logit of the mean target in a stratum of hours is from that of all hours. */
function offsetsByHour(
  iculos: Int16Array,
  targets: Float32Array,
  weights: Float32Array,
): Float32Array {
  const stratumOf = (row: number): number =>
    Math.min(LAST_STRATUM, Math.floor(((iculos[row] ?? 1) - 1) / STRATUM_HOURS));
  const positive = new Float64Array(LAST_STRATUM + 1);
  const total = new Float64Array(LAST_STRATUM + 1);
  for (let row = 0; row < targets.length; row += 1) {
    const stratum = stratumOf(row);
    positive[stratum] = (positive[stratum] ?? 0) + (targets[row] ?? 0) * (weights[row] ?? 0);
    total[stratum] = (total[stratum] ?? 0) + (weights[row] ?? 0);
  }
  const everything = total.reduce((sum, value) => sum + value, 0);
  const mean = positive.reduce((sum, value) => sum + value, 0) / everything;
  const fill = (FILL * everything) / (LAST_STRATUM + 1);
  const offsets = total.map(
    (value, stratum) =>
      logit(((positive[stratum] ?? 0) + fill * mean) / (value + fill)) - logit(mean),
  );
  return Float32Array.from(targets, (_, row) => offsets[stratumOf(row)] ?? 0);
}

const logit = (share: number): number => Math.log(share / (1 - share));

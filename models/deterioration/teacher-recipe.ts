import type { BoostingRecipe } from "./boosted-trees";

/** How boosted trees are trained whose judgement the networks learn. */
export interface TeacherRecipe extends BoostingRecipe {
  /** Share of septic patients, and of the others, that a draw takes; they then weigh the inverse. */
  septicShare: number;
  otherShare: number;
  /** What an hour weighs in the plain label, beside what an alarm at it gains or loses. */
  labelWeight: number;
  /** What an hour after the first 48 counts against an earlier one, as for the networks. */
  lateWeight: number;
  /** Told how common sepsis is at each hour of a stay, so that they need not guess the hour. */
  knowsHour: boolean;
}

const TEACHER: TeacherRecipe = {
  rounds: 300,
  learningRate: 0.05,
  leaves: 20,
  depth: 8,
  minChildWeight: 20,
  l2: 20,
  minGain: 0,
  featureShare: 0.15,
  roundsPerDraw: 4,
  roundsPerLook: 10,
  patience: Infinity,
  septicShare: 1,
  otherShare: 0.25,
  labelWeight: 0,
  lateWeight: 0.3,
  knowsHour: false,
  seed: 20260719,
};

export const DEPLOYED_TEACHERS: readonly TeacherRecipe[] = [TEACHER];

/**
 * A fresh draw of septic patients for each tree: the hours of a patient are alike, and trees that see every septic
 * patient every time learn them by heart. The second also learns the plain label a little: on tune it gained
 * average precision and utility.
 */
const CHALLENGE_TEACHER: TeacherRecipe = {
  ...TEACHER,
  rounds: 110,
  learningRate: 0.06,
  leaves: 31,
  featureShare: 0.2,
  roundsPerDraw: 1,
  septicShare: 0.75,
  otherShare: 0.4,
  lateWeight: 1,
};
export const CHALLENGE_TEACHERS: readonly TeacherRecipe[] = [
  { ...CHALLENGE_TEACHER, seed: TEACHER.seed + 10 },
  { ...CHALLENGE_TEACHER, labelWeight: 0.1, seed: TEACHER.seed + 11 },
];

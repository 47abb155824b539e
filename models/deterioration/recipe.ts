import type { TrainingRecipe } from "./train-network";

/** How one network is trained, and on which rows of the table. */
export interface DeteriorationRecipe extends TrainingRecipe {
  /** Septic patients are all seen in every epoch, of the others this share, weighted by its inverse. */
  otherShare: number;
  /** Share of examples shown as a ward that charts signs alone would see them. */
  signsOnlyShare: number;
  /**
   * What an hour after the first 48 counts against an earlier one. Records that last longer are mostly septic, which
   * no ward is like; less of them teaches the network less of that.
   */
  lateWeight: number;
  /** How much of the target is what the teacher says, where there is one; the rest is what happened. */
  teacherShare: number;
}

const MEMBER: DeteriorationRecipe = {
  hidden: [128, 64],
  dropout: 0.35,
  inputDropout: 0.05,
  weightDecay: 4,
  learningRate: 1.2e-3,
  epochs: 4,
  batch: 1024,
  warmUpSteps: 200,
  averagedSteps: 400,
  seed: 20260719,
  otherShare: 0.25,
  signsOnlyShare: 0.05,
  lateWeight: 0.3,
  teacherShare: 0,
};

/** What a teacher says is smoother than what happened, and needs less to be held back. */
const TAUGHT = {
  teacherShare: 0.9,
  dropout: 0.1,
  inputDropout: 0,
  weightDecay: 1,
  learningRate: 1.5e-3,
};

/** The networks of the deployed ensemble: what differs is the seed, so the spread is what chance alone does. */
export const DEPLOYED_RECIPES: readonly DeteriorationRecipe[] = [0, 1, 2, 3].map((member) => ({
  ...MEMBER,
  ...TAUGHT,
  seed: MEMBER.seed + member,
}));

/** With everything that gives the length of the record away; for comparison only. */
export const CHALLENGE_RECIPES: readonly DeteriorationRecipe[] = [10, 11, 12, 13].map((member) => ({
  ...MEMBER,
  ...TAUGHT,
  hidden: [256, 128],
  seed: MEMBER.seed + member,
  signsOnlyShare: 0,
  lateWeight: 1,
}));

/** Taught by one hospital alone, to be judged on the other. */
export const ONE_HOSPITAL_RECIPES: readonly DeteriorationRecipe[] = [20, 21].map((member) => ({
  ...MEMBER,
  ...TAUGHT,
  seed: MEMBER.seed + member,
  otherShare: 0.5,
}));

/** The baseline the networks must beat: the same inputs and loss, no hidden layer. */
export const LOGISTIC_REGRESSION: DeteriorationRecipe = {
  ...MEMBER,
  hidden: [],
  dropout: 0,
  inputDropout: 0,
  weightDecay: 0.05,
  learningRate: 3e-3,
  epochs: 3,
  signsOnlyShare: 0,
  teacherShare: 0,
};

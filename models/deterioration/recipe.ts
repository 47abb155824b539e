import type { TrainingRecipe } from "./train-network";

/** How the plain network is trained, and on which rows of the table. */
export interface DeteriorationRecipe extends TrainingRecipe {
  /** Septic patients are all seen in every epoch, of the others this share, weighted by its inverse. */
  otherShare: number;
  /** Share of examples shown as a ward that charts signs alone would see them. */
  signsOnlyShare: number;
}

/** The best of four variants on the tune patients, by little more than noise; about two CPU-minutes. */
export const DEPLOYED_RECIPE: DeteriorationRecipe = {
  hidden: [256, 128, 64],
  dropout: 0.4,
  weightDecay: 4,
  learningRate: 1.2e-3,
  epochs: 5,
  batch: 1024,
  warmUpSteps: 200,
  seed: 20260719,
  otherShare: 0.4,
  signsOnlyShare: 0.25,
};

/** The baseline the network must beat: the same inputs and loss, no hidden layer. */
export const LOGISTIC_REGRESSION: DeteriorationRecipe = {
  ...DEPLOYED_RECIPE,
  hidden: [],
  dropout: 0,
  weightDecay: 0.05,
  learningRate: 3e-3,
  epochs: 3,
  signsOnlyShare: 0,
};

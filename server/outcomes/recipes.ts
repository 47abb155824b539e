import type { BoostingRecipe } from "#models/deterioration/boosted-trees";
import type { TrainingRecipe } from "#models/deterioration/train-network";
import type { OutcomeRecipe } from "./evaluate-outcome";

const NETWORK: TrainingRecipe = {
  hidden: [64],
  dropout: 0.5,
  inputDropout: 0,
  weightDecay: 4,
  learningRate: 1.5e-3,
  epochs: 15,
  batch: 128,
  warmUpSteps: 50,
  averagedSteps: 1,
  seed: 20260719,
};

const LOGISTIC_REGRESSION: TrainingRecipe = {
  ...NETWORK,
  hidden: [],
  dropout: 0,
  weightDecay: 4,
  learningRate: 2e-3,
};

const TREES: BoostingRecipe = {
  rounds: 250,
  learningRate: 0.04,
  leaves: 8,
  depth: 5,
  minChildWeight: 4,
  l2: 10,
  minGain: 0,
  featureShare: 0.1,
  roundsPerDraw: 250,
  roundsPerLook: 250,
  patience: 1,
  seed: 20260719,
};

/** 4,000 stays: small networks, many folds, every stay learnt from counts. */
export const DEATH_RECIPE: OutcomeRecipe = {
  folds: 8,
  learnEvery: 1,
  seed: 20260719,
  members: [
    { name: "logistic regression", kind: "network", recipe: LOGISTIC_REGRESSION, teacherShare: 0 },
    { name: "boosted trees", kind: "trees", recipe: TREES },
    { name: "network", kind: "network", recipe: NETWORK, teacherShare: 0 },
  ],
};

/** 78,000 hours of 2,000 stays: hours of a stay resemble each other, so every third is learnt from. */
export const KIDNEY_RECIPE: OutcomeRecipe = {
  folds: 5,
  learnEvery: 3,
  seed: 20260719,
  members: [
    {
      name: "logistic regression",
      kind: "network",
      recipe: { ...LOGISTIC_REGRESSION, epochs: 3, batch: 1_024, warmUpSteps: 30 },
      teacherShare: 0,
    },
    {
      name: "boosted trees",
      kind: "trees",
      recipe: { ...TREES, rounds: 150, learningRate: 0.06, leaves: 16, minChildWeight: 20, l2: 20 },
    },
    {
      name: "network",
      kind: "network",
      recipe: {
        ...NETWORK,
        hidden: [128, 32],
        dropout: 0.3,
        weightDecay: 1,
        epochs: 4,
        batch: 512,
        warmUpSteps: 100,
      },
      teacherShare: 0.5,
    },
  ],
};

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { normal, seededRandom } from "../deterioration/seeded-random";
import { inputCount } from "./flu-inputs";
import { predictNet } from "./flu-net";
import { FLU_LEVELS, HORIZONS, MEDIAN_LEVEL } from "./quantile-levels";
import { FLU_RECIPE, type FluRow, trainFluNet } from "./train-flu-net";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const random = seededRandom(4);
/** Twice the last change, give or take, is added in each week; the last horizon is never known. */
const rows: FluRow[] = Array.from({ length: 400 }, () => {
  const change = 0.1 * normal(random);
  const inputs = Array.from({ length: inputCount("own") }, () => 0);
  inputs.splice(0, 2, 0.5 + 0.1 * normal(random), change);
  const changes = HORIZONS.map((horizon) =>
    horizon === 3 ? NaN : 2 * change * (horizon + 1) + 0.02 * normal(random),
  );
  return { inputs, changes, weight: 1 };
});
const recipe = {
  ...FLU_RECIPE,
  hidden: 8,
  batch: 100,
  epochs: 12,
  learningRate: 0.03,
  weightDecay: 0,
  jitterShare: 0,
};

it("learns quantiles of what follows, the same from the same seed, and leaves nothing behind", () => {
  const before = tf.memory().numTensors;
  const short = { ...recipe, epochs: 1 };
  const some = rows.slice(0, 100);
  expect(trainFluNet(some, "own", short)).toEqual(trainFluNet(some, "own", short));
  const net = trainFluNet(rows, "own", recipe);
  expect(tf.memory().numTensors).toBe(before);

  const inputs = Array.from({ length: inputCount("own") }, () => 0);
  inputs.splice(0, 2, 0.5, 0.1);
  const quantiles = predictNet(net, inputs);
  expect(quantiles[MEDIAN_LEVEL]).toBeCloseTo(0.7, 1);
  expect(quantiles[FLU_LEVELS.length + MEDIAN_LEVEL]).toBeCloseTo(0.9, 1);
  for (const horizon of HORIZONS) {
    const own = [...quantiles.subarray(horizon * 23, horizon * 23 + 23)];
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
});

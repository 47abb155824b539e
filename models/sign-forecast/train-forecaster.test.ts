import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { Network } from "../deterioration/network";
import { normal, seededRandom } from "../deterioration/seeded-random";
import { FORECAST_INPUTS } from "./forecast-inputs";
import { FORECAST_SIGNS, FORECAST_VALUES } from "./forecast-signs";
import { cutLayers, joinLayers } from "../deterioration/layer-weights";
import { readQuantiles } from "./quantiles";
import { trainForecaster, type ForecastExamples } from "./train-forecaster";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const ROWS = 700;
const random = seededRandom(21);
/** The first input says how restless the patient is, the second where the sign goes. */
const patients = Array.from({ length: ROWS }, () => {
  const restlessness = random() < 0.5 ? 0.5 : 2;
  const drift = normal(random);
  return { restlessness, drift, happened: drift + restlessness * normal(random) };
});
const examples: ForecastExamples = {
  rows: ROWS,
  weights: new Float32Array(FORECAST_VALUES).fill(1),
  writeInput: (row, out, to) => {
    out[to] = patients[row]!.restlessness - 1;
    out[to + 1] = patients[row]!.drift;
  },
  // Only the first value is ever measured.
  writeTarget: (row, out, to) => {
    out.fill(NaN, to, to + FORECAST_VALUES);
    out[to] = patients[row]!.happened;
  },
};
const recipe = { hidden: [16], batch: 35, learningRates: [2e-2, 1e-2, 3e-3], seed: 5 };

it("gives the same weights from the same seed, and leaves nothing behind", async () => {
  const before = tf.memory().numTensors;
  const short = { ...recipe, learningRates: [1e-3] };
  const few = { ...examples, rows: 100 };
  expect(await trainForecaster(few, short)).toEqual(await trainForecaster(few, short));
  expect(tf.memory().numTensors).toBe(before);
});

it("learns the middle and the spread", async () => {
  const layers = await trainForecaster(examples, recipe);
  const network = new Network(cutLayers(layers, joinLayers(layers)));
  const inputs = new Float32Array(ROWS * FORECAST_INPUTS);
  for (let row = 0; row < ROWS; row += 1) examples.writeInput(row, inputs, row * FORECAST_INPUTS);
  const outputs = network.predict(inputs, ROWS);
  const options = {
    scales: FORECAST_SIGNS.map(() => 1),
    widening: Array.from({ length: FORECAST_VALUES }, () => 1),
  };
  const bands = patients.map(({ restlessness, happened, drift }, row) => {
    // From 100, so that nothing is held to what a body can show.
    const band = readQuantiles(outputs, { row, sign: 0, hour: 1, now: 100 }, options);
    return { restlessness, drift, band, happened: 100 + happened };
  });
  const held = bands.filter(({ band, happened }) => happened >= band.low && happened <= band.high);
  expect(Math.abs(held.length / ROWS - 0.8)).toBeLessThan(0.06);
  const widthOf = (which: number) => {
    const those = bands.filter(({ restlessness }) => restlessness === which);
    return those.reduce((sum, { band }) => sum + band.high - band.low, 0) / those.length;
  };
  // Four times in truth; learnt in seconds, so less.
  expect(widthOf(2)).toBeGreaterThan(2 * widthOf(0.5));
  const error = bands.reduce(
    (sum, { band, drift }) => sum + Math.abs(band.median - 100 - drift),
    0,
  );
  expect(error / ROWS).toBeLessThan(0.35);
  network.dispose();
});

it("refuses weights that are not those of the layers", () => {
  const layers = [{ inputs: 2, outputs: 3 }];
  expect(() => cutLayers(layers, new Float32Array(10))).toThrow("need 9 weights, there are 10");
});

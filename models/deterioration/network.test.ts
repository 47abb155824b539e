import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Network, type DenseLayer } from "./network";
import { normal, seededRandom } from "./seeded-random";
import { trainNetwork } from "./train-network";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const SIZES = [6, 8, 5, 1];

function randomLayers(seed: number): DenseLayer[] {
  const random = seededRandom(seed);
  const numbers = (length: number) => Float32Array.from({ length }, () => normal(random) * 0.6);
  return SIZES.slice(1).map((outputs, layer) => ({
    inputs: SIZES[layer]!,
    outputs,
    weights: numbers(SIZES[layer]! * outputs),
    biases: numbers(outputs),
  }));
}

/** The same network in plain arithmetic. */
function plainLogit(layers: readonly DenseLayer[], input: readonly number[]): number {
  let values = [...input];
  for (const [layer, { inputs, outputs, weights, biases }] of layers.entries()) {
    values = Array.from({ length: outputs }, (_, output) => {
      let sum = biases[output]!;
      for (let from = 0; from < inputs; from += 1)
        sum += values[from]! * weights[from * outputs + output]!;
      return layer < layers.length - 1 ? Math.max(0, sum) : sum;
    });
  }
  return values[0]!;
}

describe("Network", () => {
  const random = seededRandom(3);
  const patients = Array.from({ length: 20 }, () =>
    Array.from({ length: 6 }, () => normal(random)),
  );
  const inputs = Float32Array.from(patients.flat());
  const sumOf = (shares: Float32Array, row: number): number =>
    shares.subarray(row * 6, row * 6 + 6).reduce((total, share) => total + share, 0);

  it("computes the logit it was trained to", () => {
    const layers = randomLayers(1);
    const network = new Network(layers);
    const logits = network.predict(inputs, patients.length);
    for (const [row, patient] of patients.entries()) {
      expect(logits[row]).toBeCloseTo(plainLogit(layers, patient), 4);
    }
    network.dispose();
  });

  it.each([1, 2, 3, 4, 5])(
    "shares the change of the logit out so that the shares add up to it, network %i",
    (seed) => {
      const layers = randomLayers(seed);
      const network = new Network(layers);
      const reference = Float32Array.from(patients[seed]!, (value) => value * 0.1);
      const { logits, shares } = network.explain(inputs, patients.length, reference);
      expect(logits).toEqual(network.predict(inputs, patients.length));
      const base = plainLogit(layers, [...reference]);
      for (const [row, patient] of patients.entries()) {
        expect(sumOf(shares, row)).toBeCloseTo(plainLogit(layers, patient) - base, 4);
      }
      network.dispose();
    },
  );

  it("gives an input that is as in the reference no share", () => {
    const network = new Network(randomLayers(1));
    const reference = Float32Array.from(patients[1]!);
    reference[2] = patients[0]![2]!;
    const { shares } = network.explain(inputs, 1, reference);
    expect(shares[2]).toBeCloseTo(0, 12);
    network.dispose();
  });

  it("explains the reference itself by nothing", () => {
    const network = new Network(randomLayers(1));
    const { shares } = network.explain(inputs, 1, Float32Array.from(patients[0]!));
    expect(shares.every((share) => share === 0)).toBe(true);
    network.dispose();
  });

  it("gives the slope of the logit in each input", () => {
    const layers = randomLayers(2);
    const network = new Network(layers);
    const gradient = network.gradient(inputs, patients.length);
    const step = 1e-6;
    for (const [row, patient] of patients.entries()) {
      for (const [index, value] of patient.entries()) {
        const moved = patient.with(index, value + step);
        const slope = (plainLogit(layers, moved) - plainLogit(layers, patient)) / step;
        expect(gradient[row * 6 + index]).toBeCloseTo(slope, 3);
      }
    }
    network.dispose();
  });

  it("leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    const network = new Network(randomLayers(1));
    network.predict(inputs, patients.length);
    network.explain(inputs, patients.length, new Float32Array(6));
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("trainNetwork", () => {
  const random = seededRandom(5);
  const rows = Array.from({ length: 600 }, () => [normal(random), normal(random)] as const);
  const isInside = (row: number) => (rows[row]![0] ** 2 + rows[row]![1] ** 2 < 1.2 ? 1 : 0);
  const examples = {
    inputs: 2,
    drawEpoch: () => Int32Array.from(rows.keys()),
    writeInput: (row: number, out: Float32Array, to: number) => out.set(rows[row]!, to),
    target: isInside,
    weight: () => 1,
  };
  const recipe = {
    hidden: [16, 8],
    dropout: 0.1,
    inputDropout: 0,
    weightDecay: 0.01,
    learningRate: 0.02,
    epochs: 12,
    batch: 64,
    warmUpSteps: 10,
    averagedSteps: 20,
    seed: 11,
  };

  it("learns what no straight line separates, the same from the same seed", async () => {
    const before = tf.memory().numTensors;
    const layers = await trainNetwork(examples, recipe);
    const again = await trainNetwork(examples, recipe);
    expect(again).toEqual(layers);
    expect(tf.memory().numTensors).toBe(before);

    const network = new Network(layers);
    const logits = network.predict(Float32Array.from(rows.flat()), rows.length);
    const right = logits.filter((logit, row) => logit > 0 === (isInside(row) === 1)).length;
    expect(right / rows.length).toBeGreaterThan(0.9);
    network.dispose();
  });
});

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Ensemble, spreadOf } from "./ensemble";
import { Network } from "./network";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** logit = 2 a - b + 1, and logit = 4 a + 3 b - 3, as hidden layers that stay open. */
const straight = (a: number, b: number, bias: number): Network =>
  new Network([
    {
      inputs: 2,
      outputs: 2,
      weights: Float32Array.of(1, 0, 0, 1),
      biases: Float32Array.of(100, 100),
    },
    {
      inputs: 2,
      outputs: 1,
      weights: Float32Array.of(a, b),
      biases: Float32Array.of(bias - 100 * (a + b)),
    },
  ]);

const ensembleOf = (): Ensemble =>
  new Ensemble([
    { network: straight(2, -1, 1), weight: 0.75 },
    { network: straight(4, 3, -3), weight: 0.25 },
  ]);

const PATIENTS = Float32Array.of(1, 2, -1, 0.5);

describe("Ensemble", () => {
  it("averages its members' logits by their weights", () => {
    const ensemble = ensembleOf();
    const members = ensemble.predictMembers(PATIENTS, 2);
    expect(members.map((logits) => [...logits].map(Math.round))).toEqual([
      [1, -1],
      [7, -5],
    ]);
    expect([...ensemble.predict(PATIENTS, 2)]).toEqual([
      expect.closeTo(0.75 * 1 + 0.25 * 7, 3),
      expect.closeTo(0.75 * -1.5 + 0.25 * -5.5, 3),
    ]);
    ensemble.dispose();
  });

  it("gives the gradient and shares of the mean", () => {
    const ensemble = ensembleOf();
    const gradient = [...ensemble.gradient(PATIENTS, 2)];
    for (const [index, slope] of [2.5, 0, 2.5, 0].entries()) {
      expect(gradient[index]).toBeCloseTo(slope, 5);
    }
    const reference = Float32Array.of(0, 0);
    const { logits, shares } = ensemble.explain(PATIENTS, 2, reference);
    expect(shares[0]).toBeCloseTo(2.5, 4);
    expect(shares[2]).toBeCloseTo(-2.5, 4);
    expect((logits[0] ?? 0) - (ensemble.predict(reference, 1)[0] ?? 0)).toBeCloseTo(2.5, 3);
    ensemble.dispose();
  });

  it("leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    const ensemble = ensembleOf();
    ensemble.gradient(PATIENTS, 2);
    ensemble.explain(PATIENTS, 2, Float32Array.of(0, 0));
    ensemble.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses weights that do not add up to 1 and members of other inputs", () => {
    const network = straight(1, 1, 0);
    const other = new Network([
      { inputs: 3, outputs: 1, weights: new Float32Array(3), biases: new Float32Array(1) },
    ]);
    expect(() => new Ensemble([{ network, weight: 0.5 }])).toThrow("do not add up to 1");
    expect(
      () =>
        new Ensemble([
          { network, weight: 0.5 },
          { network: other, weight: 0.5 },
        ]),
    ).toThrow("same inputs");
    expect(() => new Ensemble([])).toThrow("at least one");
    network.dispose();
    other.dispose();
  });
});

describe("spreadOf", () => {
  it("is how far members are apart", () => {
    expect([...spreadOf([Float32Array.of(1, 2), Float32Array.of(3, 2)])]).toEqual([1, 0]);
  });
});

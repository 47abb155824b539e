import "@tensorflow/tfjs-backend-cpu";
import { describe, expect, it } from "vitest";
import { attack } from "./adversary";
import { Network } from "./network";
import { normal, seededRandom } from "./seeded-random";

const INPUTS = 6;
const HIDDEN = 12;
const ROWS = 40;

function randomNetwork(): Network {
  const random = seededRandom(7);
  const draw = (length: number) => Float32Array.from({ length }, () => normal(random));
  return new Network([
    { inputs: INPUTS, outputs: HIDDEN, weights: draw(INPUTS * HIDDEN), biases: draw(HIDDEN) },
    { inputs: HIDDEN, outputs: 1, weights: draw(HIDDEN), biases: draw(1) },
  ]);
}
const random = seededRandom(11);
const inputs = Float32Array.from({ length: ROWS * INPUTS }, () => normal(random));
const directions = Float32Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 1 : -1));
const bounds = Float32Array.from(inputs, (_, index) => (index % INPUTS === 2 ? 0 : 0.2));

const gains = (network: Network, moved: Float32Array): number[] => {
  const before = network.predict(inputs, ROWS);
  return [...network.predict(moved, ROWS)].map(
    (logit, row) => (logit - (before[row] ?? NaN)) * (directions[row] ?? NaN),
  );
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("attack", () => {
  it("moves risks where the adversary wants them, and further in several steps", () => {
    const network = randomNetwork();
    const of = (steps: number) =>
      mean(gains(network, attack(network, inputs, { rows: ROWS, directions, bounds, steps })));

    const [once, often] = [of(1), of(10)];

    expect(once).toBeGreaterThan(0);
    expect(often).toBeGreaterThanOrEqual(once);
    network.dispose();
  });

  it("finds the worst corner of a linear model at once", () => {
    const weights = Float32Array.from([1, -2, 3, 0.5, -0.25, 4]);
    const network = new Network([
      { inputs: INPUTS, outputs: 1, weights, biases: new Float32Array(1) },
    ]);
    // 0.2 × (1 + 2 + 0.5 + 0.25 + 4): the third input is held.
    const worst = 1.55;

    const found = gains(
      network,
      attack(network, inputs, { rows: ROWS, directions, bounds, steps: 1 }),
    );

    for (const gain of found) expect(gain).toBeCloseTo(worst, 4);
    network.dispose();
  });

  it("stays within the bounds and leaves the inputs it was given as they were", () => {
    const network = randomNetwork();
    const given = inputs.slice();

    const moved = attack(network, inputs, { rows: ROWS, directions, bounds, steps: 10 });

    for (const [index, value] of moved.entries()) {
      const bound = bounds[index] ?? NaN;
      expect(Math.abs(value - (given[index] ?? NaN))).toBeLessThanOrEqual(bound + 1e-6);
    }
    expect(inputs).toEqual(given);
    network.dispose();
  });
});

import { describe, expect, it } from "vitest";
import { WARD_FEATURES } from "./features";
import { distanceOf, familiarInputs, fitFamiliarity, isUnfamiliar } from "./familiarity";
import { normal, seededRandom } from "./seeded-random";

const WIDTH = 3;
const ROWS = 4_000;

/** Two inputs that move together, and one that is not looked at. */
function trainingRows(): Float32Array {
  const random = seededRandom(4);
  const rows = new Float32Array(ROWS * WIDTH);
  for (let row = 0; row < ROWS; row += 1) {
    const shared = normal(random);
    rows[row * WIDTH] = shared + 0.2 * normal(random);
    rows[row * WIDTH + 1] = shared + 0.2 * normal(random);
    rows[row * WIDTH + 2] = 50 * normal(random);
  }
  return rows;
}

describe("familiarity", () => {
  const familiarity = { ...fitFamiliarity([0, 1], trainingRows(), WIDTH), limit: 5 };
  const distance = (one: number, other: number): number =>
    distanceOf(familiarity, Float32Array.of(one, other, 900), 0);

  it("finds what was seen in training near, whatever the inputs it does not look at", () => {
    expect(distance(0, 0)).toBeLessThan(0.1);
    expect(distance(1, 1)).toBeLessThan(1);
  });

  it("finds two signs that never go together far, though each alone is usual", () => {
    expect(distance(1.5, -1.5)).toBeGreaterThan(5 * distance(1.5, 1.5));
    expect(isUnfamiliar(familiarity, Float32Array.of(0, 1.5, -1.5, 0), 1)).toBe(true);
    expect(isUnfamiliar(familiarity, Float32Array.of(0, 1.5, 1.5, 0), 1)).toBe(false);
  });

  it("is about 1 per input for the rows it was fitted on", () => {
    const rows = trainingRows();
    let sum = 0;
    for (let row = 0; row < ROWS; row += 1) sum += distanceOf(familiarity, rows, row * WIDTH);
    expect(sum / ROWS).toBeGreaterThan(0.6);
    expect(sum / ROWS).toBeLessThan(1);
  });

  it("looks at inputs of the charted signs that exist", () => {
    const inputs = familiarInputs(WARD_FEATURES);
    expect(Math.min(...inputs)).toBeGreaterThanOrEqual(0);
    expect(new Set(inputs).size).toBe(inputs.length);
  });
});

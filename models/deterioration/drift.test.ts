import { describe, expect, it } from "vitest";
import {
  baselineOf,
  binOf,
  countersOf,
  countRow,
  driftBand,
  OUTPUT_COLUMN,
  stabilityIndex,
  stabilityIndices,
  TrainingDistribution,
} from "./drift";
import { seededRandom } from "./seeded-random";

const ROWS = 5_000;

/** A heart rate, a binary input, and one that is missing in a third of the rows. */
function madeUpRows(seed: number, shift = 0): { rows: Float32Array; outputs: Float32Array } {
  const random = seededRandom(seed);
  const rows = new Float32Array(ROWS * 3);
  const outputs = new Float32Array(ROWS);
  for (let row = 0; row < ROWS; row += 1) {
    const spread = random() + random() + random() - 1.5;
    rows[row * 3] = 85 + 20 * (spread + shift);
    rows[row * 3 + 1] = random() < 0.56 ? 1 : 0;
    rows[row * 3 + 2] = random() < 1 / 3 ? NaN : random();
    outputs[row] = random() ** 4;
  }
  return { rows, outputs };
}

const names = ["heartRate", "isMale", "lactate"];
const baseline = baselineOf({ names, ...madeUpRows(1) });

function indicesOf(seed: number, shift?: number): Map<string, number | undefined> {
  const { rows, outputs } = madeUpRows(seed, shift);
  const counters = new Int32Array(countersOf(baseline.columns));
  for (let row = 0; row < ROWS; row += 1)
    countRow(
      baseline.columns,
      [...rows.subarray(row * 3, row * 3 + 3), outputs[row] ?? NaN],
      counters,
    );
  const found = stabilityIndices(baseline.columns, Array.from(counters));
  return new Map(found.map(({ name, index }) => [name, index]));
}

describe("the distribution of training rows", () => {
  it("holds every input and the output, and parses as what an artifact keeps", () => {
    const kept = TrainingDistribution.parse(JSON.parse(JSON.stringify(baseline)));
    expect(kept).toEqual(baseline);
    expect(kept.rows).toBe(ROWS);
    expect(kept.columns.map(({ name }) => name)).toEqual([...names, OUTPUT_COLUMN]);
  });

  it("puts a tenth into each bin of a continuous input", () => {
    const [heartRate] = baseline.columns;
    expect(heartRate?.edges).toHaveLength(9);
    for (const share of heartRate?.shares.slice(0, -1) ?? []) expect(share).toBeCloseTo(0.1, 2);
  });

  it("makes two bins of a binary input, and none that is empty", () => {
    const isMale = baseline.columns[1];
    expect(isMale?.edges).toEqual([1]);
    expect(isMale?.shares[1]).toBeCloseTo(0.56, 1);
    expect(isMale?.shares[2]).toBe(0);
  });

  it("keeps the share that is missing, and shares sum to one", () => {
    expect(baseline.columns[2]?.shares.at(-1)).toBeCloseTo(1 / 3, 1);
    for (const { shares } of baseline.columns)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it("makes one bin of an input that never varies, and none of one never measured", () => {
    const rows = Float32Array.from([7, NaN, 7, NaN, 7, NaN]);
    const { columns } = baselineOf({ names: ["same", "never"], rows, outputs: [0, 0, 0] });
    expect(columns[0]).toMatchObject({ edges: [], shares: [1, 0] });
    expect(columns[1]).toMatchObject({ edges: [], shares: [0, 1] });
  });

  it("refuses a column whose shares are not those of its bins", () => {
    const column = { name: "heartRate", edges: [60, 80], shares: [0.5, 0.5] };
    expect(TrainingDistribution.safeParse({ rows: 2, columns: [column] }).success).toBe(false);
  });
});

describe("the bin of a value", () => {
  it.each([
    [59.9, 0],
    [60, 1],
    [79.9, 1],
    [80, 2],
    [1_000, 2],
    [NaN, 3],
  ])("puts %d into bin %i of those cut at 60 and 80", (value, bin) => {
    expect(binOf([60, 80], value)).toBe(bin);
  });
});

describe("the population stability index", () => {
  it("is what its definition says of two bins", () => {
    const expected = (0.7 - 0.5) * Math.log(0.7 / 0.5) + (0.3 - 0.5) * Math.log(0.3 / 0.5);
    expect(stabilityIndex([0.5, 0.5], [70, 30])).toBeCloseTo(expected, 12);
  });

  it("is zero when nothing changed, and finite when a bin is empty", () => {
    expect(stabilityIndex([0.5, 0.5, 0], [5, 5, 0])).toBe(0);
    expect(stabilityIndex([0.5, 0.5, 0], [0, 0, 10])).toBeGreaterThan(5);
  });

  it("is not known when nothing was counted", () => {
    expect(stabilityIndex([0.5, 0.5], [0, 0])).toBeUndefined();
  });

  it("stays small for other patients of the same kind", () => {
    for (const index of indicesOf(2).values()) expect(index).toBeLessThan(0.02);
  });

  it("grows for the input that moved, and for no other", () => {
    const indices = indicesOf(3, 0.8);
    expect(indices.get("heartRate")).toBeGreaterThan(0.25);
    expect(indices.get("isMale")).toBeLessThan(0.02);
    expect(indices.get(OUTPUT_COLUMN)).toBeLessThan(0.02);
  });

  it("refuses counters of another distribution", () => {
    expect(() => stabilityIndices(baseline.columns, [1, 2, 3])).toThrow("3 counters");
  });
});

describe("how far an input has moved, in words", () => {
  it.each([
    [0.05, "stable"],
    [0.1, "moderate"],
    [0.25, "moderate"],
    [0.26, "shifted"],
  ] as const)("calls an index of %d %s", (index, band) => {
    expect(driftBand(index, 1_000)).toBe(band);
  });

  it("says nothing from few hours, or from none", () => {
    expect(driftBand(3, 399)).toBe("too-few");
    expect(driftBand(undefined, 1_000)).toBe("too-few");
  });
});

import { z } from "zod";

/** At most so many bins of a column hold values, about a tenth of the training rows each. */
const BINS = 10;

/** Edges are quantiles of at most so many rows, taken at equal steps: more would not move them. */
const SAMPLED_ROWS = 200_000;

/** What a model gives out is binned as one more column, after its inputs. */
export const OUTPUT_COLUMN = "predicted risk";

const Share = z.number().min(0).max(1);

/** How the values of one column were spread over the training rows. */
export const BinnedColumn = z
  .strictObject({
    name: z.string().min(1),
    /** Ascending: a value is in the bin after the last edge that is not above it. */
    edges: z.array(z.number()).max(BINS - 1),
    /** Of the rows, bin by bin; the last share is of those where it was missing. */
    shares: z.array(Share),
  })
  .refine(({ edges, shares }) => shares.length === binsOf(edges), {
    error: "a share for each bin and one for missing",
  });
export type BinnedColumn = z.infer<typeof BinnedColumn>;

/** What a model was trained on, as far as it takes to see that patients have become others. */
export const TrainingDistribution = z.strictObject({
  /** Patient-hours. */
  rows: z.int().positive(),
  /** The features in the order of the model's rows, then its output. */
  columns: z.array(BinnedColumn).min(1),
});
export type TrainingDistribution = z.infer<typeof TrainingDistribution>;

/** The bins of a column and the place for missing. */
const binsOf = (edges: readonly number[]): number => edges.length + 2;

/** How many counters a row is counted in: those of every column, end to end. */
export const countersOf = (columns: readonly BinnedColumn[]): number =>
  columns.reduce((sum, { edges }) => sum + binsOf(edges), 0);

/** Where a value belongs; NaN is missing, and has the last place. */
export function binOf(edges: readonly number[], value: number): number {
  if (Number.isNaN(value)) return edges.length + 1;
  const above = edges.findIndex((edge) => value < edge);
  return above < 0 ? edges.length : above;
}

/** Adds one patient-hour to counters as `countersOf` lays them out. `row` ends with the output. */
export function countRow(
  columns: readonly BinnedColumn[],
  row: ArrayLike<number>,
  counters: Int32Array,
): void {
  let from = 0;
  for (const [index, { edges }] of columns.entries()) {
    const counter = from + binOf(edges, row[index] ?? NaN);
    counters[counter] = (counters[counter] ?? 0) + 1;
    from += binsOf(edges);
  }
}

/**
 * The distribution of training rows: `rows` holds them end to end, a value for each name, and `outputs` what
 * the model says of each. NaN is missing.
 */
export function baselineOf({
  names,
  rows,
  outputs,
}: {
  names: readonly string[];
  rows: ArrayLike<number>;
  outputs: ArrayLike<number>;
}): TrainingDistribution {
  const count = outputs.length;
  const valuesOf = (column: number) => (row: number) => rows[row * names.length + column] ?? NaN;
  return {
    rows: count,
    columns: [
      ...names.map((name, column) => binned(name, count, valuesOf(column))),
      binned(OUTPUT_COLUMN, count, (row) => outputs[row] ?? NaN),
    ],
  };
}

function binned(name: string, count: number, valueOf: (row: number) => number): BinnedColumn {
  const edges = tenths(count, valueOf);
  const counts = new Array<number>(binsOf(edges)).fill(0);
  for (let row = 0; row < count; row += 1) {
    const bin = binOf(edges, valueOf(row));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { name, edges, shares: counts.map((inBin) => inBin / count) };
}

/** Values that are the lowest of all, or that many rows share, make fewer bins: none is empty by design. */
function tenths(count: number, valueOf: (row: number) => number): number[] {
  const step = Math.max(1, Math.ceil(count / SAMPLED_ROWS));
  const sampled: number[] = [];
  for (let row = 0; row < count; row += step) {
    const value = valueOf(row);
    if (!Number.isNaN(value)) sampled.push(value);
  }
  const sorted = Float64Array.from(sampled).sort();
  const [lowest] = sorted;
  const edges = new Set<number>();
  for (let tenth = 1; tenth < BINS; tenth += 1) {
    const edge = sorted[Math.floor((tenth * sorted.length) / BINS)];
    if (edge !== undefined && edge !== lowest) edges.add(edge);
  }
  return [...edges];
}

/** A bin nobody is in would make the index infinite: it counts as one row in ten thousand. */
const EMPTY_SHARE = 1e-4;

/**
 * The population stability index of a column: over its bins, the sum of (now − then) × ln(now / then).
 * Undefined when nothing was counted.
 */
export function stabilityIndex(
  shares: readonly number[],
  counts: readonly number[],
): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  return shares.reduce((sum, share, bin) => {
    const then = Math.max(share, EMPTY_SHARE);
    const now = Math.max((counts[bin] ?? 0) / total, EMPTY_SHARE);
    return sum + (now - then) * Math.log(now / then);
  }, 0);
}

/** The index of every column, from counters as `countersOf` lays them out. */
export function stabilityIndices(
  columns: readonly BinnedColumn[],
  counters: readonly number[],
): { name: string; index: number | undefined }[] {
  if (counters.length !== countersOf(columns))
    throw new Error(`${counters.length} counters for ${countersOf(columns)} bins`);
  let from = 0;
  return columns.map(({ name, edges, shares }) => {
    const counts = counters.slice(from, (from += binsOf(edges)));
    return { name, index: stabilityIndex(shares, counts) };
  });
}

/**
 * With nothing shifted at all, the index of 11 bins is about 10 / n from n independent rows, and below 0.05 in
 * 19 of 20 draws of 400. From fewer it would cry wolf.
 */
export const FEWEST_HOURS = 400;

export type DriftBand = "stable" | "moderate" | "shifted" | "too-few";

/** The usual limits of the index, 0.1 and 0.25 (Siddiqi, Credit Risk Scorecards, 2006). */
export function driftBand(index: number | undefined, patientHours: number): DriftBand {
  if (index === undefined || patientHours < FEWEST_HOURS) return "too-few";
  if (index < 0.1) return "stable";
  return index <= 0.25 ? "moderate" : "shifted";
}

import type { Accuracy } from "#db/forecast-scores";

/** How some forecasts turned out together; shares and means are undefined where nothing tells. */
export interface Outcome {
  scored: number;
  covered50: number | undefined;
  covered80: number | undefined;
  covered95: number | undefined;
  absoluteError: number;
  wis: number;
  idealWis: number;
  /** Of the same forecasts: the score over that of the same hour last week. Below 1 is better. */
  toNaive: number | undefined;
  /** The score over the least that an ideal forecaster could expect. */
  toIdeal: number | undefined;
  naiveWis: number | undefined;
}

/** Means over all rows, each as heavy as what was scored in it. */
export function together(rows: readonly Accuracy[]): Outcome | undefined {
  const scored = sum(rows, ({ scored: count }) => count);
  if (scored === 0) return undefined;

  const mean = (pick: (row: Accuracy) => number | null) => {
    const known = rows.filter((row) => pick(row) !== null);
    const weight = sum(known, ({ scored: count }) => count);
    return weight > 0 ? sum(known, (row) => (pick(row) ?? 0) * row.scored) / weight : undefined;
  };
  const compared = sum(rows, (row) => row.compared);
  const ours = sum(rows, (row) => (row.comparedWis ?? 0) * row.compared);
  const naive = sum(rows, (row) => (row.naiveWis ?? 0) * row.compared);
  const wis = mean((row) => row.wis) ?? NaN;
  const idealWis = mean((row) => row.idealWis) ?? NaN;
  return {
    scored,
    covered50: mean((row) => row.covered50),
    covered80: mean((row) => row.covered80),
    covered95: mean((row) => row.covered95),
    absoluteError: mean((row) => row.absoluteError) ?? NaN,
    wis,
    idealWis,
    toNaive: naive > 0 ? ours / naive : undefined,
    toIdeal: idealWis > 0 ? wis / idealWis : undefined,
    naiveWis: compared > 0 ? naive / compared : undefined,
  };
}

/** By some key of theirs, in the order in which the keys first come. */
export function outcomesBy<Key>(
  rows: readonly Accuracy[],
  keyOf: (row: Accuracy) => Key,
): { key: Key; outcome: Outcome }[] {
  const groups = new Map<Key, Accuracy[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].flatMap(([key, group]) => {
    const outcome = together(group);
    return outcome ? [{ key, outcome }] : [];
  });
}

/**
 * Of forecasts that said "no more than this with probability x", how often it was no more: at every twentieth.
 * On the diagonal they were calibrated.
 */
export function calibrationPoints(rows: readonly Accuracy[]): { x: number; y: number }[] {
  const scored = sum(rows, ({ scored: count }) => count);
  if (scored === 0) return [];
  const bins = rows[0]?.ranks.length ?? 0;
  let below = 0;
  const points = [{ x: 0, y: 0 }];
  for (let bin = 0; bin < bins; bin += 1) {
    below += sum(rows, ({ ranks }) => ranks[bin] ?? 0);
    points.push({ x: (bin + 1) / bins, y: below / scored });
  }
  return points;
}

function sum<T>(rows: readonly T[], pick: (row: T) => number): number {
  return rows.reduce((total, row) => total + pick(row), 0);
}

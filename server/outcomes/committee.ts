import { teachMembers, type MemberRecipe } from "./member";
import type { OutcomeTable } from "./outcome-table";

/** What is known of one fold without having learnt from it. Logits are by row of the table, NaN where not given. */
export interface FoldView {
  /** The rows that are judged. */
  test: Int32Array;
  /** By member: the mean vote of the committee. */
  testLogits: readonly Float32Array[];
  /** All other rows. */
  train: Int32Array;
  /** By member: from those who saw neither the row's own fold nor the test fold. */
  trainLogits: readonly Float32Array[];
}

/**
 * Nested cross-validation at the price of one: for each pair of folds the members learn from all the others and
 * score both. A test fold is scored by the committee of all pairs it is in; the rows to choose on, of another fold,
 * by the pair of that fold and the test fold, which saw neither. So whatever is chosen for a test fold (weights of
 * the blend, smoothing, calibration, threshold) is chosen on honest scores of rows outside it.
 */
export async function teachCommittees(
  table: OutcomeTable,
  members: readonly MemberRecipe[],
  { folds, learnEvery, seed }: { folds: number; learnEvery: number; seed: number },
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<FoldView[]> {
  const rowsIn = rowsByFold(table, folds);
  const pairs: Pair[] = [];
  const total = (folds * (folds - 1)) / 2;
  for (let one = 0; one < folds; one += 1) {
    for (let other = one + 1; other < folds; other += 1) {
      const apply = joined(rowsIn.filter((_, fold) => fold === one || fold === other));
      const others = joined(rowsIn.filter((_, fold) => fold !== one && fold !== other));
      const train = others.filter((_, index) => index % learnEvery === 0);
      const lesson = { table, train, apply };
      const logits = await teachMembers(lesson, members, seed + pairs.length * 10_007);
      pairs.push({ folds: [one, other], apply, logits });
      onProgress(pairs.length, total);
    }
  }
  return rowsIn.map((test, fold) => ({
    test,
    testLogits: members.map((_, member) => committeeVote(table, pairs, fold, member)),
    train: joined(rowsIn.filter((_, other) => other !== fold)),
    trainLogits: members.map((_, member) => outsiders(table, pairs, fold, member)),
  }));
}

interface Pair {
  folds: readonly [number, number];
  apply: Int32Array;
  /** By member, by place in `apply`. */
  logits: readonly Float32Array[];
}

function committeeVote(
  { rows, stays }: OutcomeTable,
  pairs: readonly Pair[],
  fold: number,
  member: number,
): Float32Array {
  const foldOfRow = foldsOfRows(rows, stays);
  const its = pairs.filter(({ folds }) => folds.includes(fold));
  const sum = new Float32Array(rows).fill(NaN);
  for (const { apply, logits } of its) {
    for (const [place, row] of apply.entries()) {
      if (foldOfRow[row] !== fold) continue;
      const before = sum[row] ?? NaN;
      const vote = (logits[member]?.[place] ?? NaN) / its.length;
      sum[row] = Number.isNaN(before) ? vote : before + vote;
    }
  }
  return sum;
}

function outsiders(
  { rows, stays }: OutcomeTable,
  pairs: readonly Pair[],
  fold: number,
  member: number,
): Float32Array {
  const foldOfRow = foldsOfRows(rows, stays);
  const scored = new Float32Array(rows).fill(NaN);
  for (const { folds, apply, logits } of pairs) {
    if (!folds.includes(fold)) continue;
    for (const [place, row] of apply.entries()) {
      if (foldOfRow[row] !== fold) scored[row] = logits[member]?.[place] ?? NaN;
    }
  }
  return scored;
}

function foldsOfRows(rows: number, stays: OutcomeTable["stays"]): Uint8Array {
  const folds = new Uint8Array(rows);
  for (const { firstRow, rows: height, fold } of stays) {
    folds.fill(fold, firstRow, firstRow + height);
  }
  return folds;
}

function rowsByFold({ rows, stays }: OutcomeTable, folds: number): Int32Array[] {
  const foldOfRow = foldsOfRows(rows, stays);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: folds }, (_, fold) => all.filter((row) => foldOfRow[row] === fold));
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all.sort();
}

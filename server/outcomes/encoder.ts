import {
  fitNormalisation,
  writeInputs,
  type Normalisation,
} from "#models/deterioration/normalisation";
import { NormalScores } from "#models/outcomes/normal-scores";
import type { OutcomeTable } from "./outcome-table";

type Columns = OutcomeTable["columns"];

/** Enough to fit ranks and scales on; evenly spaced, so that every stay counts. */
const MOST_ROWS = 15_000;

/**
 * Turns rows of a table into inputs of a network: ranks as normal scores, then the deployed model's own
 * normalisation and missing indicators. Everything is fitted on the rows given and on no others; inputs that never
 * vary among them, or repeat another, are left out.
 */
export class Encoder {
  private constructor(
    private readonly columns: Columns,
    private readonly scores: NormalScores,
    private readonly normalisation: Normalisation,
    private readonly kept: Int32Array,
  ) {}

  static fit({ columns, features }: OutcomeTable, all: Int32Array): Encoder {
    const step = Math.ceil(all.length / MOST_ROWS);
    const rows = all.filter((_, index) => index % step === 0);
    const scores = NormalScores.fit(features, columns.length, rows);
    const ranked = rankedRows(columns, features, scores, rows);
    const normalisation = fitNormalisation(columns, ranked);
    const inputs = new Float32Array(rows.length * columns.inputs);
    for (let index = 0; index < rows.length; index += 1) {
      const [from, to] = [index * columns.length, index * columns.inputs];
      writeInputs(columns, normalisation, ranked, from, inputs, to);
    }
    return new Encoder(columns, scores, normalisation, tellingInputs(inputs, columns.inputs));
  }

  get inputs(): number {
    return this.kept.length;
  }

  /** [rows, inputs] */
  encode(features: Float32Array, rows: Int32Array): Float32Array {
    const { length, inputs } = this.columns;
    const encoded = new Float32Array(rows.length * this.kept.length);
    const row = new Float32Array(length);
    const all = new Float32Array(inputs);
    for (let index = 0; index < rows.length; index += 1) {
      const from = (rows[index] ?? 0) * length;
      row.set(features.subarray(from, from + length));
      this.scores.apply(row);
      writeInputs(this.columns, this.normalisation, row, 0, all, 0);
      const to = index * this.kept.length;
      for (let place = 0; place < this.kept.length; place += 1) {
        encoded[to + place] = all[this.kept[place] ?? 0] ?? 0;
      }
    }
    return encoded;
  }
}

function rankedRows(
  { length }: Columns,
  features: Float32Array,
  scores: NormalScores,
  rows: Int32Array,
): Float32Array {
  const ranked = new Float32Array(rows.length * length);
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] ?? 0) * length;
    const row = ranked.subarray(index * length, (index + 1) * length);
    row.set(features.subarray(from, from + length));
    scores.apply(row);
  }
  return ranked;
}

/** Fewer rows than this with another value than the rest tell of those patients, not of the outcome. */
const FEWEST_ROWS = 20;

function tellingInputs(inputs: Float32Array, width: number): Int32Array {
  const bits = new Uint32Array(inputs.buffer);
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let input = 0; input < width; input += 1) {
    const counts = new Map<number, number>();
    // Two sums over the bits of all values, in different orders: equal columns are equal in both.
    let one = 0;
    let other = 0;
    for (let place = input; place < bits.length; place += width) {
      const value = bits[place] ?? 0;
      one = Math.imul(one ^ value, 0x01000193);
      other = Math.imul(other + value, 0x85ebca6b) ^ (other >>> 13);
      if (counts.size <= FEWEST_ROWS) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const rows = bits.length / width;
    const commonest = Math.max(...counts.values());
    const name = `${one}|${other}`;
    if ((counts.size <= FEWEST_ROWS && rows - commonest < FEWEST_ROWS) || seen.has(name)) continue;
    seen.add(name);
    kept.push(input);
  }
  return Int32Array.from(kept);
}

import type { Encoded } from "#models/deterioration/normalisation";

/** The rows of one stay are together and in order of time. */
export interface TableStay {
  firstRow: number;
  rows: number;
  /** Which fifth of the stays it is in, by the hash of its number. */
  fold: number;
}

/** A published score that is not learnt here, of each row; NaN where it is not known. */
export interface BedsideScore {
  name: string;
  values: Float32Array;
}

/** What a model of one outcome learns from and is judged on. */
export interface OutcomeTable {
  rows: number;
  /** Names and missing indicators of the columns. */
  columns: Encoded & { names: readonly string[] };
  /** [rows, columns] */
  features: Float32Array;
  labels: Uint8Array;
  stays: readonly TableStay[];
  scores: readonly BedsideScore[];
}

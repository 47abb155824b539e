import { alarmsOf, type PatientHours } from "./alarm-burden";
import { FIRST_HOURS, type JudgedHours } from "./judge-hours";
import { areasOf, concordanceOf, sortableBits, stratumOf, type Ties } from "./metrics";
import { seededRandom } from "./seeded-random";
import { gainAt } from "./utility";

export type Interval = [low: number, high: number];

/** The figures that intervals are given for. */
export const INTERVAL_FIGURES = [
  "auroc",
  "auprc",
  "aurocHourMatched",
  "aurocFirst48h",
  "utility",
  "utilityFirst48h",
  "alarmsPerPatientDay",
  "sensitivity",
  "ppv",
] as const;
export type Intervals = Record<(typeof INTERVAL_FIGURES)[number], Interval>;

const EARLY_STRATA = stratumOf(FIRST_HOURS) + 1;
const RESAMPLES = 500;
const STEPS = 256;

/**
 * The 95 % intervals when whole patients are drawn again with replacement: hours of one patient resemble each
 * other, and intervals over hours would be far too narrow.
 *
 * Nothing is sorted again: scores are put into some five hundred steps once, and a resample counts hours by
 * stratum, step and label, each as often as its patient was drawn.
 */
export function bootstrapIntervals(
  patients: readonly PatientHours[],
  hours: JudgedHours,
  { resamples = RESAMPLES, seed = 1 }: { resamples?: number; seed?: number } = {},
): Intervals {
  const random = seededRandom(seed);
  const counter = new HourCounter(patients, hours);
  const sums = patients.map((patient) => sumsOf(patient, hours));
  const drawn: Record<keyof Intervals, number[]> = {
    auroc: [],
    auprc: [],
    aurocHourMatched: [],
    aurocFirst48h: [],
    utility: [],
    utilityFirst48h: [],
    alarmsPerPatientDay: [],
    sensitivity: [],
    ppv: [],
  };
  const times = new Uint16Array(patients.length);
  for (let resample = 0; resample < resamples; resample += 1) {
    times.fill(0);
    for (let draw = 0; draw < patients.length; draw += 1) {
      const patient = Math.floor(random() * patients.length);
      times[patient] = (times[patient] ?? 0) + 1;
    }
    const figures = { ...counter.areas(times), ...ratesOf(sums, times) };
    for (const name of INTERVAL_FIGURES) drawn[name].push(figures[name]);
  }
  const entries = INTERVAL_FIGURES.map((name) => [name, middle95(drawn[name])] as const);
  return Object.fromEntries(entries) as Intervals;
}

type Areas = Pick<
  Record<keyof Intervals, number>,
  "auroc" | "auprc" | "aurocHourMatched" | "aurocFirst48h"
>;

class HourCounter {
  /** Of each hour its stratum and step, doubled, plus its label. */
  private readonly cell: Int32Array;
  private readonly counts: Uint32Array;
  private readonly strata: number;
  private readonly steps: number;

  constructor(
    private readonly patients: readonly PatientHours[],
    { scores, labels, iculos }: JudgedHours,
  ) {
    const { stepOf, steps } = stepsOf(scores, labels);
    this.steps = steps;
    this.cell = new Int32Array(scores.length);
    let strata = 0;
    for (const { firstRow, rows } of patients) {
      for (let row = firstRow; row < firstRow + rows; row += 1) {
        const stratum = stratumOf(iculos[row] ?? NaN);
        strata = Math.max(strata, stratum + 1);
        this.cell[row] = (stratum * steps + (stepOf[row] ?? 0)) * 2 + (labels[row] ? 1 : 0);
      }
    }
    this.strata = strata;
    this.counts = new Uint32Array(strata * steps * 2);
  }

  areas(times: Uint16Array): Areas {
    this.count(times);
    const { steps } = this;
    const all = emptyTies(steps);
    const within = emptyTies(steps);
    let early = NaN;
    let concordant = 0;
    let pairs = 0;
    for (let stratum = 0; stratum < this.strata; stratum += 1) {
      for (let step = 0; step < steps; step += 1) {
        const cell = (stratum * steps + step) * 2;
        const negatives = this.counts[cell] ?? 0;
        const positives = this.counts[cell + 1] ?? 0;
        within.negatives[step] = negatives;
        within.positives[step] = positives;
        all.negatives[step] = (all.negatives[step] ?? 0) + negatives;
        all.positives[step] = (all.positives[step] ?? 0) + positives;
      }
      const matched = concordanceOf(within);
      concordant += matched.concordant;
      pairs += matched.pairs;
      if (stratum === Math.min(EARLY_STRATA, this.strata) - 1) early = areasOf(all).auroc;
    }
    const { auroc, averagePrecision } = areasOf(all);
    return {
      auroc,
      auprc: averagePrecision,
      aurocHourMatched: concordant / pairs,
      aurocFirst48h: early,
    };
  }

  private count(times: Uint16Array): void {
    const { counts, cell } = this;
    counts.fill(0);
    for (const [patient, { firstRow, rows }] of this.patients.entries()) {
      const often = times[patient] ?? 0;
      if (often === 0) continue;
      for (let row = firstRow; row < firstRow + rows; row += 1) {
        const here = cell[row] ?? 0;
        counts[here] = (counts[here] ?? 0) + often;
      }
    }
  }
}

interface MutableTies extends Ties {
  positives: Float64Array;
  negatives: Float64Array;
}

const emptyTies = (length: number): MutableTies => ({
  positives: new Float64Array(length),
  negatives: new Float64Array(length),
  length,
});

/**
 * Steps with about as many hours in each, and as many again with about as many positive hours in each: the few
 * highest scores decide the precision, and would all fall into one of the first kind.
 */
function stepsOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): { stepOf: Uint16Array; steps: number } {
  const bits = sortableBits(scores);
  const positive = bits.filter((_, row) => labels[row]);
  const edges = Uint32Array.from(
    new Set([...quantiles(bits.slice().sort()), ...quantiles(positive.sort())]),
  ).sort();
  const stepOf = new Uint16Array(bits.length);
  for (const [row, value] of bits.entries()) stepOf[row] = edgesUpTo(edges, value);
  return { stepOf, steps: edges.length + 1 };
}

function quantiles(sorted: Uint32Array): number[] {
  const count = Math.min(STEPS, sorted.length);
  return Array.from(
    { length: count },
    (_, step) => sorted[Math.floor((step * sorted.length) / count)] ?? 0,
  );
}

function edgesUpTo(edges: Uint32Array, value: number): number {
  let from = 0;
  let to = edges.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((edges[middle] ?? 0) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What one patient adds to the figures that are ratios of sums. */
interface PatientSums {
  gained: number;
  best: number;
  gainedEarly: number;
  bestEarly: number;
  alarms: number;
  rightAlarms: number;
  hours: number;
  catchable: number;
  caught: number;
}

const NOTHING: PatientSums = {
  gained: 0,
  best: 0,
  gainedEarly: 0,
  bestEarly: 0,
  alarms: 0,
  rightAlarms: 0,
  hours: 0,
  catchable: 0,
  caught: 0,
};

function sumsOf(patient: PatientHours, hours: JudgedHours): PatientSums {
  const burden = alarmsOf(patient, hours.hoursFromOnset, (row) => hours.alarms[row] === 1);
  const sums: PatientSums = {
    ...NOTHING,
    alarms: burden.alarms,
    rightAlarms: burden.rightAlarms,
    hours: burden.hours,
    catchable: burden.isCatchable ? 1 : 0,
    caught: burden.leadHours === undefined ? 0 : 1,
  };
  for (let row = patient.firstRow; row < patient.firstRow + patient.rows; row += 1) {
    const gain = gainAt(hours.hoursFromOnset[row] ?? NaN);
    if (hours.alarms[row] === 1) sums.gained += gain;
    sums.best += Math.max(0, gain);
    if ((hours.iculos[row] ?? NaN) > FIRST_HOURS) continue;
    if (hours.earlyAlarms[row] === 1) sums.gainedEarly += gain;
    sums.bestEarly += Math.max(0, gain);
  }
  return sums;
}

function ratesOf(sums: readonly PatientSums[], times: Uint16Array) {
  const total: PatientSums = { ...NOTHING };
  for (const [patient, one] of sums.entries()) {
    const often = times[patient] ?? 0;
    if (often === 0) continue;
    total.gained += often * one.gained;
    total.best += often * one.best;
    total.gainedEarly += often * one.gainedEarly;
    total.bestEarly += often * one.bestEarly;
    total.alarms += often * one.alarms;
    total.rightAlarms += often * one.rightAlarms;
    total.hours += often * one.hours;
    total.catchable += often * one.catchable;
    total.caught += often * one.caught;
  }
  return {
    utility: total.gained / total.best,
    utilityFirst48h: total.gainedEarly / total.bestEarly,
    alarmsPerPatientDay: total.alarms / (total.hours / 24),
    sensitivity: total.caught / total.catchable,
    ppv: total.rightAlarms / total.alarms,
  };
}

/** A resample without a septic patient says nothing; NaN when none says anything. */
function middle95(values: readonly number[]): Interval {
  const told = Float64Array.from(values.filter(Number.isFinite)).sort();
  const at = (share: number): number => told[Math.floor(share * (told.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}

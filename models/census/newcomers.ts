import { FORECAST_HOURS } from "./census-inputs";
import { FORECAST_STEPS } from "./forecast-steps";
import { newcomersLeaving, type KindTimeline } from "./leaving-hazard";

/**
 * How those who come to a kind of unit during the forecast leave it again: what a step takes from the
 * newcomers of each earlier one. The same for all units of the kind and all ways the admissions may go.
 */
export interface NewcomerHazards {
  /** By step, then by the step in which they came (the last is the step itself): hazard of the whole step. */
  hazard: readonly Float64Array[];
  /** The share of them who are left after half of that hazard. */
  leftHalfway: readonly Float64Array[];
  toIntensivePerHour: number;
}

export function newcomerHazards(timeline: KindTimeline): NewcomerHazards {
  const leaving = newcomersLeaving(timeline.hazards, 2 * FORECAST_HOURS);
  const toIntensivePerHour = timeline.hazards.toIntensivePerHour * timeline.meanRisk;
  const hazard: Float64Array[] = [];
  const leftHalfway: Float64Array[] = [];
  for (const [index, { fromHour, hours }] of FORECAST_STEPS.entries()) {
    const timeFactor = timeline.timeFactor[index] ?? 1;
    const sums = new Float64Array(index + 1);
    const left = new Float64Array(index + 1);
    for (let came = 0; came <= index; came += 1) {
      // All of a step are taken to come in its middle.
      const since = MIDDLES[came] ?? 0;
      const from = Math.max(0, fromHour - since);
      const to = fromHour + hours - since;
      const sum =
        ((leaving[2 * to] ?? 0) - (leaving[2 * from] ?? 0)) * timeFactor +
        toIntensivePerHour * (to - from);
      sums[came] = sum;
      left[came] = Math.exp(-sum / 2);
    }
    hazard.push(sums);
    leftHalfway.push(left);
  }
  return { hazard, leftHalfway, toIntensivePerHour };
}

/** The middle of each step: a whole number of half hours. */
const MIDDLES = Float64Array.from(FORECAST_STEPS, ({ fromHour, hours }) => fromHour + hours / 2);
const NONE = new Float64Array(FORECAST_STEPS.length);

/** Fewer newcomers than this of a step do not matter any more. */
const NEGLIGIBLE = 1e-9;

/** Mean newcomers of one unit by the step they came in, and what the present step does to them. */
export class Newcomers {
  private readonly came = new Float64Array(FORECAST_STEPS.length);
  private first = 0;

  constructor(private readonly hazards: NewcomerHazards) {}

  /** How many are there in the middle of the step, and the rate at which they leave together, per hour. */
  during(index: number, expectedBirths: number): { mean: number; leavingPerHour: number } {
    const hazard = this.hazards.hazard[index] ?? NONE;
    const left = this.hazards.leftHalfway[index] ?? NONE;
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    const { came, first } = this;
    // Half of those of the step have come by its middle; their hazard covers the second half.
    let mean = expectedBirths / 2;
    let leaving = mean * 2 * (hazard[index] ?? 0);
    for (let step = first; step < index; step += 1) {
      const there = (came[step] ?? 0) * (left[step] ?? 0);
      mean += there;
      leaving += there * (hazard[step] ?? 0);
    }
    return { mean, leavingPerHour: leaving / hours };
  }

  /** Lets a step pass in which so many came. */
  pass(index: number, births: number): void {
    const left = this.hazards.leftHalfway[index] ?? NONE;
    const { came, first } = this;
    for (let step = first; step < index; step += 1) {
      const half = left[step] ?? 0;
      came[step] = (came[step] ?? 0) * half * half;
    }
    const half = left[index] ?? 0;
    came[index] = births * half * half;
    while (this.first < index && (came[this.first] ?? 0) < NEGLIGIBLE) this.first += 1;
  }
}

import { FORECAST_HOURS } from "./census-inputs";
import { FORECAST_STEPS } from "./forecast-steps";
import { meanRiskFactor, newcomersLeaving, type KindTimeline } from "./leaving-hazard";

/**
 * How those who come to a kind of unit during the forecast leave it again: what a step takes from the
 * newcomers of each earlier one. The same for all units of the kind and all ways the admissions may go.
 */
export interface NewcomerHazards {
  /** By step, then by the step in which they came (the last is the step itself): hazard of the whole step. */
  hazard: readonly Float64Array[];
  toIntensivePerHour: number;
}

export function newcomerHazards(timeline: KindTimeline): NewcomerHazards {
  const leaving = newcomersLeaving(timeline.hazards, 2 * FORECAST_HOURS);
  const upTo = (hours: number) => leaving[Math.round(2 * hours)] ?? 0;
  const toIntensivePerHour = timeline.hazards.toIntensivePerHour * meanRiskFactor(timeline.hazards);
  const hazard = FORECAST_STEPS.map(({ fromHour, hours }, index) => {
    const timeFactor = timeline.timeFactor[index] ?? 1;
    return Float64Array.from({ length: index + 1 }, (_, came) => {
      const step = FORECAST_STEPS[came] ?? { fromHour: 0, hours: 0 };
      // All of a step are taken to come in its middle.
      const since = step.fromHour + step.hours / 2;
      const from = Math.max(0, fromHour - since);
      const to = fromHour + hours - since;
      return (upTo(to) - upTo(from)) * timeFactor + toIntensivePerHour * (to - from);
    });
  });
  return { hazard, toIntensivePerHour };
}

/** Mean newcomers of one unit by the step they came in, and what the present step does to them. */
export class Newcomers {
  private readonly came = new Float64Array(FORECAST_STEPS.length);
  private first = 0;

  constructor(private readonly hazards: NewcomerHazards) {}

  /** How many are there in the middle of the step, and the rate at which they leave together, per hour. */
  during(index: number, expectedBirths: number): { mean: number; leavingPerHour: number } {
    const hazard = this.hazards.hazard[index];
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    // Half of those of the step have come by its middle; their hazard covers the second half.
    let mean = expectedBirths / 2;
    let leaving = mean * 2 * (hazard?.[index] ?? 0);
    for (let came = this.first; came < index; came += 1) {
      const sum = hazard?.[came] ?? 0;
      const there = (this.came[came] ?? 0) * Math.exp(-sum / 2);
      mean += there;
      leaving += there * sum;
    }
    return { mean, leavingPerHour: leaving / hours };
  }

  /** Lets a step pass in which so many came. */
  pass(index: number, births: number): void {
    const hazard = this.hazards.hazard[index];
    for (let came = this.first; came < index; came += 1)
      this.came[came] = (this.came[came] ?? 0) * Math.exp(-(hazard?.[came] ?? 0));
    this.came[index] = births * Math.exp(-(hazard?.[index] ?? 0));
    while (this.first < index && (this.came[this.first] ?? 0) < 1e-9) this.first += 1;
  }
}

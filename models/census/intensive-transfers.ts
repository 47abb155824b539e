import { quantileOf, meanOf } from "./census-quantiles";
import { FORECAST_STEPS } from "./forecast-steps";
import type { HospitalFlow, UnitSetting } from "./hospital-flow";
import { poissonPmf } from "./poisson";

/** A number of events: its mean and the 80 % interval of whole events. */
export interface CountForecast {
  mean: number;
  low: number;
  high: number;
  pmf: Float64Array;
}

/** Places beyond what a Poisson distribution of that mean fills. */
const placesFor = (mean: number): number => Math.ceil(mean + 8 * Math.sqrt(mean) + 12);

/**
 * How many go to intensive care from elsewhere within so many hours: of those here each by their own
 * probability, of those to come a Poisson number, by each way the admissions may go.
 */
export function intensiveTransfers(
  settings: readonly UnitSetting[],
  flows: readonly HospitalFlow[],
  withinHours: number,
): CountForecast {
  const step = FORECAST_STEPS.findIndex(({ fromHour, hours }) => fromHour + hours >= withinHours);
  const present = settings
    .filter(({ unit }) => unit.kind !== "intensive")
    .flatMap(({ present: { goneToIntensive } }) => goneToIntensive.map((gone) => gone[step] ?? 0));
  const ofPresent = bernoulliSum(present);
  const means = flows.map(({ newcomersToIntensive }) => newcomersToIntensive[step] ?? 0);
  const places = ofPresent.length + placesFor(Math.max(0, ...means));
  const pmf = new Float64Array(places);
  for (const mean of means) {
    const ofNewcomers = poissonPmf(mean, new Float64Array(places));
    for (const [here, mass] of ofPresent.entries()) {
      if (mass === 0) continue;
      for (let count = here; count < places; count += 1)
        pmf[count] = (pmf[count] ?? 0) + (mass * (ofNewcomers[count - here] ?? 0)) / means.length;
    }
  }
  return { mean: meanOf(pmf), low: quantileOf(pmf, 0.1), high: quantileOf(pmf, 0.9), pmf };
}

/** The distribution of how many of unlike independent events happen. */
function bernoulliSum(probabilities: readonly number[]): Float64Array {
  const pmf = new Float64Array(probabilities.length + 1);
  pmf[0] = 1;
  for (const [known, probability] of probabilities.entries()) {
    for (let count = known + 1; count > 0; count -= 1)
      pmf[count] = (pmf[count] ?? 0) * (1 - probability) + (pmf[count - 1] ?? 0) * probability;
    pmf[0] = (pmf[0] ?? 0) * (1 - probability);
  }
  return pmf;
}

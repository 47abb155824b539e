import { FORECAST_STEPS, meanOverStep } from "./forecast-steps";
import type { KindHazards } from "./hazards";

/** Hazards of one kind of unit laid out along the steps of one forecast. */
export interface KindTimeline {
  hazards: KindHazards;
  /** By step: what the hour of the day and the weekday multiply the rate of leaving with. */
  timeFactor: Float64Array;
  /** By step: the part of a risk's effect that is left. */
  riskLeft: Float64Array;
  /** The factor of the risk averaged over a unit's patients. */
  meanRisk: number;
}

export function timelineOf(hazards: KindHazards, hoursOfWeek: readonly number[]): KindTimeline {
  const hourly = hoursOfWeek.map(
    (hour) =>
      (hazards.byHourOfDay[hour % 24] ?? 1) * (hazards.byWeekday[Math.floor(hour / 24)] ?? 1),
  );
  return {
    hazards,
    timeFactor: Float64Array.from(FORECAST_STEPS, (step) => meanOverStep(hourly, step)),
    riskLeft: Float64Array.from(FORECAST_STEPS, ({ fromHour, hours }) =>
      Math.exp(-(fromHour + hours / 2) / hazards.riskFadesHours),
    ),
    meanRisk: meanRiskFactor(hazards),
  };
}

/** The rate of leaving summed from 0 to `hours` in the unit, before all factors. */
export function cumulativeLeaving({ fromHours, perHour }: KindHazards, hours: number): number {
  let sum = 0;
  for (const [band, from] of fromHours.entries()) {
    if (hours <= from) break;
    sum += (Math.min(hours, fromHours[band + 1] ?? Infinity) - from) * (perHour[band] ?? 0);
  }
  return sum;
}

/** The classes a patient may be of, with the probability of each and its factor. */
interface PossibleFactor {
  probability: number;
  factor: number;
}

/** A known class is certain; of an unknown one every class is possible. */
export function possibleFactors(
  { factors, shares }: { factors: readonly number[]; shares: readonly number[] },
  known: number | undefined,
): PossibleFactor[] {
  if (known !== undefined) return [{ probability: 1, factor: factors[known] ?? 1 }];
  const total = shares.reduce((sum, share) => sum + share, 0);
  return factors.map((factor, index) => ({
    probability: total > 0 ? (shares[index] ?? 0) / total : 1 / factors.length,
    factor,
  }));
}

/** The factor of the risk averaged over a unit's patients: what newcomers have. */
export const meanRiskFactor = ({ byRisk }: KindHazards): number =>
  possibleFactors(byRisk, undefined).reduce(
    (sum, { probability, factor }) => sum + probability * factor,
    0,
  );

/**
 * The rate of leaving summed from 0 to each half hour, of a newcomer whose acuity nobody knows: the slow ones
 * are those who are left, so that the rate falls with the stay by more than it does for each class.
 */
export function newcomersLeaving(hazards: KindHazards, halfHours: number): Float64Array {
  const classes = possibleFactors(hazards.byAcuity, undefined);
  return Float64Array.from({ length: halfHours + 1 }, (_, index) => {
    const base = cumulativeLeaving(hazards, index / 2);
    const left = classes.reduce(
      (sum, { probability, factor }) => sum + probability * Math.exp(-factor * base),
      0,
    );
    // Where exp underflows nobody is left whose rate would matter.
    return left > 1e-300 ? -Math.log(left) : base;
  });
}

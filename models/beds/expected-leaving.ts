import type { AcuityClass } from "../acuity/acuity-class";
import type { KindHazards } from "../census/hazards";
import { cumulativeLeaving, meanRiskFactor, possibleFactors } from "../census/leaving-hazard";

/** Of a patient in a unit: what is known of when the stay there ends. */
export interface PresentStay {
  hoursInUnit: number;
  acuity: AcuityClass | undefined;
}

/** Hours from now on; a stay that may outlast the hours laid out ends with them. */
export interface LeavingInterval {
  median: number;
  /** One in ten leaves before it, and one in ten after `latest`: an interval of 80 %. */
  earliest: number;
  latest: number;
}

/**
 * When somebody leaves the unit, by the rates at which patients leave such a unit: the probability of still
 * being there falls by the hour with the rate of the hours spent so far, times the hour of the day and the
 * weekday, and the quantiles are where it passes 0.9, 0.5 and 0.1. Of an unknown acuity each class is
 * possible, weighted by its share and by how likely it would have stayed so long. `hoursOfWeek`: of each hour
 * to come, 0 to 167 from Monday midnight on the hospital's clocks.
 */
export function expectedLeaving(
  hazards: KindHazards,
  { hoursInUnit, acuity }: PresentStay,
  hoursOfWeek: readonly number[],
): LeavingInterval {
  const soFar = cumulativeLeaving(hazards, hoursInUnit);
  const known = acuity === undefined ? undefined : acuity - 1;
  const classes = possibleFactors(hazards.byAcuity, known).map(({ probability, factor }) => ({
    factor,
    // Up to a constant, which cancels out below.
    weight: probability * Math.exp(-factor * soFar),
  }));
  const total = classes.reduce((sum, { weight }) => sum + weight, 0);
  const upPerHour = hazards.toIntensivePerHour * meanRiskFactor(hazards);

  const stillThere = [1];
  let ahead = 0;
  for (const [index, hour] of hoursOfWeek.entries()) {
    const from = hoursInUnit + index;
    const base = cumulativeLeaving(hazards, from + 1) - cumulativeLeaving(hazards, from);
    ahead += base * timeFactor(hazards, hour);
    const left = classes.reduce(
      (sum, { weight, factor }) => sum + weight * Math.exp(-factor * ahead),
      0,
    );
    // Where exp underflows nobody would have stayed so long: whoever has leaves any time.
    stillThere.push(total > 0 ? (left / total) * Math.exp(-upPerHour * (index + 1)) : 0);
  }
  return {
    earliest: hoursUntil(stillThere, 0.9),
    median: hoursUntil(stillThere, 0.5),
    latest: hoursUntil(stillThere, 0.1),
  };
}

const timeFactor = ({ byHourOfDay, byWeekday }: KindHazards, hourOfWeek: number): number =>
  (byHourOfDay[hourOfWeek % 24] ?? 1) * (byWeekday[Math.floor(hourOfWeek / 24)] ?? 1);

/** Where the probability passes the level, between the hours by a straight line. */
function hoursUntil(stillThere: readonly number[], level: number): number {
  const after = stillThere.findIndex((probability) => probability <= level);
  if (after <= 0) return after === 0 ? 0 : stillThere.length - 1;
  const [before, next] = [stillThere[after - 1] ?? 1, stillThere[after] ?? 0];
  return after - 1 + (before - level) / (before - next);
}

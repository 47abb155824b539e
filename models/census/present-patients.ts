import type { CensusPatient } from "./census-inputs";
import { FORECAST_STEPS } from "./forecast-steps";
import { riskBandOf, type CensusHazards } from "./hazards";
import { cumulativeLeaving, possibleFactors, type KindTimeline } from "./leaving-hazard";

/** One of the ways a patient may be, where something about the patient is not known. */
interface Possibility {
  /** That the patient is so and still in the unit. */
  probability: number;
  leavingFactor: number;
  riskFactor: number;
  /** Leaves around this hour from the issue on, whatever the hazard; absent where nobody expects it. */
  expectedHour: number | undefined;
}

/** What those now in a unit's beds do in one step. */
export interface PresentStep {
  /** Fewer than this are so unlikely that they are left out. */
  fewest: number;
  /** Probability that `fewest`, one more, … of them are still there in the middle of the step. */
  still: Float64Array;
  /** By how many are there: that probability times the rate at which they leave together, per hour. */
  leaving: Float64Array;
  /** Mean rate of leaving, per hour; and the part of it that goes to intensive care. */
  leavingPerHour: number;
  toIntensivePerHour: number;
}

export interface PresentCourse {
  /** By step; shorter than the forecast once nobody is left. */
  steps: readonly PresentStep[];
  /** By patient: the probability of having gone to intensive care by the end of each step. */
  goneToIntensive: readonly Float64Array[];
}

/** Below this probability of being there a patient does not matter any more. */
const NEGLIGIBLE = 1e-7;
/** Counts at the ends that are less likely are left out. */
const RARE = 1e-15;

/**
 * How those in a unit's beds leave it: each by their own hazards, independent of each other. Counts are by
 * the recursion for a sum of unlike Bernoulli variables (Poisson-binomial), exact.
 */
export function followPresent(
  patients: readonly CensusPatient[],
  timeline: KindTimeline,
  expectedDischarge: CensusHazards["expectedDischarge"],
): PresentCourse {
  const followed = patients.map((patient): Followed => ({
    hoursInUnit: patient.hoursInUnit,
    possibilities: possibilitiesOf(patient, timeline, expectedDischarge.keptShare),
    there: 1,
    move: { there: 0, leavingPerHour: 0, toIntensive: 0 },
    goneToIntensive: new Float64Array(FORECAST_STEPS.length),
  }));
  const moves = followed.map(({ move }) => move);
  const steps: PresentStep[] = [];
  for (const [index, { hours }] of FORECAST_STEPS.entries()) {
    for (const patient of followed) {
      follow(patient, index, timeline, expectedDischarge.spreadHours);
      const { goneToIntensive, move } = patient;
      goneToIntensive[index] =
        (index > 0 ? (goneToIntensive[index - 1] ?? 0) : 0) + move.toIntensive;
    }
    if (moves.some(({ there }) => there > 0)) steps.push(countsOf(moves, hours));
  }
  return { steps, goneToIntensive: followed.map(({ goneToIntensive }) => goneToIntensive) };
}

function possibilitiesOf(
  patient: CensusPatient,
  { hazards }: KindTimeline,
  keptShare: number,
): Possibility[] {
  const acuities = possibleFactors(
    hazards.byAcuity,
    patient.acuity === "unknown" ? undefined : patient.acuity - 1,
  );
  const risks = possibleFactors(
    hazards.byRisk,
    patient.riskToAlertLevel === "unknown" ? undefined : riskBandOf(patient.riskToAlertLevel),
  );
  const expectedHour = patient.expectedDischargeInHours;
  const kept = expectedHour !== undefined && expectedHour > 0 ? keptShare : 0;
  return risks.flatMap((risk) => [
    ...acuities.map((acuity) => ({
      probability: (1 - kept) * risk.probability * acuity.probability,
      leavingFactor: acuity.factor,
      riskFactor: risk.factor,
      expectedHour: undefined,
    })),
    ...(kept > 0
      ? [
          {
            probability: kept * risk.probability,
            leavingFactor: 1,
            riskFactor: risk.factor,
            expectedHour,
          },
        ]
      : []),
  ]);
}

interface Followed {
  hoursInUnit: number;
  possibilities: Possibility[];
  /** The probability at the end of the step. */
  there: number;
  /** What the patient does in the step: one object for all steps, of which there are tens of thousands. */
  move: Move;
  goneToIntensive: Float64Array;
}

function follow(
  patient: Followed,
  index: number,
  timeline: KindTimeline,
  spreadHours: number,
): void {
  const { move } = patient;
  const before = patient.there;
  if (before < NEGLIGIBLE) {
    move.there = move.leavingPerHour = move.toIntensive = 0;
    return;
  }
  move.toIntensive = step(patient, index, timeline, spreadHours);
  const after = Math.max(patient.there, Number.MIN_VALUE);
  move.there = Math.sqrt(before * after);
  move.leavingPerHour = Math.log(before / after) / (FORECAST_STEPS[index]?.hours ?? 1);
}

/** Moves one patient on by a step; gives the probability of having gone to intensive care in it. */
function step(
  patient: Followed,
  index: number,
  { hazards, timeFactor, riskLeft, meanRisk }: KindTimeline,
  spreadHours: number,
): number {
  const { fromHour, hours } = FORECAST_STEPS[index] ?? { fromHour: 0, hours: 0 };
  const age = patient.hoursInUnit + fromHour;
  const leaving =
    (cumulativeLeaving(hazards, age + hours) - cumulativeLeaving(hazards, age)) *
    (timeFactor[index] ?? 1);
  let toIntensive = 0;
  let there = 0;
  for (const possibility of patient.possibilities) {
    const { leavingFactor, riskFactor, expectedHour } = possibility;
    const leaves =
      expectedHour === undefined
        ? leavingFactor * leaving
        : logisticHazard(fromHour + hours, expectedHour, spreadHours) -
          logisticHazard(fromHour, expectedHour, spreadHours);
    const rises =
      hazards.toIntensivePerHour *
      hours *
      (meanRisk + (riskFactor - meanRisk) * (riskLeft[index] ?? 0));
    const stays = possibility.probability * Math.exp(-leaves - rises);
    if (rises > 0) toIntensive += ((possibility.probability - stays) * rises) / (leaves + rises);
    possibility.probability = stays;
    there += stays;
  }
  patient.there = there;
  return toIntensive;
}

/** The hazard of a logistic distribution summed up to `hour`: minus the logarithm of what is left. */
const logisticHazard = (hour: number, expectedHour: number, spreadHours: number): number =>
  Math.log1p(Math.exp(Math.min(700, (hour - expectedHour) / spreadHours)));

interface Move {
  /** The probability in the middle of the step; 0 of somebody who does not matter any more. */
  there: number;
  leavingPerHour: number;
  toIntensive: number;
}

function countsOf(moves: readonly Move[], hours: number): PresentStep {
  const still = new Float64Array(moves.length + 1);
  const leaving = new Float64Array(moves.length + 1);
  still[0] = 1;
  let leavingPerHour = 0;
  let toIntensive = 0;
  let known = 0;
  for (const move of moves) {
    const { there } = move;
    if (there === 0) continue;
    for (let count = known + 1; count >= 0; count -= 1) {
      const one = count > 0 ? there * (still[count - 1] ?? 0) : 0;
      const from = count > 0 ? there * (leaving[count - 1] ?? 0) : 0;
      leaving[count] = (1 - there) * (leaving[count] ?? 0) + from + move.leavingPerHour * one;
      still[count] = (1 - there) * (still[count] ?? 0) + one;
    }
    leavingPerHour += there * move.leavingPerHour;
    toIntensive += move.toIntensive;
    known += 1;
  }
  let fewest = 0;
  while (fewest < known && (still[fewest] ?? 0) < RARE) fewest += 1;
  let most = known;
  while (most > fewest && (still[most] ?? 0) < RARE) most -= 1;
  return {
    fewest,
    still: still.slice(fewest, most + 1),
    leaving: leaving.slice(fewest, most + 1),
    leavingPerHour,
    toIntensivePerHour: toIntensive / hours,
  };
}

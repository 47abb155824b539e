import { alarmBurden, type PatientHours } from "./alarm-burden";
import { CURVE_POINTS, type Curves } from "./model-card";

interface Scored {
  scores: ArrayLike<number>;
  /** 1 for a septic hour. */
  labels: ArrayLike<number>;
}

/** How many septic hours and others are at or above one score after the other, the highest first. */
interface Step {
  septic: number;
  others: number;
}

/** A card's curves, of hours the model never saw. What is not given is not drawn. */
export function curvesOf(
  patients: readonly PatientHours[],
  {
    hoursFromOnset,
    earlyWarning,
    ...scored
  }: Scored & { hoursFromOnset: ArrayLike<number>; earlyWarning?: ArrayLike<number> | undefined },
): Curves {
  const steps = stepsOf(scored);
  return {
    roc: rocOf(steps),
    precisionRecall: precisionRecallOf(steps),
    alarmBurden: {
      model: burdenCurve(patients, hoursFromOnset, scored.scores),
      ...(earlyWarning && {
        earlyWarningScore: burdenCurve(patients, hoursFromOnset, earlyWarning),
      }),
    },
  };
}

function stepsOf({ scores, labels }: Scored): Step[] {
  const ranked = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0),
  );
  const steps: Step[] = [{ septic: 0, others: 0 }];
  let septic = 0;
  let others = 0;
  for (const [place, row] of ranked.entries()) {
    if (labels[row] === 1) septic += 1;
    else others += 1;
    // Hours of one score are told apart by no threshold.
    const next = ranked[place + 1];
    if (next === undefined || scores[next] !== scores[row]) steps.push({ septic, others });
  }
  return steps;
}

function rocOf(steps: readonly Step[]): NonNullable<Curves["roc"]> {
  const { septic: allSeptic, others: allOthers } = steps.at(-1) ?? { septic: NaN, others: NaN };
  const points = steps.map(({ septic, others }) => ({
    falsePositiveRate: others / allOthers,
    sensitivity: septic / allSeptic,
  }));
  // Along the curve, so that its steep beginning is as smooth as the rest.
  return sampled(points, ({ falsePositiveRate, sensitivity }) => falsePositiveRate + sensitivity);
}

function precisionRecallOf(steps: readonly Step[]): NonNullable<Curves["precisionRecall"]> {
  const allSeptic = steps.at(-1)?.septic ?? NaN;
  const points = steps.slice(1).map(({ septic, others }) => ({
    sensitivity: septic / allSeptic,
    positivePredictiveValue: septic / (septic + others),
  }));
  return sampled(points, ({ sensitivity }) => sensitivity);
}

/** Shares of hours above the threshold: from one in two thousand on, each a tenth more than the one before. */
const FEWEST_ABOVE = 0.0005;
const STEP_ABOVE = 1.1;

function burdenCurve(
  patients: readonly PatientHours[],
  hoursFromOnset: ArrayLike<number>,
  scores: ArrayLike<number>,
): NonNullable<Curves["alarmBurden"]>["model"] {
  const ranked = Float64Array.from(scores).sort();
  const thresholds = new Set<number>();
  for (let above = FEWEST_ABOVE; above < 1; above *= STEP_ABOVE) {
    const threshold = ranked[Math.floor((1 - above) * ranked.length)];
    if (threshold !== undefined) thresholds.add(threshold);
  }
  const points = [...thresholds].map((threshold) => {
    const burden = alarmBurden(
      patients,
      hoursFromOnset,
      (row) => (scores[row] ?? NaN) >= threshold,
    );
    const { alarmsPerPatientDay, caughtShare } = burden;
    return { alarmsPerPatientDay, caughtShare };
  });
  return sampled([{ alarmsPerPatientDay: 0, caughtShare: 0 }, ...points], (_, index) => index);
}

/** At most `CURVE_POINTS`, as even as may be in `along`, which must not fall; the first and the last are kept. */
function sampled<Point>(
  points: readonly Point[],
  along: (point: Point, index: number) => number,
): Point[] {
  if (points.length <= CURVE_POINTS) return [...points];
  const places = points.map(along);
  const [from = 0] = places;
  const step = ((places.at(-1) ?? 0) - from) / (CURVE_POINTS - 1);
  let due = 0;
  return points.filter((_, index) => {
    const isLast = index === points.length - 1;
    const isDue = due < CURVE_POINTS - 1 && (places[index] ?? 0) >= from + due * step;
    if (isDue) due += 1;
    return isDue || isLast;
  });
}

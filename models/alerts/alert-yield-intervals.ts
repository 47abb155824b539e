import { seededRandom } from "../deterioration/seeded-random";
import { alertYield, type PatientYield } from "./alert-yield";

/** The figures that intervals are given for. */
export const INTERVAL_FIGURES = [
  "alertsPerPatientDay",
  "asksPerPatientDay",
  "sensitivity",
  "sensitivityInWindow",
  "underAlertBeforeEvent",
  "positivePredictiveValue",
  "medianLeadHours",
] as const;
export type AlertYieldIntervals = Record<
  (typeof INTERVAL_FIGURES)[number],
  [low: number, high: number] | undefined
>;

const RESAMPLES = 500;

/**
 * The middle 95 % of resamples in which whole patients are drawn again with replacement: alerts of one patient
 * resemble each other. Undefined where no resample says anything.
 */
export function alertYieldIntervals(
  patients: readonly PatientYield[],
  { resamples = RESAMPLES, seed = 1 }: { resamples?: number; seed?: number } = {},
): AlertYieldIntervals {
  const random = seededRandom(seed);
  const drawn = INTERVAL_FIGURES.map((): number[] => []);
  const times = new Uint16Array(patients.length);
  for (let resample = 0; resample < resamples; resample += 1) {
    times.fill(0);
    for (let draw = 0; draw < patients.length; draw += 1) {
      const patient = Math.floor(random() * patients.length);
      times[patient] = (times[patient] ?? 0) + 1;
    }
    const figures = alertYield(patients, times);
    for (const [index, name] of INTERVAL_FIGURES.entries()) {
      const value = figures[name];
      if (value !== undefined) drawn[index]?.push(value);
    }
  }
  const entries = INTERVAL_FIGURES.map(
    (name, index) => [name, middle95(drawn[index] ?? [])] as const,
  );
  return Object.fromEntries(entries) as AlertYieldIntervals;
}

function middle95(values: readonly number[]): [low: number, high: number] | undefined {
  const sorted = Float64Array.from(values).sort();
  const low = sorted[Math.floor(0.025 * (sorted.length - 1))];
  const high = sorted[Math.floor(0.975 * (sorted.length - 1))];
  return low === undefined || high === undefined ? undefined : [low, high];
}

import {
  pulsePoints,
  respiratoryRatePoints,
  saturationPoints,
  supplementalOxygenPoints,
  systolicPressurePoints,
  temperaturePoints,
} from "../vitals/early-warning-score";

/**
 * Partial bedside scores as inputs of the model: what is missing adds nothing, so they are lower bounds and
 * never shown to anybody as a score. NaN stands for missing.
 */
export interface Bedside {
  heartRate: number;
  saturation: number;
  temperature: number;
  systolic: number;
  mean: number;
  respiration: number;
  inspiredOxygen: number;
}

export const partialEarlyWarning = (signs: Bedside): number =>
  (known(signs.respiration) ? respiratoryRatePoints(signs.respiration) : 0) +
  (known(signs.saturation) ? (saturationPoints(signs.saturation, 1, undefined) ?? 0) : 0) +
  supplementalOxygenPoints(signs.inspiredOxygen > 21) +
  (known(signs.systolic) ? systolicPressurePoints(signs.systolic) : 0) +
  (known(signs.heartRate) ? pulsePoints(signs.heartRate) : 0) +
  (known(signs.temperature) ? temperaturePoints(signs.temperature) : 0);

/** Systemic inflammatory response syndrome, criteria met of four (Bone et al., Chest 1992). */
export const partialSirs = (signs: Bedside, whiteCells: number, carbonDioxide: number): number =>
  count(
    signs.temperature > 38 || signs.temperature < 36,
    signs.heartRate > 90,
    signs.respiration > 20 || carbonDioxide < 32,
    whiteCells > 12 || whiteCells < 4,
  );

/** Quick SOFA without consciousness, which the records lack (Singer et al., JAMA 2016). */
export const partialQuickSofa = (signs: Bedside): number =>
  count(signs.respiration >= 22, signs.systolic <= 100);

/**
 * SOFA without consciousness, drugs and urine (Vincent et al., 1996); oxygenation from the saturation, with the
 * cut-offs of Pandharipande et al., Crit Care Med 2009, for SpO2/FiO2.
 */
export function partialSofa(
  signs: Bedside,
  blood: { platelets: number; bilirubin: number; creatinine: number },
): number {
  const ratio = signs.saturation / (signs.inspiredOxygen / 100);
  return (
    count(ratio < 512, ratio < 357, ratio < 214, ratio < 89) +
    count(
      blood.platelets < 150,
      blood.platelets < 100,
      blood.platelets < 50,
      blood.platelets < 20,
    ) +
    count(
      blood.bilirubin >= 1.2,
      blood.bilirubin >= 2,
      blood.bilirubin >= 6,
      blood.bilirubin >= 12,
    ) +
    count(
      blood.creatinine >= 1.2,
      blood.creatinine >= 2,
      blood.creatinine >= 3.5,
      blood.creatinine >= 5,
    ) +
    count(signs.mean < 70)
  );
}

const known = (value: number): boolean => !Number.isNaN(value);

/** Comparisons with NaN are false: a missing value meets no criterion. */
const count = (...criteria: readonly boolean[]): number => criteria.filter(Boolean).length;

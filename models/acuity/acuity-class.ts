import { z } from "zod";

/** Nursing workload of one patient, from the lightest. It says how much work there is, not how ill somebody is. */
export const AcuityClass = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type AcuityClass = z.infer<typeof AcuityClass>;

export const ACUITY_CLASS_LIST: readonly AcuityClass[] = [1, 2, 3, 4];

interface AcuityClassMeaning {
  title: string;
  /** How many such patients one nurse can look after at once. */
  patientsPerNurse: number;
  /** Nursing hours that one such patient takes in a day of 24 hours. */
  hoursPerPatientDay: number;
}

const HOURS_PER_DAY = 24;

const oneNurseTo = (patientsPerNurse: number, title: string): AcuityClassMeaning => ({
  title,
  patientsPerNurse,
  hoursPerPatientDay: HOURS_PER_DAY / patientsPerNurse,
});

/**
 * The classes by the ratios of the California Code of Regulations, Title 22, section 70217: a nurse to five
 * patients of a medical or surgical ward, to three of a step-down unit, to two of intensive care, and to one
 * in the operating room or of a trauma. They hold at all times, breaks included, so a class takes its share
 * of a nurse around the clock. A hospital with another staffing standard changes these four lines.
 */
export const ACUITY_CLASSES: Readonly<Record<AcuityClass, AcuityClassMeaning>> = {
  1: oneNurseTo(5, "Basic"),
  2: oneNurseTo(3, "Intermediate"),
  3: oneNurseTo(2, "Intensive"),
  4: oneNurseTo(1, "One to one"),
};

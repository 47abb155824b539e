import type { UnitKind } from "../encounters/demographics";
import { ACUITY_CLASS_LIST, ACUITY_CLASSES, type AcuityClass } from "./acuity-class";
import { leastClassIn } from "./acuity-of";
import type { AcuityRules } from "./acuity-rules";

/** How many patients of a unit are of each class, and of how many it is not known. */
export type AcuityCounts = Readonly<Record<AcuityClass | "unknown", number>>;

export const NO_PATIENTS: AcuityCounts = { 1: 0, 2: 0, 3: 0, 4: 0, unknown: 0 };

export function countAcuity(classes: Iterable<AcuityClass | undefined>): AcuityCounts {
  const counts = { ...NO_PATIENTS };
  for (const acuityClass of classes) counts[acuityClass ?? "unknown"] += 1;
  return counts;
}

/**
 * Nursing hours per day for these patients. Whose class is not known takes what the kind of unit asks for
 * anyway, so that the sum is then the least it can be, and never leaves anybody out.
 */
export function nursingHoursPerDay(
  counts: AcuityCounts,
  unitKind: UnitKind,
  rules: AcuityRules,
): number {
  const ofUnknown = ACUITY_CLASSES[leastClassIn(unitKind, rules)].hoursPerPatientDay;
  return ACUITY_CLASS_LIST.reduce(
    (hours, each) => hours + counts[each] * ACUITY_CLASSES[each].hoursPerPatientDay,
    counts.unknown * ofUnknown,
  );
}

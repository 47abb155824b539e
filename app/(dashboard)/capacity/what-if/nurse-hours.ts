import { ACUITY_CLASSES } from "#models/acuity/acuity-class";
import { leastClassIn } from "#models/acuity/acuity-of";
import { ACUITY_RULES } from "#models/acuity/acuity-rules";
import { countAcuity, nursingHoursPerDay } from "#models/acuity/unit-acuity";
import type { CensusInputs } from "#models/census/census-inputs";
import type { UnitId } from "#models/shared/ids";

/**
 * Nursing hours that one patient of each unit takes in a day: as the patients who lie there now, or as the
 * least that its kind of unit asks for while nobody does.
 */
export function hoursPerPatientDay({
  units,
  patients,
}: Pick<CensusInputs, "units" | "patients">): Map<UnitId, number> {
  return new Map(
    units.map(({ unitId, kind }) => {
      const here = patients.filter((patient) => patient.unitId === unitId);
      const classes = here.map(({ acuity }) => (acuity === "unknown" ? undefined : acuity));
      const hours =
        here.length > 0
          ? nursingHoursPerDay(countAcuity(classes), kind, ACUITY_RULES) / here.length
          : ACUITY_CLASSES[leastClassIn(kind, ACUITY_RULES)].hoursPerPatientDay;
      return [unitId, hours];
    }),
  );
}

interface CountedUnit {
  unitId: UnitId | undefined;
  daily: readonly { mean: number }[];
}

/** Expected nursing hours of all units on the day they are most; undefined without a forecast. */
export function peakNurseHours(
  units: readonly CountedUnit[],
  perPatient: ReadonlyMap<UnitId, number>,
): { hours: number; dayIndex: number } | undefined {
  const days = Math.min(...units.map(({ daily }) => daily.length));
  let peak: { hours: number; dayIndex: number } | undefined;
  for (let dayIndex = 0; dayIndex < days && Number.isFinite(days); dayIndex += 1) {
    let hours = 0;
    for (const { unitId, daily } of units)
      hours += (daily[dayIndex]?.mean ?? 0) * ((unitId && perPatient.get(unitId)) ?? 0);
    if (!peak || hours > peak.hours) peak = { hours, dayIndex };
  }
  return peak;
}

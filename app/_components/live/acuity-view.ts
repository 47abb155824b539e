import { ACUITY_CLASSES, type AcuityClass } from "#models/acuity/acuity-class";
import type { LiveAcuity } from "#models/realtime/board";

export interface AcuityView {
  acuityClass: AcuityClass | undefined;
  /** "3", "3+" when it may be higher, or a dash while it is not known. */
  text: string;
  /** "Acuity class 3, set by hand". */
  words: string;
  isOverridden: boolean;
}

export function viewAcuity(acuity: LiveAcuity | undefined): AcuityView {
  const acuityClass = acuity?.acuityClass;
  const isOverridden = acuity?.override !== undefined;
  if (acuityClass === undefined)
    return { acuityClass, text: "–", words: "Acuity not known", isOverridden };

  const isAtLeast = !isOverridden && acuity?.computed.isAtLeast;
  const qualifier = isOverridden ? ", set by hand" : isAtLeast ? " or higher" : "";
  return {
    acuityClass,
    text: isAtLeast ? `${acuityClass}+` : String(acuityClass),
    words: `Acuity class ${acuityClass}${qualifier}`,
    isOverridden,
  };
}

/** "1 nurse to 2 patients, 12 nursing hours a day". */
export function describeClass(acuityClass: AcuityClass): string {
  const { patientsPerNurse, hoursPerPatientDay } = ACUITY_CLASSES[acuityClass];
  const patients = patientsPerNurse === 1 ? "1 patient" : `${patientsPerNurse} patients`;
  return `1 nurse to ${patients}, ${formatNursingHours(hoursPerPatientDay)} nursing hours a day`;
}

/** In tenths, without a tenth that is none. */
export const formatNursingHours = (hours: number): string => String(Math.round(hours * 10) / 10);

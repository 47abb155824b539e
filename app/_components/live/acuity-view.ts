import { ACUITY_CLASSES, type AcuityClass } from "#models/acuity/acuity-class";
import type { LiveAcuity } from "#models/realtime/board";

export interface AcuityView {
  acuityClass: AcuityClass | undefined;
  /** "3", or a dash while it is not known. */
  text: string;
  /** "Acuity class 3, set by hand". */
  words: string;
  isOverridden: boolean;
}

export function viewAcuity(acuity: LiveAcuity | undefined): AcuityView {
  const acuityClass = acuity?.acuityClass;
  const isOverridden = acuity?.override !== undefined;
  const known = acuityClass === undefined ? "not known" : `class ${acuityClass}`;
  return {
    acuityClass,
    text: acuityClass === undefined ? "–" : String(acuityClass),
    words: `Acuity ${known}${isOverridden ? ", set by hand" : ""}`,
    isOverridden,
  };
}

/** "One nurse to 2 patients, 12 nursing hours a day". */
export function describeClass(acuityClass: AcuityClass): string {
  const { patientsPerNurse, hoursPerPatientDay } = ACUITY_CLASSES[acuityClass];
  const patients = patientsPerNurse === 1 ? "this patient" : `${patientsPerNurse} patients`;
  return `One nurse to ${patients}, ${formatNursingHours(hoursPerPatientDay)} nursing hours a day`;
}

/** In tenths, without a tenth that is none. */
export const formatNursingHours = (hours: number): string => String(Math.round(hours * 10) / 10);

import type { EscalationParameter, EscalationValues } from "./escalation-parameter";

/** What was counted at an instant. Undefined is not known, and never none. */
export interface EscalationFacts {
  /** Every unit but the emergency department; undefined before the first patient was ever reported. */
  inpatients: number | undefined;
  /** Beds with a nurse for them. */
  staffedBeds: number;
  bedsInUse: number;
  /** Of those in use: blocked or being cleaned. */
  closedBeds: number;
  /** Undefined for a hospital without intensive care, and before the first patient was ever reported. */
  freeIntensiveBeds: number | undefined;
  /** Undefined while nobody asks for beds on the board: who waits is then not known. */
  boarding: { patients: number; longestHours: number } | undefined;
  /** Of the last whole hours; undefined when an hour of either is missing. */
  arrivals: { counted: number; expected: number } | undefined;
  /** In percent, from a census forecast; undefined when the newest one is too old. */
  ahead: Pick<EscalationValues, "beds-short" | "exceedance"> | undefined;
}

export const ARRIVAL_HOURS = 6;
/** In an emergency department somebody waits for a bed every week; where nobody has asked, the board is not used. */
export const BOARD_UNUSED_AFTER_DAYS = 7;
/** The census is forecast hourly: two that failed may be made up for, then it is old news. */
export const FORECAST_OLD_AFTER_HOURS = 3;

export function escalationValues(facts: EscalationFacts): EscalationValues {
  const { inpatients, staffedBeds, bedsInUse, closedBeds, boarding, arrivals, ahead } = facts;
  return {
    "bed-occupancy": inpatients === undefined ? undefined : percent(inpatients, staffedBeds),
    "intensive-free-beds": facts.freeIntensiveBeds,
    "boarding-patients": boarding?.patients,
    "longest-boarding": boarding?.longestHours,
    "emergency-arrivals": arrivals && percent(arrivals.counted, arrivals.expected),
    "beds-short": ahead?.["beds-short"],
    "closed-beds": percent(closedBeds, bedsInUse),
    exceedance: ahead?.exceedance,
  };
}

/** Of nothing there is no share. */
const percent = (part: number, whole: number): number | undefined =>
  whole > 0 ? (100 * part) / whole : undefined;

/** Why a value is missing, and what would make it known. */
export const WHY_UNKNOWN: Readonly<Record<EscalationParameter, string>> = {
  "bed-occupancy": "No inpatient bed has a nurse for it, or no patient has been reported yet.",
  "intensive-free-beds": "There is no intensive care unit, or no patient has been reported yet.",
  "boarding-patients": `Nobody has asked for a bed on the bed board in ${BOARD_UNUSED_AFTER_DAYS} days.`,
  "longest-boarding": `Nobody has asked for a bed on the bed board in ${BOARD_UNUSED_AFTER_DAYS} days.`,
  "emergency-arrivals": `An hour of the last ${ARRIVAL_HOURS} was not counted, or not forecast.`,
  "beds-short": `There is no census forecast of the last ${FORECAST_OLD_AFTER_HOURS} hours.`,
  "closed-beds": "No inpatient bed is in use.",
  exceedance: `There is no census forecast of the last ${FORECAST_OLD_AFTER_HOURS} hours.`,
};

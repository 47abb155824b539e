import { ACUITY_RULES } from "../acuity/acuity-rules";
import { ACUITY_CLASS_LIST } from "../acuity/acuity-class";
import { type AcuityCounts, NO_PATIENTS, nursingHoursPerDay } from "../acuity/unit-acuity";
import { QUANTILE_LEVELS } from "../census/census-quantiles";
import type { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import { MS_PER_DAY } from "../shared/time-range";
import { careOf, type NurseRules } from "./nurse-rules";
import { type CensusQuantiles, type ShiftCensus, shiftCensus } from "./shift-census";
import { SHIFT_PATTERNS, shiftsBetween } from "./shift-pattern";

export const DEMAND_DAYS = 7;
const HOURS_PER_DAY = 24;

/** Counts of the patients' workload classes in each unit. A unit that is missing has nobody of whom they are known. */
export type AcuityOfUnits = ReadonlyMap<UnitId, AcuityCounts>;

/** How many patients a nurse of the unit looks after, and how that was found. */
export interface NurseMix {
  /** By the ratio of the unit's care; undefined where no ratio binds. */
  patientsPerNurse: number | undefined;
  /** Mean nursing hours per patient day of those who are here now; undefined where they do not count. */
  hoursPerPatientDay: number | undefined;
  /** Of those, how many were of no known class and counted as what the kind of unit asks for at least. */
  unknownPatients: number;
  /** Of how many patients the mean is; 0: nobody is here, and everybody counts as the least of the unit. */
  patients: number;
}

/** How many nurses a unit needs in a shift. What the roster is made from. */
export interface NurseDemand {
  unitId: UnitId;
  shift: string;
  startsAt: Date;
  endsAt: Date;
  /** Absent: any registered nurse of the unit. */
  skill?: string;
  /** By the ratio at the median of patients: with fewer the unit would break it more often than not. */
  minimum: number;
  /** Enough, at each hour, with the probability of the rules' service level; never below the minimum. */
  target: number;
  /** By `QUANTILE_LEVELS`: whole nurses. */
  quantiles: readonly number[];
}

/** A demand with what explains it. */
export interface ExplainedDemand extends NurseDemand {
  unitName: string;
  from: ShiftCensus["from"];
  /** By `QUANTILE_LEVELS`: whole patients. */
  patients: readonly number[];
  /** At the service level. */
  targetPatients: number;
  /** Which rule asks for the target; ratio when both ask for as many. */
  decidedBy: "ratio" | "acuity";
  mix: NurseMix;
}

/**
 * Nurses per unit and shift of the next seven days. Exact: the number of nurses never falls as patients are
 * added, so each of its quantiles is that of the patients, put through the rules.
 */
export const nurseDemand = (
  forecast: CensusQuantiles,
  acuityCounts: AcuityOfUnits,
  rules: NurseRules,
): NurseDemand[] =>
  explainedDemands(forecast, acuityCounts, rules).map(
    ({ unitId, shift, startsAt, endsAt, minimum, target, quantiles }) => ({
      ...{ unitId, shift, startsAt, endsAt, minimum, target, quantiles },
    }),
  );

/** The same with what explains each number, by unit and then by time. */
export function explainedDemands(
  forecast: CensusQuantiles,
  acuityCounts: AcuityOfUnits,
  rules: NurseRules,
): ExplainedDemand[] {
  const from = new Date(forecast.issuedAt);
  const range = { from, to: new Date(from.getTime() + DEMAND_DAYS * MS_PER_DAY) };
  const { plan } = SHIFT_PATTERNS[rules.shiftPattern];
  const shifts = shiftsBetween(plan, range, rules.timeZone);
  return shiftCensus(forecast, shifts).map((census) => {
    const counts = acuityCounts.get(census.unitId) ?? NO_PATIENTS;
    return explainedDemand(census, nurseMix(census, counts, rules), rules);
  });
}

/** What a unit's rules and those who are in it now say of a nurse's patients. */
export function nurseMix(
  unit: { unitId: UnitId; unitKind: UnitKind },
  counts: AcuityCounts,
  rules: NurseRules,
): NurseMix {
  const { unitId, unitKind: kind } = unit;
  const known = ACUITY_CLASS_LIST.reduce((sum, each) => sum + counts[each], 0);
  const patients = known + counts.unknown;
  // Of an empty unit the mix is that of one patient of whom nothing is known.
  const taken = patients > 0 ? counts : { ...NO_PATIENTS, unknown: 1 };
  const hours = nursingHoursPerDay(taken, kind, ACUITY_RULES) / Math.max(1, patients);
  return {
    patientsPerNurse: rules.patientsPerNurse?.[careOf({ unitId, kind }, rules)],
    hoursPerPatientDay: rules.countsAcuity ? hours : undefined,
    unknownPatients: counts.unknown,
    patients,
  };
}

/** The demand of one shift, with what explains it. */
export function explainedDemand(
  census: ShiftCensus,
  mix: NurseMix,
  { serviceLevel }: Pick<NurseRules, "serviceLevel">,
): ExplainedDemand {
  const { unitId, unitName, shift, startsAt, endsAt, from, quantiles: patients } = census;
  const targetPatients = atLevel(patients, serviceLevel);
  const minimum = nursesByRatio(atLevel(patients, MEDIAN), mix);
  return {
    ...{ unitId, unitName, shift, startsAt, endsAt, from, patients, targetPatients, mix, minimum },
    target: Math.max(minimum, nursesFor(targetPatients, mix)),
    quantiles: patients.map((count) => nursesFor(count, mix)),
    decidedBy:
      nursesByAcuity(targetPatients, mix) > nursesByRatio(targetPatients, mix) ||
      mix.patientsPerNurse === undefined
        ? "acuity"
        : "ratio",
  };
}

/** Nurses at once for that many patients: the larger of what both rules ask for. */
export const nursesFor = (patients: number, mix: NurseMix): number =>
  Math.max(nursesByRatio(patients, mix), nursesByAcuity(patients, mix));

const nursesByRatio = (patients: number, { patientsPerNurse }: NurseMix): number =>
  patientsPerNurse === undefined ? 0 : roundedUp(patients / patientsPerNurse);

const nursesByAcuity = (patients: number, { hoursPerPatientDay }: NurseMix): number =>
  hoursPerPatientDay === undefined ? 0 : roundedUp((patients * hoursPerPatientDay) / HOURS_PER_DAY);

/** Ten patients of 2.4 hours each take one nurse, though the product may be a little more than 24. */
const ROUNDING = 1e-9;
const roundedUp = (nurses: number): number => Math.max(0, Math.ceil(nurses - ROUNDING));

const MEDIAN = 0.5;

/** The quantile at the smallest of `QUANTILE_LEVELS` that is not below it. */
export function atLevel(quantiles: readonly number[], level: number): number {
  const at = QUANTILE_LEVELS.findIndex((each) => each >= level - ROUNDING);
  return quantiles[at === -1 ? quantiles.length - 1 : at] ?? 0;
}

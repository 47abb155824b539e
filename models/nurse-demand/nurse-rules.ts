import { z } from "zod";
import type { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";
import { ShiftPatternId } from "./shift-pattern";

/** What kind of care a unit is staffed for; telemetry is not a kind of unit here, but staffed otherwise. */
export const StaffedCare = z.enum(["intensive", "step-down", "telemetry", "ward", "emergency"]);
export type StaffedCare = z.infer<typeof StaffedCare>;

/**
 * The most patients of one nurse, at all times, breaks included: California Code of Regulations, Title 22,
 * section 70217 (a): intensive care 1:2, step-down 1:3, telemetry 1:4, emergency department 1:4, medical or
 * surgical 1:5.
 */
export const TITLE_22_RATIOS: Readonly<Record<StaffedCare, number>> = {
  intensive: 2,
  "step-down": 3,
  telemetry: 4,
  ward: 5,
  emergency: 4,
};

export const NurseRules = z.strictObject({
  /** The most patients of one nurse in each kind of care; absent: no ratio binds. */
  patientsPerNurse: z.record(StaffedCare, z.number().positive().max(50)).optional(),
  /** Units that are staffed for another care than their kind says. */
  careOfUnits: z.record(UnitId, StaffedCare),
  /** Whether the hours per patient day of the acuity classes count. */
  countsAcuity: z.boolean(),
  shiftPattern: ShiftPatternId,
  timeZone: z.string().min(1),
  /** With which probability the target is enough at every hour of the shift. */
  serviceLevel: z.number().gt(0).lt(1),
});
export type NurseRules = z.infer<typeof NurseRules>;

export const NurseRuleSetId = z.enum(["larger", "ratio", "acuity"]);
export type NurseRuleSetId = z.infer<typeof NurseRuleSetId>;

interface NurseRuleSet {
  title: string;
  about: string;
  rules: Pick<NurseRules, "patientsPerNurse" | "countsAcuity">;
}

export const NURSE_RULE_SETS: Readonly<Record<NurseRuleSetId, NurseRuleSet>> = {
  larger: {
    title: "The larger of both",
    about:
      "As many nurses as the ratios ask for, and more where the workload of the patients does.",
    rules: { patientsPerNurse: TITLE_22_RATIOS, countsAcuity: true },
  },
  ratio: {
    title: "Ratios alone",
    about: "California, Title 22, section 70217: the most patients of one nurse, at all times.",
    rules: { patientsPerNurse: TITLE_22_RATIOS, countsAcuity: false },
  },
  acuity: {
    title: "Workload alone",
    about: "Nursing hours per patient day of the acuity classes of those who are here now.",
    rules: { countsAcuity: true },
  },
};

export const SERVICE_LEVELS = [0.5, 0.7, 0.8, 0.9, 0.95] as const;
/** Enough nurses at four of five hours: what the roster plans for, the rest by call. A choice of ours. */
export const USUAL_SERVICE_LEVEL = 0.8;

/** What is used when nobody chose otherwise, and what the roster is given. */
export const usualNurseRules = (timeZone: string): NurseRules => ({
  ...NURSE_RULE_SETS.larger.rules,
  careOfUnits: {},
  shiftPattern: "long",
  timeZone,
  serviceLevel: USUAL_SERVICE_LEVEL,
});

export const careOf = (
  { unitId, kind }: { unitId: UnitId; kind: UnitKind },
  { careOfUnits }: Pick<NurseRules, "careOfUnits">,
): StaffedCare => careOfUnits[unitId] ?? kind;

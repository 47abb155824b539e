import {
  NURSE_RULE_SETS,
  NurseRuleSetId,
  type NurseRules,
  SERVICE_LEVELS,
  USUAL_SERVICE_LEVEL,
  usualNurseRules,
} from "#models/nurse-demand/nurse-rules";
import { ShiftPatternId } from "#models/nurse-demand/shift-pattern";

export interface DemandChoice {
  ruleSet: NurseRuleSetId;
  shiftPattern: ShiftPatternId;
  serviceLevel: number;
}

/** What a person chose in the address; what is none of the choices is as if it were not there. */
export function choiceOf(query: Readonly<Record<string, string | undefined>>): DemandChoice {
  const level = Number(query["level"]) / 100;
  return {
    ruleSet: NurseRuleSetId.safeParse(query["rules"]).data ?? "larger",
    shiftPattern: ShiftPatternId.safeParse(query["shifts"]).data ?? "long",
    serviceLevel: SERVICE_LEVELS.find((each) => each === level) ?? USUAL_SERVICE_LEVEL,
  };
}

export const queryOf = ({ ruleSet, shiftPattern, serviceLevel }: DemandChoice): string =>
  `?${new URLSearchParams({
    rules: ruleSet,
    shifts: shiftPattern,
    level: String(Math.round(serviceLevel * 100)),
  })}`;

export const rulesOf = (
  { ruleSet, shiftPattern, serviceLevel }: DemandChoice,
  timeZone: string,
): NurseRules => {
  const { careOfUnits } = usualNurseRules(timeZone);
  return { ...NURSE_RULE_SETS[ruleSet].rules, careOfUnits, shiftPattern, serviceLevel, timeZone };
};

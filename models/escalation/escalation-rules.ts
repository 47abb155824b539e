import { z } from "zod";
import { ActionCard } from "./action-card";
import { EscalationLevel } from "./escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
  EscalationParameter,
  parameterInWords,
} from "./escalation-parameter";

export const MOST_WEIGHT = 5;

export const ParameterRule = z.strictObject({
  /** Off: it is shown, and counts for nothing. */
  isOn: z.boolean(),
  /** From which value on it stands at level 2, 3 and 4; each at least as bad as the one before. */
  thresholds: z.strictObject({ 2: z.number(), 3: z.number(), 4: z.number() }),
  /** Points for each level above 1. */
  weight: z.number().int().min(1).max(MOST_WEIGHT),
  /** Standing at level 4 by itself, it lifts the hospital to this level at least; 1: it does not. */
  liftsTo: EscalationLevel,
});
export type ParameterRule = z.infer<typeof ParameterRule>;

/**
 * What makes the level, as data. Each parameter that is on gives its weight in points for each level
 * above 1 at which it stands; the sum gives the hospital's level, and a parameter at level 4 may lift it by
 * itself. A higher level counts at once; a lower one when for `fallAfterMinutes` the sum stayed at least
 * `fallMargin` points below what the level takes.
 */
export const EscalationRules = z
  .strictObject({
    parameters: z.record(EscalationParameter, ParameterRule),
    pointsFor: z.strictObject({
      2: z.number().int().min(1),
      3: z.number().int(),
      4: z.number().int(),
    }),
    fallMargin: z.number().int().min(0).max(20),
    fallAfterMinutes: z.number().int().min(0).max(1_440),
    cards: z.strictObject({ 1: ActionCard, 2: ActionCard, 3: ActionCard, 4: ActionCard }),
  })
  .superRefine(({ parameters, pointsFor }, { addIssue }) => {
    for (const parameter of ESCALATION_PARAMETER_LIST)
      for (const issue of thresholdIssues(parameter, parameters[parameter].thresholds))
        addIssue({ code: "custom", ...issue });
    if (pointsFor[2] >= pointsFor[3] || pointsFor[3] >= pointsFor[4])
      addIssue({
        code: "custom",
        message: "A higher level takes more points.",
        path: ["pointsFor", pointsFor[2] >= pointsFor[3] ? 3 : 4],
      });
    if (!ESCALATION_PARAMETER_LIST.some((parameter) => parameters[parameter].isOn))
      addIssue({
        code: "custom",
        message: "At least one parameter has to count.",
        path: ["parameters"],
      });
  });
export type EscalationRules = z.infer<typeof EscalationRules>;

function thresholdIssues(
  parameter: EscalationParameter,
  thresholds: ParameterRule["thresholds"],
): { message: string; path: (string | number)[] }[] {
  const { worse, least, most } = ESCALATION_PARAMETERS[parameter];
  const sign = worse === "higher" ? 1 : -1;
  return ([2, 3, 4] as const).flatMap((level) => {
    const path = ["parameters", parameter, "thresholds", level];
    const value = thresholds[level];
    if (value < least || value > most) {
      const range = [least, most].map((end) => parameterInWords(parameter, end)).join(" to ");
      return [{ message: `From ${range}.`, path }];
    }
    const milder = level === 2 ? undefined : thresholds[level === 3 ? 2 : 3];
    return milder !== undefined && (value - milder) * sign < 0
      ? [{ message: `Not milder than level ${level - 1}.`, path }]
      : [];
  });
}

/** As it stands in force. Version 0 is the house's, which nobody made. */
export interface EscalationRulesVersion {
  version: number;
  rules: EscalationRules;
  madeAt: Date | undefined;
  /** The name of who made it. */
  madeBy: string | undefined;
}

import { type EscalationAction } from "#models/escalation/action-card";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import type { EscalationLevel } from "#models/escalation/escalation-level";
import type { EscalationParameter } from "#models/escalation/escalation-parameter";
import { EscalationRules } from "#models/escalation/escalation-rules";

/** What a number's field holds while somebody types: nothing is the empty text. */
type Entered = number | string;

/** Rules as their form holds them: not necessarily rules yet. */
export interface RulesDraft {
  parameters: Record<
    EscalationParameter,
    {
      isOn: boolean;
      thresholds: Record<2 | 3 | 4, Entered>;
      weight: Entered;
      liftsTo: EscalationLevel;
    }
  >;
  pointsFor: Record<2 | 3 | 4, Entered>;
  fallMargin: Entered;
  fallAfterMinutes: Entered;
  cards: Record<EscalationLevel, EscalationAction[]>;
}

export const draftOf = (rules: EscalationRules): RulesDraft => structuredClone(rules);

export type ParsedDraft =
  | { rules: EscalationRules; errors?: undefined }
  /** Messages by the path of their field in the draft. */
  | { rules?: undefined; errors: Record<string, string> };

/** The rules of a form, or what is wrong where, in the words of the rules' own schema. */
export function parseDraft(draft: RulesDraft): ParsedDraft {
  const parsed = EscalationRules.safeParse(draft);
  if (parsed.success) return { rules: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message, code } of parsed.error.issues)
    errors[path.join(".")] ??= code === "invalid_type" ? "Enter a number." : message;
  return { errors };
}

/** Rules are data: they differ when what would be stored does. */
export const isSame = (a: EscalationRules, b: EscalationRules): boolean =>
  JSON.stringify(EscalationRules.parse(a)) === JSON.stringify(EscalationRules.parse(b));

export const isHouse = (rules: EscalationRules): boolean => isSame(rules, DEFAULT_ESCALATION_RULES);

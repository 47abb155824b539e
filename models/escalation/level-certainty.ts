import { type EscalationLevel, ESCALATION_LEVELS } from "./escalation-level";
import { ESCALATION_PARAMETERS } from "./escalation-parameter";
import type { StoredFinding } from "./stored-finding";

interface Stand {
  /** The level that counts. */
  level: EscalationLevel;
  isAtLeast: boolean;
  finding: StoredFinding;
}

type Known = Pick<Stand, "level" | "isAtLeast">;

/**
 * What the level means. The lowest one that may be a higher says nothing of how things stand: that demand is met
 * would be a claim about what nobody has seen.
 */
export function meaningInWords({ level, isAtLeast }: Known): string {
  if (!isAtLeast) return ESCALATION_LEVELS[level].meaning;
  return level === 1
    ? "The level is not known well enough: nothing says that demand is met as usual."
    : `${ESCALATION_LEVELS[level].meaning} It may be a higher level: not all is known.`;
}

/** What is missing and what the level could be for all that; undefined when all that counts is known. */
export function missingInWords({ level, isAtLeast, finding }: Stand): string | undefined {
  const counted = finding.parameters.filter(({ isOn }) => isOn);
  const unknown = counted.filter(({ value }) => value === undefined);
  if (unknown.length === 0) return undefined;
  const names = unknown.map(({ parameter }) =>
    ESCALATION_PARAMETERS[parameter].title.toLowerCase(),
  );
  const could = isAtLeast
    ? `It could be ${rangeInWords(level, finding.highest)}.`
    : "Even at its worst that would make no higher level.";
  return `Not known: ${unknown.length} of ${counted.length} parameters (${names.join("; ")}). ${could}`;
}

const rangeInWords = (from: EscalationLevel, to: EscalationLevel): string =>
  to - from > 1 ? `any level from ${from} to ${to}` : `level ${from} or ${to}`;

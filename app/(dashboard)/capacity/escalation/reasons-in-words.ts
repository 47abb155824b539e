import type { EscalationStretch } from "#db/escalation";
import { ESCALATION_PARAMETERS, parameterInWords } from "#models/escalation/escalation-parameter";

/** What gave points then, the most first. */
export function reasonsInWords({ finding }: Pick<EscalationStretch, "finding">): string {
  const reasons = finding.parameters
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .flatMap(({ parameter, value, points }) =>
      value === undefined
        ? []
        : `${ESCALATION_PARAMETERS[parameter].title} ${parameterInWords(parameter, value)} (${points})`,
    );
  return reasons.length > 0 ? reasons.join("; ") : "Nothing that is known gave a point.";
}

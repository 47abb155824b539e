import type { AlertStepPoint } from "#db/alerts";
import { CAUSE_TITLES, describeStep, isAction } from "#models/alerts/step-words";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";

/** A step of an alert as the time line tells it. */
export function toTimelineStep(point: AlertStepPoint): EncounterTrends["steps"][number] {
  const { sequence, at, cause, priority, step, by, details } = point;
  const told = { step, cause, priority, details: details ?? undefined };
  return {
    ...{ sequence, at, priority },
    isRaised: step === "raised" || step === "reopened",
    isAction: isAction(told),
    what: `${CAUSE_TITLES[cause]}: ${describeStep(told)}`,
    ...(by !== null && { by }),
  };
}

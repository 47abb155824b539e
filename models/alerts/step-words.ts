import type {
  AlertCause,
  AlertPriority,
  AlertStep,
  AlertStepDetails,
  EscalationReason,
} from "./alert";
import { SNOOZE_WORDS } from "./alert-words";
import { DISPOSITIONS } from "./disposition";

/** A step of an alert, as far as it is told in words. */
export interface ToldStep {
  step: AlertStep;
  cause: AlertCause;
  priority: AlertPriority;
  /** The name of the colleague who did it; undefined for what the system did. */
  by?: string | undefined;
  details?: AlertStepDetails | undefined;
}

export const CAUSE_TITLES: Readonly<Record<AlertCause, string>> = {
  "early-warning-score": "NEWS2",
  "deterioration-risk": "Predicted risk",
  "score-rise": "Rise of NEWS2",
  "single-sign": "Single sign",
};

export const ESCALATION_WORDS: Readonly<Record<EscalationReason, string>> = {
  unanswered: "nobody answered",
  "not-in-hand": "nobody took it in hand",
  "no-outcome": "no outcome was given",
  "by-person": "asked for",
};

/** What happened and why, who did it apart: "Escalated: nobody answered". */
export function describeStep({ step, priority, details }: ToldStep): string {
  switch (step) {
    case "raised":
      return `Raised, ${priority} priority`;
    case "priority-changed":
      return `Now of ${priority} priority`;
    case "acknowledged":
      return "Acknowledged";
    case "taken-in-hand":
      return "Taken in hand";
    case "handed-back":
      return "Handed back: asks again";
    case "escalated":
      return escalated(details);
    case "snoozed":
      return details?.step === "snoozed"
        ? `Snoozed for ${details.minutes} min: ${SNOOZE_WORDS[details.reason]}`
        : "Snoozed";
    case "snooze-ended":
      return "Snooze over: asks again";
    case "resolved":
      return resolved(details);
    case "reopened":
      return "Opened again";
    case "superseded":
      return "Covered by the NEWS2 alert";
    case "expired":
      return details?.step === "expired" && details.why === "not-measured"
        ? "Ended: no longer measured"
        : "Ended: the patient left the bed";
    case "moved":
      return "Moved with the patient";
  }
}

function escalated(details: AlertStepDetails | undefined): string {
  if (details?.step !== "escalated") return "Escalated";
  const words = details.to > details.from ? "Escalated" : "Asked again";
  return `${words}: ${ESCALATION_WORDS[details.why]}`;
}

function resolved(details: AlertStepDetails | undefined): string {
  if (details?.step !== "resolved") return "Resolved";
  if (details.disposition) return `Resolved: ${DISPOSITIONS[details.disposition].short}`;
  return details.how === "recovered" ? "Resolved: the patient got better" : "Resolved";
}

/** Whether a person did it, or the system noticed it. */
export const isAction = ({ step, details }: Pick<ToldStep, "step" | "details">): boolean =>
  ["acknowledged", "taken-in-hand", "handed-back", "snoozed", "reopened"].includes(step) ||
  (details?.step === "resolved" && details.how === "by-person") ||
  (details?.step === "escalated" && details.why === "by-person");

import type { AlertStep, ExpiryReason } from "../alerts/alert";
import { SNOOZE_WORDS } from "../alerts/alert-words";
import { ESCALATION_WORDS } from "../alerts/step-words";
import type { TimeFormat } from "../shared/time-format";
import type { StepTaken } from "./handover-facts";

const STEP_WORDS: Readonly<Record<AlertStep, string>> = {
  raised: "raised",
  "priority-changed": "priority changed",
  acknowledged: "acknowledged",
  "taken-in-hand": "taken in hand",
  "handed-back": "handed back",
  escalated: "escalated",
  snoozed: "snoozed",
  "snooze-ended": "snooze ended",
  resolved: "resolved",
  reopened: "reopened",
  superseded: "replaced by another alert",
  expired: "ended by itself",
  moved: "moved with the patient",
};

const EXPIRY_WORDS: Readonly<Record<ExpiryReason, string>> = {
  "left-bed": "the patient left the bed",
  "not-measured": "no longer measured",
};

/** "14:05 acknowledged by Some Body" */
export function stepInWords(taken: StepTaken, time: TimeFormat): string {
  const { step, at, by } = taken;
  const more = moreInWords(taken);
  return `${time.clock(at)} ${STEP_WORDS[step]}${more}${by ? ` by ${by}` : ""}`;
}

function moreInWords({ step, priority, details }: StepTaken): string {
  if (step === "raised") return ` ${priority}`;
  if (step === "priority-changed") return ` to ${priority}`;
  switch (details?.step) {
    case "escalated":
      return ` (${ESCALATION_WORDS[details.why]})`;
    case "snoozed":
      return ` for ${details.minutes} min (${SNOOZE_WORDS[details.reason]})`;
    case "resolved":
      return details.how === "recovered" ? " (better by itself)" : "";
    case "expired":
      return ` (${EXPIRY_WORDS[details.why]})`;
    default:
      return "";
  }
}

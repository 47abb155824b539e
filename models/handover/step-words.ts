import type { AlertStep } from "../alerts/alert";
import type { TimeFormat } from "../shared/time-format";
import type { StepTaken } from "./handover-facts";

const STEP_WORDS: Readonly<Record<AlertStep, string>> = {
  raised: "raised",
  "priority-changed": "priority changed",
  acknowledged: "acknowledged",
  resolved: "ended",
  moved: "moved with the patient",
};

/** "14:05 acknowledged by Some Body" */
export function stepInWords({ step, priority, at, by }: StepTaken, time: TimeFormat): string {
  const to =
    step === "raised" ? ` ${priority}` : step === "priority-changed" ? ` to ${priority}` : "";
  return `${time.clock(at)} ${STEP_WORDS[step]}${to}${by ? ` by ${by}` : ""}`;
}

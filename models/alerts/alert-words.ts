import { formatRisk, formatRiskLevel } from "../deterioration/risk-words";
import type { AlertPriority, AlertReason } from "./alert";

/** IEC 60601-1-8: the marks stand before the text. */
export const PRIORITY_WORDS: Readonly<Record<AlertPriority, string>> = {
  high: "*** high",
  medium: "** medium",
  low: "* low",
};

/** What an alert rests on, in words for paper. */
export function reasonInWords(reason: AlertReason): string {
  switch (reason.cause) {
    case "early-warning-score": {
      const single = reason.hasRedScore && reason.score < 5 ? ", one sign scores 3" : "";
      return `NEWS2 ${reason.score} from ${reason.inputsPresent} of 7 inputs${single}`;
    }
    case "deterioration-risk":
      return `predicted risk ${formatRisk(reason.risk)}, ${formatRiskLevel(reason)} the alert level`;
  }
}

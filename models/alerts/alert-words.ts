import { formatRisk, formatRiskLevel } from "../deterioration/risk-words";
import type { TimeFormat } from "../shared/time-format";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import type { Alert, AlertPriority, AlertReason, SignOutsideLimit, SnoozeReason } from "./alert";

/** IEC 60601-1-8: the marks stand before the text. */
export const PRIORITY_WORDS: Readonly<Record<AlertPriority, string>> = {
  high: "*** high",
  medium: "** medium",
  low: "* low",
};

export const SNOOZE_WORDS: Readonly<Record<SnoozeReason, string>> = {
  "being-treated": "being treated",
  "awaiting-review": "awaiting a review",
  procedure: "in a procedure",
  "known-baseline": "usual for this patient",
};

/** A single parameter at 3 in a score that would not raise an alert by itself. */
export const isSingleThree = ({
  hasRedScore,
  score,
}: Extract<AlertReason, { cause: "early-warning-score" }>): boolean => hasRedScore && score < 5;

export function signOutsideInWords({ kind, value, side }: SignOutsideLimit): string {
  const { label, ucum } = VITAL_SIGNS[kind];
  return `${label} ${value}${ucum === "%" ? " %" : ""} ${side}`;
}

/** What an alert rests on, with what it is measured against. */
export function reasonInWords(reason: AlertReason): string {
  switch (reason.cause) {
    case "deterioration-risk":
      return `Predicted risk ${formatRisk(reason.risk)}, ${formatRiskLevel(reason)} the alert level`;
    case "score-rise":
      return `NEWS2 ${reason.score}, ${reason.rise} more than an hour before`;
    case "single-sign":
      return reason.signs
        .map((sign) => `${signOutsideInWords(sign)}, limit ${sign.limit}`)
        .join("; ");
    case "early-warning-score": {
      const single = isSingleThree(reason) ? ", one sign scores 3" : "";
      return `NEWS2 ${reason.score} from ${reason.inputsPresent} of 7 inputs${single}`;
    }
  }
}

/** Of an alert, or of one as it comes over a socket. */
type Answers = Pick<
  Alert,
  "phase" | "rung" | "acknowledgedBy" | "inHandBy" | "snoozeReason" | "disposition"
> & {
  [At in "acknowledgedAt" | "inHandAt" | "snoozedUntil" | "endedAt"]?: Date | string;
};

const by = (name: string | undefined): string => (name ? ` by ${name}` : "");

/** Where an alert stands: what is done about it, by whom and since when. */
export function phaseInWords(alert: Answers, time: TimeFormat): string {
  const at = (instant: Date | string | undefined): string =>
    instant === undefined ? "" : ` ${time.clock(new Date(instant))}`;
  switch (alert.phase) {
    case "raised":
      return alert.rung === 0 ? "not answered" : `not answered, escalated ${times(alert.rung)}`;
    case "acknowledged":
      return `acknowledged${at(alert.acknowledgedAt)}${by(alert.acknowledgedBy)}`;
    case "in-hand":
      return `in hand since${at(alert.inHandAt)}${by(alert.inHandBy)}`;
    case "snoozed":
      return `snoozed until${at(alert.snoozedUntil)}${alert.snoozeReason ? `: ${SNOOZE_WORDS[alert.snoozeReason]}` : ""}`;
    case "resolved":
    case "superseded":
    case "expired":
      return `${alert.phase}${at(alert.endedAt)}`;
  }
}

const times = (count: number): string =>
  count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;

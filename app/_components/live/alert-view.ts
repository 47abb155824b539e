import type { AlertPriority } from "#models/alerts/alert";
import type { BedId } from "#models/shared/ids";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import type { AlertOnWire } from "./alert-ledger";
import { formatRisk, formatRiskLevel } from "./risk-view";

/** IEC 60601-1-8: the marks stand before the text, so that priority never rests on colour. */
export const PRIORITY_MARKS: Readonly<Record<AlertPriority, { mark: string; words: string }>> = {
  high: { mark: "***", words: "High" },
  medium: { mark: "**", words: "Medium" },
  low: { mark: "*", words: "Low" },
};

const RANK: Readonly<Record<AlertPriority, number>> = { high: 0, medium: 1, low: 2 };

export const isOpen = (alert: AlertOnWire): boolean => alert.endedAt === undefined;
export const isUnanswered = (alert: AlertOnWire): boolean => alert.phase === "raised";

/** Unanswered first, then by priority, then the one that waits longest. */
export const inQueueOrder = (a: AlertOnWire, b: AlertOnWire): number =>
  Number(!isUnanswered(a)) - Number(!isUnanswered(b)) ||
  RANK[a.priority] - RANK[b.priority] ||
  Date.parse(a.raisedAt) - Date.parse(b.raisedAt);

export const openAlerts = (alerts: Iterable<AlertOnWire>): AlertOnWire[] =>
  [...alerts].filter(isOpen).sort(inQueueOrder);

/** The open alerts of each bed, the most urgent first. */
export function alertsByBed(
  alerts: Iterable<AlertOnWire>,
): ReadonlyMap<BedId, readonly AlertOnWire[]> {
  const byBed = new Map<BedId, AlertOnWire[]>();
  for (const alert of openAlerts(alerts)) {
    const others = byBed.get(alert.bedId);
    if (others) others.push(alert);
    else byBed.set(alert.bedId, [alert]);
  }
  return byBed;
}

/** What the alert rests on, in a few words. */
export function describeReason({ reason }: Pick<AlertOnWire, "reason">): string {
  switch (reason.cause) {
    case "deterioration-risk":
      return `Risk ${formatRiskLevel(reason)}`;
    case "score-rise":
      return `NEWS2 up ${reason.rise} to ${reason.score}`;
    case "single-sign":
      return reason.signs.map(describeSign).join(", ");
    case "early-warning-score":
      return isSingleSign(reason) ? "One sign at 3" : `NEWS2 ${reason.score}`;
  }
}

type ReasonOf<Cause> = Extract<AlertOnWire["reason"], { cause: Cause }>;

const isSingleSign = ({ hasRedScore, score }: ReasonOf<"early-warning-score">): boolean =>
  hasRedScore && score < 5;

function describeSign({ kind, value, side }: ReasonOf<"single-sign">["signs"][number]): string {
  const { label, ucum } = VITAL_SIGNS[kind];
  return `${label} ${value}${ucum === "%" ? " %" : ""} ${side}`;
}

/** The same with what it is measured against, for the queue. */
export function explainReason({ reason }: Pick<AlertOnWire, "reason">): string {
  switch (reason.cause) {
    case "deterioration-risk":
      return `Predicted risk ${formatRisk(reason.risk)}, ${formatRiskLevel(reason)} the alert level`;
    case "score-rise":
      return `NEWS2 ${reason.score}, ${reason.rise} more than an hour before`;
    case "single-sign":
      return reason.signs.map((sign) => `${describeSign(sign)}, limit ${sign.limit}`).join("; ");
    case "early-warning-score": {
      const single = isSingleSign(reason) ? ", one sign scores 3" : "";
      return `NEWS2 ${reason.score} from ${reason.inputsPresent} of 7 inputs${single}`;
    }
  }
}

export interface AlertCounts {
  unanswered: number;
  acknowledged: number;
  /** The highest among the unanswered. */
  highest: AlertPriority | undefined;
  /** Epoch milliseconds; the unanswered alert that waits longest. */
  oldestRaisedAt: number | undefined;
}

export function countAlerts(alerts: Iterable<AlertOnWire>): AlertCounts {
  const open = openAlerts(alerts);
  const unanswered = open.filter(isUnanswered);
  return {
    unanswered: unanswered.length,
    acknowledged: open.length - unanswered.length,
    highest: unanswered.at(0)?.priority,
    oldestRaisedAt:
      unanswered.length === 0
        ? undefined
        : Math.min(...unanswered.map((alert) => Date.parse(alert.raisedAt))),
  };
}

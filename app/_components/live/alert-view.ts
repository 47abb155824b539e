import type { AlertPhase, AlertPriority } from "#models/alerts/alert";
import { isSingleThree, reasonInWords, signOutsideInWords } from "#models/alerts/alert-words";
import { worstFirst } from "#models/alerts/priority";
import type { BedId } from "#models/shared/ids";
import type { AlertOnWire } from "./alert-ledger";
import { formatRiskLevel } from "#models/deterioration/risk-words";

/** IEC 60601-1-8: the marks stand before the text, so that priority never rests on colour. */
export const PRIORITY_MARKS: Readonly<Record<AlertPriority, { mark: string; words: string }>> = {
  high: { mark: "***", words: "High" },
  medium: { mark: "**", words: "Medium" },
  low: { mark: "*", words: "Low" },
};

/** The less is done about it, the sooner it must be looked at. */
const PHASE_RANK: Readonly<Record<AlertPhase, number>> = {
  raised: 0,
  acknowledged: 1,
  "in-hand": 2,
  snoozed: 3,
  resolved: 4,
  superseded: 4,
  expired: 4,
};

export const isOpen = (alert: AlertOnWire): boolean => alert.endedAt === undefined;
export const isUnanswered = (alert: AlertOnWire): boolean => alert.phase === "raised";

/** Unanswered first, then by priority, then the one that went highest up the ladder, and waits longest. */
export const inQueueOrder = (a: AlertOnWire, b: AlertOnWire): number =>
  PHASE_RANK[a.phase] - PHASE_RANK[b.phase] ||
  worstFirst(a.priority, b.priority) ||
  b.rung - a.rung ||
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
      return reason.signs.map(signOutsideInWords).join(", ");
    case "early-warning-score":
      return isSingleThree(reason) ? "One sign at 3" : `NEWS2 ${reason.score}`;
  }
}

/** The same with what it is measured against, for the queue. */
export const explainReason = ({ reason }: Pick<AlertOnWire, "reason">): string =>
  reasonInWords(reason);

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

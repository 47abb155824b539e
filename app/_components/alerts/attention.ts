import type { Melody } from "#models/alerts/alarm-sound";
import type { AlertPriority } from "#models/alerts/alert";
import type { AlertOnWire } from "../live/alert-ledger";
import { inQueueOrder, isUnanswered } from "../live/alert-view";

/** An alert and the urgency it asks with: a worsened alert asks anew. */
export const attentionKey = ({ alertId, priority }: AlertOnWire): string =>
  `${alertId} ${priority}`;

export interface Alarm {
  priority: AlertPriority;
  melody: Melody;
}

/** What is to be heard: the most urgent alert that nobody has answered. */
export function audibleAlarm(alerts: readonly AlertOnWire[]): Alarm | undefined {
  const [first] = alerts.filter(isUnanswered).sort(inQueueOrder);
  return first && { priority: first.priority, melody: "general" };
}

/** The high alerts that ask now: what somebody has heard who pauses the sound. */
export const highAttention = (alerts: readonly AlertOnWire[]): string[] =>
  alerts
    .filter((alert) => isUnanswered(alert) && alert.priority === "high")
    .map((alert) => attentionKey(alert));

/** The unanswered alerts that have not asked like this before. */
export const freshAlerts = (
  alerts: readonly AlertOnWire[],
  told: ReadonlySet<string>,
): AlertOnWire[] => alerts.filter((alert) => isUnanswered(alert) && !told.has(attentionKey(alert)));

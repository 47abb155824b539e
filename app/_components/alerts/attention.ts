import { type Melody, melodyOf } from "#models/alerts/alarm-sound";
import type { AlertPriority } from "#models/alerts/alert";
import type { AlertOnWire } from "../live/alert-ledger";
import { inQueueOrder, isUnanswered } from "../live/alert-view";

/**
 * One asking of one alert: it asks anew when it gets worse, goes up the ladder, or comes out of a snooze, and
 * each asking is news once.
 */
export const attentionKey = ({ alertId, askedAt }: AlertOnWire): string => `${alertId} ${askedAt}`;

export interface Alarm {
  priority: AlertPriority;
  melody: Melody;
}

/** What is to be heard: the most urgent alert that nobody has answered, with its organ's melody if that is wanted. */
export function audibleAlarm(
  alerts: readonly AlertOnWire[],
  { isMelodic }: { isMelodic: boolean },
): Alarm | undefined {
  const [first] = alerts.filter(isUnanswered).sort(inQueueOrder);
  if (!first) return undefined;
  return { priority: first.priority, melody: isMelodic ? melodyOf(first.reason) : "general" };
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

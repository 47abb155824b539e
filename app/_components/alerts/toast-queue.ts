import type { AlertId } from "#models/shared/ids";
import type { AlertOnWire } from "../live/alert-ledger";
import { inQueueOrder, isUnanswered } from "../live/alert-view";

/** What was told and not yet taken away, in the order to answer it. */
export function waitingToasts(
  told: ReadonlySet<AlertId>,
  alerts: readonly AlertOnWire[],
): AlertOnWire[] {
  return alerts
    .filter((alert) => told.has(alert.alertId) && isUnanswered(alert))
    .sort(inQueueOrder);
}

/**
 * An alert that stands on the page somebody looks at needs no second notice; one of high priority has one
 * all the same, because eyes rest on one place.
 */
export const needsToast = (
  alert: AlertOnWire,
  { isOnPage, isLookedAt }: { isOnPage: boolean; isLookedAt: boolean },
): boolean => alert.priority === "high" || !isOnPage || !isLookedAt;

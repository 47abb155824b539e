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

/** Whether any of it is where it can be seen; what is not drawn has no size. */
export const isInView = (
  { top, bottom, width, height }: Pick<DOMRect, "top" | "bottom" | "width" | "height">,
  viewHeight: number,
): boolean => width > 0 && height > 0 && bottom > 0 && top < viewHeight;

/**
 * An alert that stands on the page somebody looks at needs no second notice; one of high priority has one
 * all the same, because eyes rest on one place.
 */
export const needsToast = (
  alert: AlertOnWire,
  { isOnPage, isLookedAt }: { isOnPage: boolean; isLookedAt: boolean },
): boolean => alert.priority === "high" || !isOnPage || !isLookedAt;

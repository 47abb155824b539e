import type { AlertId } from "#models/shared/ids";
import type { AlertOnWire } from "../live/alert-ledger";
import { describeReason, isUnanswered, PRIORITY_MARKS } from "../live/alert-view";

const AT_ONCE = 3;

export interface Notice {
  /** A later notice with the same tag takes the place of the one before. */
  tag: string;
  title: string;
  body: string;
  /** What to show when it is pressed. */
  alertId: AlertId | undefined;
}

/** How notices are put on somebody's desk, and taken away again. */
export interface Desk {
  show: (notice: Notice) => { close: () => void } | undefined;
}

export interface BrowserNotices {
  tell: (fresh: readonly AlertOnWire[]) => void;
  /** Takes away the notices of alerts that have been answered. */
  keep: (alerts: readonly AlertOnWire[]) => void;
}

const THE_REST = "wardcast-more-alerts";

/** What stands on a screen that others see: priority, place and reason, and never who it is. */
export function createBrowserNotices(
  desk: Desk,
  unitCodeOf: (alert: AlertOnWire) => string,
): BrowserNotices {
  const shown = new Map<string, { close: () => void }>();

  const show = (notice: Notice) => {
    // One that merely takes the place of another comes without a sound or a banner.
    shown.get(notice.tag)?.close();
    shown.delete(notice.tag);
    const open = desk.show(notice);
    if (open) shown.set(notice.tag, open);
  };

  return {
    tell: (fresh) => {
      for (const alert of fresh.slice(0, AT_ONCE)) show(noticeOf(alert, unitCodeOf(alert)));
      const more = fresh.length - AT_ONCE;
      if (more > 0)
        show({
          tag: THE_REST,
          title: `${more} more ${more === 1 ? "alert" : "alerts"}`,
          body: "Open Wardcast to see them.",
          alertId: undefined,
        });
    },
    keep: (alerts) => {
      const waiting = new Set<string>(alerts.filter(isUnanswered).map(({ alertId }) => alertId));
      for (const [tag, notice] of shown) {
        if (tag === THE_REST ? waiting.size > 0 : waiting.has(tag)) continue;
        notice.close();
        shown.delete(tag);
      }
    },
  };
}

const noticeOf = (alert: AlertOnWire, unitCode: string): Notice => ({
  tag: alert.alertId,
  title: `${PRIORITY_MARKS[alert.priority].words} priority, ${unitCode} bed ${alert.bedLabel}`,
  body: describeReason(alert),
  alertId: alert.alertId,
});

"use client";

import { Notification } from "@mantine/core";
import { useDocumentVisibility, useMediaQuery } from "@mantine/hooks";
import { useEffect, useEffectEvent, useState } from "react";
import type { AlertPriority } from "#models/alerts/alert";
import type { AlertId } from "#models/shared/ids";
import { AcknowledgeButton } from "../live/acknowledge-button";
import type { AlertOnWire } from "../live/alert-ledger";
import { AlertMark } from "../live/alert-mark";
import { explainReason } from "../live/alert-view";
import { useMyAlerts } from "../live/use-my-alerts";
import { useAlertCentre, useUnitCode } from "./use-alert-centre";
import { AlertProgressLine } from "./alert-progress-line";
import classes from "./alert-toasts.module.css";
import { isInView, needsToast, waitingToasts } from "./toast-queue";
import { useAlertNews } from "./use-alert-news";
import { useBrowserNotifications } from "./use-browser-notifications";

const AT_ONCE = 3;
/** On a phone one notice is a quarter of the page. */
const AT_ONCE_NARROW = 1;
/** High stays until it is answered or put aside. */
const GONE_AFTER_MS: Readonly<Record<AlertPriority, number | undefined>> = {
  high: undefined,
  medium: 20_000,
  low: 12_000,
};

/** New and worsened alerts, over whatever page is open; and by the browser when it is not looked at. */
export function AlertToasts() {
  const alerts = useMyAlerts();
  const { isOpen, open } = useAlertCentre();
  const [told, setTold] = useState<ReadonlySet<AlertId>>(new Set());
  const isNarrow = useMediaQuery("(max-width: 36em)") ?? false;
  const notify = useBrowserNotifications(alerts);

  useAlertNews((fresh) => {
    notify(fresh);
    const isLookedAt = document.visibilityState === "visible";
    const shown = fresh.filter((alert) =>
      needsToast(alert, { isLookedAt, isOnPage: isOnPage(alert.alertId) }),
    );
    setTold((before) => new Set([...before, ...shown.map(({ alertId }) => alertId)]));
  });

  const dismiss = (alertId: AlertId) =>
    setTold((before) => new Set([...before].filter((id) => id !== alertId)));

  // The drawer shows them all, with more to do about them.
  if (isOpen) return null;
  const waiting = waitingToasts(told, alerts);
  const shown = waiting.slice(0, isNarrow ? AT_ONCE_NARROW : AT_ONCE);
  const more = waiting.length - shown.length;
  if (shown.length === 0) return null;

  return (
    <section className={classes.toasts} aria-label="New alerts">
      {shown.map((alert) => (
        <AlertToast key={alert.alertId} alert={alert} dismiss={dismiss} />
      ))}
      {more > 0 && (
        <button type="button" className={classes.more} onClick={() => open()}>
          and {more} more
        </button>
      )}
    </section>
  );
}

function AlertToast({
  alert,
  dismiss,
}: Readonly<{ alert: AlertOnWire; dismiss: (alertId: AlertId) => void }>) {
  const { alertId, priority, bedLabel, askedAt } = alert;
  const { mayAnswer, open } = useAlertCentre();
  const place = `${useUnitCode(alert.unitId)} ${bedLabel}`;
  const reason = explainReason(alert);
  const [isHeld, setHeld] = useState(false);
  const isSeen = useDocumentVisibility() === "visible";
  const goneAfterMs = GONE_AFTER_MS[priority];
  const onGone = useEffectEvent(() => dismiss(alertId));

  useEffect(() => {
    // Not while nobody can see it, nor while somebody reads it or is about to press a button.
    if (goneAfterMs === undefined || isHeld || !isSeen) return;
    const timer = setTimeout(() => onGone(), goneAfterMs);
    return () => clearTimeout(timer);
    // From the start when it asks anew.
  }, [goneAfterMs, isHeld, isSeen, askedAt]);

  return (
    <Notification
      // The announcer reads it out, gathered with others; an alert role would cut in for each.
      role="group"
      aria-label={`Alert, ${place}`}
      classNames={{ root: classes.toast ?? "", closeButton: classes.close ?? "" }}
      data-priority={priority}
      withBorder
      onClose={() => dismiss(alertId)}
      closeButtonProps={{ "aria-label": `Put aside: ${place}, ${reason}` }}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={classes.line}>
        <AlertMark alert={alert} />
        <strong className={classes.place}>{place}</strong>
      </div>
      <p className={classes.reason}>{reason}</p>
      <AlertProgressLine alert={alert} />
      <div className={classes.actions}>
        {mayAnswer && <AcknowledgeButton alert={alert} label={`${place}, ${reason}`} />}
        <button type="button" className={classes.open} onClick={() => open(alertId)}>
          Open
        </button>
      </div>
    </Notification>
  );
}

/** Whether the page behind the notices shows it as it is scrolled; what shows an alert is marked with its id. */
const isOnPage = (alertId: AlertId): boolean =>
  [...document.querySelectorAll(`main [data-alert-shown="${alertId}"]`)].some((place) =>
    isInView(place.getBoundingClientRect(), window.innerHeight),
  );

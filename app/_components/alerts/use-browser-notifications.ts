"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { AlertOnWire } from "../live/alert-ledger";
import { useLive } from "../live/live-provider";
import { useAlertCentre } from "./use-alert-centre";
import { type BrowserNotices, createBrowserNotices, type Notice } from "./browser-notices";
import { isAnyTabVisible, showWhetherVisible } from "./tab-visibility";
import { browserLocks, tabLeadership } from "./tab-leadership";

/** Tells alerts by the browser while no tab is looked at, from one tab for all. */
export function useBrowserNotifications(
  alerts: readonly AlertOnWire[],
): (fresh: readonly AlertOnWire[]) => void {
  const { units } = useLive();
  const { open } = useAlertCentre();
  const notices = useRef<BrowserNotices>(undefined);
  const isLeader = useRef(false);

  const show = useEffectEvent((notice: Notice) =>
    showNotification(notice, () => {
      window.focus();
      open(notice.alertId);
    }),
  );
  const unitCodeOf = useEffectEvent(
    ({ unitId }: AlertOnWire) => units.find((unit) => unit.unitId === unitId)?.code ?? "",
  );

  useEffect(() => {
    notices.current = createBrowserNotices({ show: (notice) => show(notice) }, (alert) =>
      unitCodeOf(alert),
    );
    const stopShowing = showWhetherVisible(browserLocks());
    const resign = tabLeadership("wardcast-notifications", browserLocks()).campaign(() => {
      isLeader.current = true;
    });
    return () => {
      stopShowing();
      resign();
      isLeader.current = false;
    };
  }, []);

  useEffect(() => notices.current?.keep(alerts), [alerts]);

  return (fresh) => {
    if (!isLeader.current || document.visibilityState === "visible") return;
    void isAnyTabVisible().then((isSeen) => {
      if (!isSeen) notices.current?.tell(fresh);
    });
  };
}

function showNotification(notice: Notice, onClick: () => void): Notification | undefined {
  if (typeof Notification === "undefined" || Notification.permission !== "granted")
    return undefined;
  try {
    const { tag, title, body } = notice;
    const notification = new Notification(title, { tag, body, icon: "/icon.svg" });
    notification.onclick = () => {
      onClick();
      notification.close();
    };
    return notification;
  } catch {
    // Phones want a service worker for it; the panel says that there are none.
    return undefined;
  }
}

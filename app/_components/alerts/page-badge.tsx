"use client";

import { useEffect } from "react";
import { countAlerts } from "../live/alert-view";
import { useMyAlerts } from "../live/use-my-alerts";
import { badgedIcon } from "./badged-icon";

/** The tab's icon, and that of an installed application, say that something waits. */
export function PageBadge() {
  const { unanswered, highest } = countAlerts(useMyAlerts());

  useEffect(() => {
    // Not in every browser, and refused to a page that is not installed: then the tab has to do.
    if ("setAppBadge" in navigator) void navigator.setAppBadge(unanswered).catch(() => undefined);
  }, [unanswered]);

  useEffect(() => {
    if (!highest) return;
    const icon = document.createElement("link");
    icon.rel = "icon";
    icon.type = "image/svg+xml";
    icon.href = badgedIcon(highest);
    const own = [...document.querySelectorAll<HTMLLinkElement>("link[rel='icon']")];
    // Which of two a browser shows is its own affair: for a while there is only this one.
    for (const link of own) link.rel = "alternate icon";
    document.head.append(icon);
    return () => {
      icon.remove();
      for (const link of own) link.rel = "icon";
    };
  }, [highest]);

  return null;
}

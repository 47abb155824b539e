"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { AlertOnWire } from "../live/alert-ledger";
import { useConnection } from "../live/use-live";
import { useAreMyAlertsKnown, useMyAlerts } from "../live/use-my-alerts";
import { attentionKey, freshAlerts } from "./attention";

/**
 * Calls back with each alert that asks anew, once: also when the connection was away when it did. What was
 * open when the page came is not news.
 */
export function useAlertNews(tell: (fresh: readonly AlertOnWire[]) => void): void {
  const alerts = useMyAlerts();
  const isComplete = useAreMyAlertsKnown();
  const isLive = useConnection().state === "live";
  const told = useRef<ReadonlySet<string>>(undefined);
  const onFresh = useEffectEvent(tell);

  useEffect(() => {
    if (!told.current) {
      if (isLive && isComplete) told.current = new Set(alerts.map(attentionKey));
      return;
    }
    const fresh = freshAlerts(alerts, told.current);
    if (fresh.length === 0) return;
    told.current = new Set([...told.current, ...fresh.map(attentionKey)]);
    onFresh(fresh);
  }, [alerts, isLive, isComplete]);
}

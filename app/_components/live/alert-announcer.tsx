"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { AlertOnWire } from "./alert-ledger";
import { describeNews } from "./alert-news";
import { useConnection } from "./use-live";
import { useMyAlerts } from "./use-my-alerts";

/** A burst is read as one sentence. */
const GATHER_MS = 3_000;

/** Tells a screen reader of new alerts, politely. What was open when the page came is not news. */
export function AlertAnnouncer() {
  const alerts = useMyAlerts();
  const isLive = useConnection().state === "live";
  const known = useRef<ReadonlySet<string>>(undefined);
  const latest = useRef(alerts);
  const [news, setNews] = useState("");

  useEffect(() => {
    latest.current = alerts;
  }, [alerts]);

  useEffect(() => {
    // The first snapshot: after it every alert that is not in it is news.
    if (isLive) known.current ??= idsOf(latest.current);
  }, [isLive]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!known.current) return;
      const text = describeNews(latest.current, known.current);
      known.current = idsOf(latest.current);
      if (text) setNews(text);
    }, GATHER_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {news}
    </VisuallyHidden>
  );
}

const idsOf = (alerts: readonly AlertOnWire[]): ReadonlySet<string> =>
  new Set(alerts.map(({ alertId }) => alertId));

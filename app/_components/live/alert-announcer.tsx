"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { describeNews } from "./alert-news";
import { useMyAlerts } from "./use-my-alerts";

/** A burst is read as one sentence. */
const GATHER_MS = 3_000;

/** Tells a screen reader of new alerts, politely. What was open when the page came is not news. */
export function AlertAnnouncer() {
  const alerts = useMyAlerts();
  const known = useRef<ReadonlySet<string>>(undefined);
  const latest = useRef(alerts);
  const [news, setNews] = useState("");

  useEffect(() => {
    latest.current = alerts;
  }, [alerts]);

  useEffect(() => {
    const timer = setInterval(() => {
      const text = known.current ? describeNews(latest.current, known.current) : "";
      known.current = new Set(latest.current.map(({ alertId }) => alertId));
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

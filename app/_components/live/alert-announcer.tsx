"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { attentionKey } from "../alerts/attention";
import { describeNews } from "./alert-news";
import { useConnection } from "./use-live";
import { useMyAlerts } from "./use-my-alerts";

/** A burst is read as one sentence. */
const GATHER_MS = 3_000;

/** Tells a screen reader of alerts that ask, politely. What was open when the page came is not news. */
export function AlertAnnouncer() {
  const alerts = useMyAlerts();
  const isLive = useConnection().state === "live";
  const told = useRef<ReadonlySet<string>>(undefined);
  const latest = useRef(alerts);
  const [news, setNews] = useState("");

  useEffect(() => {
    latest.current = alerts;
  }, [alerts]);

  useEffect(() => {
    // The first snapshot: after it every alert that is not in it is news.
    if (isLive) told.current ??= new Set(latest.current.map(attentionKey));
  }, [isLive]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!told.current) return;
      const text = describeNews(latest.current, told.current);
      // Never forgotten: one that ended while we were away must not be told again when it comes back.
      told.current = new Set([...told.current, ...latest.current.map(attentionKey)]);
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

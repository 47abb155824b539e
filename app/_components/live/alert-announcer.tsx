"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useAlertNews } from "../alerts/use-alert-news";
import type { AlertOnWire } from "./alert-ledger";
import { describeNews } from "./alert-news";

/** A burst is read as one sentence. */
const GATHER_MS = 3_000;

/** Tells a screen reader of alerts that ask, politely. What was open when the page came is not news. */
export function AlertAnnouncer() {
  const gathered = useRef<readonly AlertOnWire[]>([]);
  const [news, setNews] = useState("");

  useAlertNews((fresh) => {
    gathered.current = [...gathered.current, ...fresh];
  });

  useEffect(() => {
    const timer = setInterval(() => {
      const text = describeNews(gathered.current);
      gathered.current = [];
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

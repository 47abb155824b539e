"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useAlertNews } from "../alerts/use-alert-news";
import type { AlertOnWire } from "./alert-ledger";
import { describeNews } from "./alert-news";
import { useLive } from "./live-provider";

/** A burst is read as one sentence. */
const GATHER_MS = 3_000;

/** Tells a screen reader of alerts that ask, politely. What was open when the page came is not news. */
export function AlertAnnouncer() {
  const gathered = useRef<readonly AlertOnWire[]>([]);
  const [news, setNews] = useState({ text: "", turn: 0 });
  const { units } = useLive();

  useAlertNews((fresh) => {
    gathered.current = [...gathered.current, ...fresh];
  });

  const say = useEffectEvent(() => {
    const text = describeNews(gathered.current, ({ unitId }) =>
      units.length > 1 ? (units.find((unit) => unit.unitId === unitId)?.code ?? "") : "",
    );
    gathered.current = [];
    if (text) setNews(({ turn }) => ({ text, turn: turn + 1 }));
  });

  useEffect(() => {
    const timer = setInterval(() => say(), GATHER_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {/* The same sentence again is read only if it is put there anew. */}
      <span key={news.turn}>{news.text}</span>
    </VisuallyHidden>
  );
}

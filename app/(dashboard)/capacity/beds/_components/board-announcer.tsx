"use client";

import { VisuallyHidden } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { describeChanges } from "./board-news";
import type { BoardState } from "./board-state";

/** However many beds change, a screen reader is told once in a while. */
const GATHER_MS = 6_000;

/** Tells a screen reader what became of beds, politely. What was so when the page came is not news. */
export function BoardAnnouncer({ state }: Readonly<{ state: BoardState }>) {
  const told = useRef<BoardState>(undefined);
  const [news, setNews] = useState({ text: "", turn: 0 });

  const say = useEffectEvent(() => {
    const before = told.current;
    if (state.isKnown) told.current = state;
    if (!before) return;
    const text = describeChanges({ before: before.beds, after: state.beds }, state.units);
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

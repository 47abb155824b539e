"use client";

import { type RefObject, useEffect, useState } from "react";
import { CELL_PX, COVER_PX, HEAD_PX, NAME_PX, ROW_PX } from "./grid-metrics";
import type { Square } from "./grid-moves";
import { drawnSpan, scrollTo, type Span } from "./grid-window";

interface Size {
  rows: number;
  days: number;
  /** Lines that are pinned beneath. */
  coverLines: number;
}

/** Before the browser says how large it is: about a screen of it, so that the first drawing is not empty. */
const FIRST = { rows: { from: 0, to: 36 }, days: { from: 0, to: 42 } };

/** Which rows and days are in view of the scrolled element, and a margin; changes with whole blocks alone. */
export function useGridWindow(
  scroller: RefObject<HTMLDivElement | null>,
  { rows, days, coverLines }: Size,
): { rows: Span; days: Span } {
  const [spans, setSpans] = useState(FIRST);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
      const next = {
        rows: drawnSpan(
          { count: rows, itemPx: ROW_PX, offsetPx: scrollTop, viewPx: clientHeight - HEAD_PX },
          "rows",
        ),
        days: drawnSpan(
          { count: days, itemPx: CELL_PX, offsetPx: scrollLeft, viewPx: clientWidth - NAME_PX },
          "days",
        ),
      };
      setSpans((now) => (isSame(now.rows, next.rows) && isSame(now.days, next.days) ? now : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [scroller, rows, days, coverLines]);

  return spans;
}

const isSame = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to;

/** Scrolls until the square is clear of what is pinned over the edges. */
export function bringIntoView(
  element: HTMLElement,
  { row, day }: Square,
  coverLines: number,
): void {
  element.scrollTop = scrollTo(row, {
    itemPx: ROW_PX,
    offsetPx: element.scrollTop,
    viewPx: element.clientHeight - HEAD_PX - coverLines * COVER_PX,
  });
  element.scrollLeft = scrollTo(day, {
    itemPx: CELL_PX,
    offsetPx: element.scrollLeft,
    viewPx: element.clientWidth - NAME_PX,
  });
}

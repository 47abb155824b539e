export interface Span {
  from: number;
  /** Not included. */
  to: number;
}

interface Strip {
  count: number;
  /** Each is as large as the others, pixels. */
  itemPx: number;
  offsetPx: number;
  viewPx: number;
}

/** Scrolling draws anew when a whole block of this many comes into view, not with each pixel. */
const BLOCK = { rows: 6, days: 7 } as const;

/** The items to draw of a long strip: those in view and a block on either side of them. */
export function drawnSpan({ count, itemPx, offsetPx, viewPx }: Strip, of: "rows" | "days"): Span {
  const block = BLOCK[of];
  const first = Math.floor(Math.max(0, offsetPx) / itemPx / block);
  const last = Math.ceil((Math.max(0, offsetPx) + viewPx) / itemPx / block);
  const from = Math.min(Math.max(0, first - 1) * block, count);
  return { from, to: Math.min(count, (last + 1) * block) };
}

/** Indices to draw: what has the focus stays drawn wherever one scrolls, or the focus would be lost. */
export function drawnIndices({ from, to }: Span, kept: number | undefined): number[] {
  const indices = Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step);
  if (kept === undefined || (kept >= from && kept < to)) return indices;
  return kept < from ? [kept, ...indices] : [...indices, kept];
}

/** How far to scroll so that an item is wholly in view and free of what is pinned over the edges; pixels. */
export function scrollTo(item: number, { itemPx, offsetPx, viewPx }: Omit<Strip, "count">): number {
  const start = item * itemPx;
  if (start < offsetPx) return start;
  return Math.max(offsetPx, start + itemPx - viewPx);
}

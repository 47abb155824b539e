/** What the axes and the grid of every chart have in common: spread on the chart library's own parts. */
export const GRID = { vertical: false, stroke: "var(--wc-line)" } as const;
export const Y_AXIS = { tick: { fontSize: 11 }, stroke: "var(--wc-line-strong)" } as const;
export const X_AXIS = { ...Y_AXIS, height: 24 } as const;
/** Room above for a line's word, and on the right for the last tick's. */
export const FAN_MARGIN = { top: 14, right: 14, bottom: 0, left: 0 };

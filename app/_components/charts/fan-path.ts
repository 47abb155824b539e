import type { FanPoint } from "#models/census/outlook";

export interface SmallScale {
  width: number;
  height: number;
  /** Points over the width. */
  count: number;
  /** Beds over the height. */
  highest: number;
}

const placesOf = ({ width, height, count, highest }: SmallScale) => ({
  x: (index: number): string => rounded(count > 1 ? (index * width) / (count - 1) : 0),
  y: (beds: number): string => rounded(height * (1 - beds / Math.max(1, highest))),
});

/** The outline of a band, up one side and back the other; empty without points. */
export function fanPath(
  points: readonly FanPoint[],
  band: "half" | "most" | "nearlyAll",
  scale: SmallScale,
): string {
  if (points.length === 0) return "";
  const { x, y } = placesOf(scale);
  const upper = points.map((point, index) => `${x(index)},${y(point[band][1])}`);
  const lower = points.map((point, index) => `${x(index)},${y(point[band][0])}`).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** The medians as a line. */
export function linePath(points: readonly FanPoint[], scale: SmallScale): string {
  const { x, y } = placesOf(scale);
  return points.length > 0
    ? `M${points.map(({ median }, index) => `${x(index)},${y(median)}`).join("L")}`
    : "";
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

"use client";

import {
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

export interface XySeries {
  name: string;
  /** A line, a dashed one that is compared with, a line with its points marked, or a point alone. */
  shape: "line" | "dashed" | "marked" | "point";
  points: readonly { x: number; y: number }[];
}

interface Props {
  title: string;
  x: string;
  y: string;
  series: readonly XySeries[];
  /** Axes as long as the values of what is measured, not to 1. */
  isFitted?: boolean;
  /** Across is a number, not a share. */
  isCountedOnX?: boolean;
}

const MARKS = ["circle", "square", "triangle", "diamond", "star"] as const;
const share = (value: number): string => `${Math.round(value * 1_000) / 10} %`;

/** One quantity against another, both measured; what is compared with is dashed. */
export function XyChart({
  title,
  x,
  y,
  series,
  isFitted = false,
  isCountedOnX = false,
}: Readonly<Props>) {
  const top = isFitted ? topOf(series) : 1;
  const across = isCountedOnX ? (value: number) => String(Math.round(value * 100) / 100) : share;
  return (
    <div role="img" aria-label={`${title}: ${y} against ${x}. The numbers are below.`}>
      <ResponsiveContainer width="100%" height={260}>
        <ScatterChart margin={{ top: 8, right: 14, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--wc-line)" />
          <XAxis
            type="number"
            dataKey="x"
            name={x}
            domain={isCountedOnX ? [0, "auto"] : [0, top]}
            allowDataOverflow
            tickFormatter={across}
            tick={{ fontSize: 11 }}
            stroke="var(--wc-line-strong)"
            height={24}
          />
          <YAxis
            type="number"
            dataKey="y"
            name={y}
            domain={[0, top]}
            allowDataOverflow
            tickFormatter={share}
            tick={{ fontSize: 11 }}
            stroke="var(--wc-line-strong)"
            width={52}
          />
          <Tooltip
            isAnimationActive={false}
            formatter={(value, name) => (name === x ? across(Number(value)) : share(Number(value)))}
          />
          <Legend itemSorter={null} wrapperStyle={{ fontSize: 12 }} />
          {series.map((each, index) => seriesOf(each, index))}
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  );
}

/** A function, not a component: the chart looks through its children by their type. */
function seriesOf({ name, shape, points }: XySeries, index: number) {
  const colour = shape === "dashed" ? "var(--wc-ink-quiet)" : COLOURS[index % COLOURS.length];
  return (
    <Scatter
      key={name}
      name={name}
      data={[...points]}
      fill={colour}
      line={
        shape === "point"
          ? false
          : { stroke: colour, strokeWidth: 2, strokeDasharray: shape === "dashed" ? "5 4" : "" }
      }
      lineType="joint"
      shape={
        shape === "line" || shape === "dashed" ? NO_MARK : (MARKS[index % MARKS.length] ?? "circle")
      }
      legendType={
        shape === "line" || shape === "dashed" ? "line" : (MARKS[index % MARKS.length] ?? "circle")
      }
      isAnimationActive={false}
    />
  );
}

const NO_MARK = () => <g />;
const COLOURS = [
  "var(--wc-accent)",
  "var(--wc-high-text)",
  "var(--wc-medium-text)",
  "var(--wc-low-text)",
  "var(--wc-well-text)",
] as const;

/** A little above the largest value of what is not merely compared with. */
function topOf(series: readonly XySeries[]): number {
  const values = series
    .filter(({ shape }) => shape !== "dashed")
    .flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y]));
  return Math.min(1, Math.ceil(Math.max(0.01, ...values) * 110) / 100);
}

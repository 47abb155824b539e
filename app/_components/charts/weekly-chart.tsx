"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { GRID, X_AXIS, Y_AXIS } from "./chart-look";
import classes from "./weekly-chart.module.css";

export interface WeeklySeries {
  key: string;
  name: string;
  /** Bars stand on each other; a line may be dashed, so that it is told apart without colour. */
  shape: "bar" | "line" | "dashed";
  colour: string;
}

interface Props {
  /** What is drawn and where its numbers are, for somebody who hears the page. */
  label: string;
  /** A row a week; null where nothing is known, which is drawn as a gap. */
  weeks: readonly ({ week: string } & Readonly<Record<string, number | string | null>>)[];
  series: readonly WeeklySeries[];
  unit: string;
}

/** Numbers week by week. */
export function WeeklyChart({ label, weeks, series, unit }: Readonly<Props>) {
  return (
    <div role="img" aria-label={label} className={classes.drawing}>
      <ResponsiveContainer width="100%" height={240}>
        <ComposedChart
          data={[...weeks]}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid {...GRID} />
          <XAxis {...X_AXIS} dataKey="week" minTickGap={12} />
          <YAxis {...Y_AXIS} width={48} tickCount={5} domain={[0, "auto"]} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--wc-accent-soft)", fillOpacity: 0.5 }}
            labelFormatter={(week) => `Week of ${String(week)}`}
            formatter={(value) => `${rounded(Number(value))} ${unit}`}
          />
          <Legend
            itemSorter={null}
            wrapperStyle={{ fontSize: 12 }}
            // A name in the yellow of its bars could not be read.
            formatter={(name: string) => <span className={classes.name}>{name}</span>}
          />
          {series.map(seriesOf)}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** A function, not a component: the chart looks through its children by their type. */
function seriesOf({ key, name, shape, colour }: WeeklySeries) {
  if (shape === "bar")
    return (
      <Bar
        key={key}
        dataKey={key}
        name={name}
        stackId="all"
        fill={colour}
        stroke="var(--wc-surface)"
        maxBarSize={44}
        isAnimationActive={false}
      />
    );
  return (
    <Line
      key={key}
      dataKey={key}
      name={name}
      stroke={colour}
      strokeWidth={2}
      strokeDasharray={shape === "dashed" ? "5 4" : ""}
      dot={{ r: 3, strokeDasharray: "" }}
      isAnimationActive={false}
    />
  );
}

const rounded = (value: number): string =>
  value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);

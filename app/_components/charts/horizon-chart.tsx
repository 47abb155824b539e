"use client";

import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { GRID, X_AXIS, Y_AXIS } from "./chart-look";
import classes from "./weekly-chart.module.css";

interface Props {
  /** What is drawn and where its numbers are, for somebody who hears the page. */
  label: string;
  unit: string;
  points: readonly { ahead: string; forecast: number; naive: number | null; ideal: number }[];
}

const LINES = [
  { key: "forecast", name: "Forecast", colour: "var(--wc-accent)", dash: "" },
  { key: "naive", name: "Last week", colour: "var(--wc-high-text)", dash: "6 4" },
  { key: "ideal", name: "Least possible", colour: "var(--wc-ink-quiet)", dash: "2 3" },
] as const;

/** Scores against how far ahead. */
export function HorizonChart({ label, unit, points }: Readonly<Props>) {
  return (
    <div role="img" aria-label={label} className={classes.drawing}>
      <ResponsiveContainer width="100%" height={260}>
        <LineChart
          data={[...points]}
          margin={{ top: 8, right: 14, bottom: 4, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid {...GRID} />
          <XAxis {...X_AXIS} dataKey="ahead" minTickGap={18} />
          <YAxis {...Y_AXIS} width={48} tickCount={5} domain={[0, "auto"]} />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(ahead) => `${String(ahead)} ahead`}
            formatter={(value) => `${Number(value).toFixed(2)} ${unit}`}
          />
          <Legend
            itemSorter={null}
            wrapperStyle={{ fontSize: 12 }}
            formatter={(name: string) => <span className={classes.name}>{name}</span>}
          />
          {LINES.map(({ key, name, colour, dash }) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useHospitalTime } from "../ui/hospital-time";
import type { ScoreZone } from "./score-zones";
import classes from "./sign-chart.module.css";
import { clockOrDay, mergeSeries, timeTicks } from "./time-axis";
import type { TrendPanel } from "./trend-panels";
import { valueTicks } from "./value-ticks";

interface Props {
  panel: TrendPanel;
  zones: readonly ScoreZone[];
  /** Epoch milliseconds; the same for every panel, so that the charts stand under one another. */
  from: number;
  to: number;
}

const STYLES = ["solid", "dashed", "dotted"] as const;
const DASHES: Readonly<Record<(typeof STYLES)[number], string>> = {
  solid: "",
  dashed: "6 4",
  dotted: "2 3",
};

/** One panel of the small multiples: mean as a line, lowest to highest as a band, NEWS2 zones behind. */
export function SignChart({ panel, zones, from, to }: Readonly<Props>) {
  const time = useHospitalTime();
  const rows = mergeSeries(panel.series);
  const clock = to - from > 26 * 3_600_000 ? time.dayAndClock : time.clock;
  const domain = [...panel.domain];

  return (
    <ResponsiveContainer width="100%" height={150}>
      <ComposedChart
        data={rows}
        syncId="encounter-trends"
        syncMethod="value"
        margin={{ top: 6, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        {zones.map(({ from: low, to: high, points }) => (
          <ReferenceArea
            key={`${low}-${high}`}
            y1={low}
            y2={high}
            className={classes[`zone${points}`] ?? ""}
            ifOverflow="hidden"
          />
        ))}
        <CartesianGrid vertical={false} stroke="var(--wc-line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          ticks={timeTicks({ from, to }, time.timeZone)}
          tickFormatter={clockOrDay(time)}
          tick={{ fontSize: 11 }}
          stroke="var(--wc-line-strong)"
          height={22}
        />
        <YAxis
          domain={domain}
          width={44}
          tick={{ fontSize: 11 }}
          stroke="var(--wc-line-strong)"
          ticks={valueTicks(panel.domain)}
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => clock(Number(at))}
          formatter={(value) =>
            Array.isArray(value) ? value.join(" to ") : Number(value).toFixed(panel.digits)
          }
        />
        {panel.series.map(({ kind, label }, index) => (
          <Area
            key={`${kind}-band`}
            dataKey={`${kind}.band`}
            name={`${label}, range`}
            className={classes.band ?? ""}
            stroke="none"
            fill="var(--wc-accent)"
            fillOpacity={index === 0 ? 0.22 : 0.12}
            tooltipType="none"
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {panel.series.map(({ kind, label }, index) => (
          <Line
            key={kind}
            dataKey={`${kind}.mean`}
            name={label}
            stroke="var(--wc-accent)"
            strokeWidth={1.8}
            strokeDasharray={DASHES[STYLES[index] ?? "dotted"]}
            dot={rows.length < 40 ? { r: 2 } : false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

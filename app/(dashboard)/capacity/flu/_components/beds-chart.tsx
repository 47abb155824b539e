"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { FAN_BANDS, valueOrSpan } from "@/_components/charts/fan-bands";
import type { FanPoint } from "#models/census/outlook";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { FanTable } from "../../_components/fan-table";
import classes from "./flu-charts.module.css";

interface Props {
  title: string;
  points: readonly FanPoint[];
}

/** Beds with a flu patient in them over four weeks; the numbers lie behind the chart. */
export function BedsChart({ title, points }: Readonly<Props>) {
  const time = useHospitalTime();
  return (
    <section aria-label={title} className={classes.panel}>
      <h3 className={classes.title}>{title}</h3>
      <div
        role="img"
        aria-label={`${title}, 28 days. The numbers are below.`}
        className={classes.drawing}
      >
        <ResponsiveContainer
          width="100%"
          height={220}
          initialDimension={{ width: 560, height: 220 }}
        >
          <ComposedChart
            data={[...points]}
            margin={{ top: 14, right: 14, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--wc-line)" />
            <XAxis
              dataKey="at"
              tickFormatter={(at: number) => time.day(at)}
              tick={{ fontSize: 11 }}
              stroke="var(--wc-line-strong)"
              height={24}
              minTickGap={24}
            />
            <YAxis
              width={40}
              allowDecimals={false}
              domain={[0, "auto"]}
              tick={{ fontSize: 11 }}
              stroke="var(--wc-line-strong)"
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(at) => time.day(Number(at))}
              formatter={valueOrSpan}
            />
            {FAN_BANDS.map(({ key, name, opacity }) => (
              <Area
                key={key}
                dataKey={key}
                name={name}
                stroke="none"
                fill="var(--wc-accent)"
                fillOpacity={opacity}
                isAnimationActive={false}
                activeDot={false}
              />
            ))}
            <Line
              dataKey="median"
              name="Median"
              stroke="var(--wc-accent)"
              strokeWidth={2}
              strokeDasharray="6 4"
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <details className={classes.numbers}>
        <summary>Numbers</summary>
        <FanTable caption={`${title}, in numbers`} points={points} />
      </details>
    </section>
  );
}

"use client";

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { FAN_MARGIN, GRID, X_AXIS, Y_AXIS } from "@/_components/charts/chart-look";
import { fanAreas } from "@/_components/charts/fan-areas";
import { valueOrSpan } from "@/_components/charts/fan-bands";
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
          <ComposedChart data={[...points]} margin={FAN_MARGIN} accessibilityLayer={false}>
            <CartesianGrid {...GRID} />
            <XAxis
              {...X_AXIS}
              dataKey="at"
              tickFormatter={(at: number) => time.day(at)}
              minTickGap={24}
            />
            <YAxis {...Y_AXIS} width={40} allowDecimals={false} domain={[0, "auto"]} />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(at) => time.day(Number(at))}
              formatter={valueOrSpan}
            />
            {fanAreas()}
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

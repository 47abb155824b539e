"use client";

import { memo } from "react";
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { FAN_MARGIN, GRID, X_AXIS, Y_AXIS } from "@/_components/charts/chart-look";
import { fanAreas } from "@/_components/charts/fan-areas";
import { FAN_BANDS, valueOrSpan } from "@/_components/charts/fan-bands";
import legendClasses from "@/_components/charts/fan-legend.module.css";
import { clockOrDay, timeTicks } from "@/_components/charts/time-axis";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import type { ArrivalPoint } from "../arrivals-outlook";
import classes from "./arrivals-chart.module.css";
import { COMPARED, type Compared } from "./compared";

interface Props {
  /** What is drawn and where its numbers are, for somebody who hears the page. */
  label: string;
  points: readonly ArrivalPoint[];
  compared: Compared;
  /** Epoch milliseconds. */
  issuedAt: number;
}

const HEIGHT = 320;

/** Hours as they were counted, then the bands and the median of the forecast, over the same hours of a past week. */
export const ArrivalsChart = memo(function ArrivalsChart(props: Readonly<Props>) {
  const { label, points, compared, issuedAt } = props;
  const time = useHospitalTime();
  const from = points[0]?.at ?? 0;
  const to = points.at(-1)?.at ?? 1;

  return (
    <>
      <div role="img" aria-label={label} className={classes.drawing}>
        <ResponsiveContainer
          width="100%"
          height={HEIGHT}
          initialDimension={{ width: 1200, height: HEIGHT }}
        >
          <ComposedChart data={[...points]} margin={FAN_MARGIN} accessibilityLayer={false}>
            <CartesianGrid {...GRID} />
            <XAxis
              {...X_AXIS}
              dataKey="at"
              type="number"
              scale="time"
              domain={[from, to]}
              ticks={[...timeTicks({ from, to }, time.timeZone)]}
              tickFormatter={clockOrDay(time)}
              minTickGap={14}
            />
            <YAxis
              {...Y_AXIS}
              width={40}
              domain={[0, "auto"]}
              allowDecimals={false}
              tickCount={6}
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(at) => time.dayAndClock(Number(at))}
              formatter={valueOrSpan}
            />
            {fanAreas("forecast.", "step")}
            <ReferenceLine x={issuedAt} className={classes.issued ?? ""} />
            <Line
              dataKey={compared}
              name={COMPARED[compared]}
              type="linear"
              stroke="var(--wc-ink-quiet)"
              strokeWidth={1.2}
              strokeDasharray="2 3"
              dot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="forecast.median"
              name="Median"
              type="step"
              stroke="var(--wc-accent)"
              strokeWidth={2}
              strokeDasharray="6 4"
              dot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="counted"
              name="Counted"
              type="linear"
              stroke="var(--wc-ink)"
              strokeWidth={1.6}
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul className={`${legendClasses.legend} ${classes.legend}`} aria-label="What the chart shows">
        <li data-mark="counted">Counted</li>
        <li data-mark="median">Median forecast</li>
        {FAN_BANDS.toReversed().map(({ key, name }) => (
          <li key={key} data-mark={key}>
            {name}
          </li>
        ))}
        <li data-mark="compared">{COMPARED[compared]}</li>
      </ul>
    </>
  );
});

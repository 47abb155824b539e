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
import { FAN_MARGIN, GRID, X_AXIS, Y_AXIS } from "./chart-look";
import { fanAreas } from "./fan-areas";
import { FAN_BANDS, valueOrSpan } from "./fan-bands";
import legendClasses from "./fan-legend.module.css";
import type { FanPoint } from "#models/census/outlook";
import { useHospitalTime } from "../ui/hospital-time";
import classes from "./fan-chart.module.css";
import { bedDomain, type CountedPoint, fanRows } from "./fan-rows";
import { clockOrDay, timeTicks } from "./time-axis";

interface Props {
  /** What is drawn and where its numbers are, for somebody who hears the page. */
  label: string;
  /** In the order of time; empty when nothing was counted. */
  counted: readonly CountedPoint[];
  points: readonly FanPoint[];
  /** Drawn as a line over the fan, to be compared with it. */
  compared?: readonly FanPoint[] | undefined;
  comparedName?: string | undefined;
  staffedBeds: number;
  /** Where staffed beds are otherwise in what is compared. */
  comparedStaffedBeds?: number | undefined;
  licensedBeds: number;
  /** A point an hour has a time of day, one a day has not. */
  grain: "hour" | "day";
}

/** Counted beds as a line, then the forecast: its median, and bands of 50, 80 and 95 of 100 outcomes. */
export const FanChart = memo(function FanChart(props: Readonly<Props>) {
  const { label, counted, points, compared, staffedBeds, licensedBeds, grain } = props;
  const { comparedName = "Planned", comparedStaffedBeds } = props;
  const time = useHospitalTime();
  const rows = fanRows({ counted, points, compared });
  const from = rows[0]?.at ?? 0;
  const to = rows.at(-1)?.at ?? 1;
  const issuedAt = counted.at(-1)?.at;

  return (
    <div role="img" aria-label={label} className={classes.drawing}>
      <ResponsiveContainer width="100%" height={260} initialDimension={{ width: 560, height: 260 }}>
        <ComposedChart data={rows} margin={FAN_MARGIN} accessibilityLayer={false}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...X_AXIS}
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={[...timeTicks({ from, to }, time.timeZone)]}
            tickFormatter={grain === "hour" ? clockOrDay(time) : time.day}
            minTickGap={14}
          />
          <YAxis
            {...Y_AXIS}
            width={40}
            domain={bedDomain(rows, [licensedBeds])}
            allowDecimals={false}
            tickCount={6}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(at) => time.dayAndClock(Number(at))}
            formatter={valueOrSpan}
          />
          {fanAreas("forecast.")}
          <ReferenceLine
            y={licensedBeds}
            className={classes.licensed ?? ""}
            label={{ value: `Licensed ${licensedBeds}`, ...WORDS, position: "insideBottomRight" }}
          />
          {comparedStaffedBeds !== undefined && comparedStaffedBeds !== staffedBeds && (
            <ReferenceLine
              y={comparedStaffedBeds}
              className={classes.comparedStaffed ?? ""}
              label={{
                value: `Staffed, planned ${comparedStaffedBeds}`,
                ...WORDS,
                position: "insideTopRight",
              }}
            />
          )}
          <ReferenceLine
            y={staffedBeds}
            className={classes.staffed ?? ""}
            label={{ value: `Staffed ${staffedBeds}`, ...WORDS }}
          />
          {issuedAt !== undefined && points.length > 0 && (
            <ReferenceLine x={issuedAt} className={classes.issued ?? ""} />
          )}
          <Line
            dataKey="counted"
            name="Counted"
            type="stepAfter"
            stroke="var(--wc-ink)"
            strokeWidth={1.6}
            dot={false}
            isAnimationActive={false}
          />
          {compared && (
            <Line
              dataKey="compared.median"
              name={`${comparedName}, median`}
              stroke="var(--wc-ink-quiet)"
              strokeWidth={1.8}
              strokeDasharray="2 3"
              dot={false}
              isAnimationActive={false}
            />
          )}
          <Line
            dataKey="forecast.median"
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
  );
});

const WORDS = {
  position: "insideTopLeft",
  fontSize: 11,
  className: classes.words ?? "",
} as const;

/** What the parts of a fan stand for: the same for every chart of a page, so said once. */
export const FanLegend = ({ comparedName }: Readonly<{ comparedName?: string }>) => (
  <ul className={`${legendClasses.legend} ${classes.legend}`} aria-label="What the charts show">
    <li data-mark="counted">Counted</li>
    <li data-mark="median">Median forecast</li>
    {FAN_BANDS.toReversed().map(({ key, name }) => (
      <li key={key} data-mark={key}>
        {name}
      </li>
    ))}
    {comparedName && <li data-mark="compared">{comparedName}, median</li>}
    <li data-mark="staffed">Staffed beds</li>
    <li data-mark="licensed">Licensed beds</li>
  </ul>
);

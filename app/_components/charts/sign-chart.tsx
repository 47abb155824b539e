"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useHospitalTime } from "../ui/hospital-time";
import type { ScoreZone } from "./score-zones";
import classes from "./sign-chart.module.css";
import { type ForecastPanel, mergeFans } from "./forecast-panels";
import { clockOrDay, mergeSeries, timeTicks } from "./time-axis";
import { valueTicks } from "./value-ticks";

interface Props {
  panel: ForecastPanel;
  zones: readonly ScoreZone[];
  /** Epoch milliseconds; the same for every panel, so that the charts stand under one another. */
  from: number;
  to: number;
  /** Where what was measured ends and the forecast begins. */
  issuedAt: number | undefined;
  /** When alerts were raised. */
  raisedAt: readonly number[];
}

const STYLES = ["solid", "dashed", "dotted"] as const;
const DASHES: Readonly<Record<(typeof STYLES)[number], string>> = {
  solid: "",
  dashed: "6 4",
  dotted: "2 3",
};

/**
 * One panel of the small multiples: mean as a line, lowest to highest as a band, NEWS2 zones behind; then
 * the forecast, its median dashed, its 80 % interval a fan.
 */
export function SignChart({ panel, zones, from, to, issuedAt, raisedAt }: Readonly<Props>) {
  const time = useHospitalTime();
  const rows = mergeFans(mergeSeries(panel.series), panel.fans);
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
            (Array.isArray(value) ? value : [value])
              .map((each) => Number(each).toFixed(panel.digits))
              .join(" to ")
          }
        />
        {panel.series.map(({ kind, label }, index) => (
          <Area
            key={`${kind}-band`}
            dataKey={`signs.${kind}.band`}
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
            dataKey={`signs.${kind}.mean`}
            name={label}
            stroke="var(--wc-accent)"
            strokeWidth={1.8}
            strokeDasharray={DASHES[STYLES[index] ?? "dotted"]}
            dot={rows.length < 40 ? { r: 2 } : false}
            isAnimationActive={false}
          />
        ))}
        {raisedAt.map((at) => (
          <ReferenceLine key={at} x={at} className={classes.raised ?? ""} />
        ))}
        {panel.fans.length > 0 && issuedAt !== undefined && (
          <ReferenceLine x={issuedAt} className={classes.issued ?? ""} />
        )}
        {panel.fans.map(({ kind }) => (
          <Area
            key={`${kind}-fan`}
            dataKey={`forecast.${kind}.interval`}
            name={`${labelOf(panel, kind)}, 80 % interval`}
            stroke="var(--wc-accent)"
            strokeOpacity={0.5}
            strokeWidth={1}
            fill="var(--wc-accent)"
            fillOpacity={0.2}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {panel.fans.map(({ kind }) => (
          <Line
            key={`${kind}-forecast`}
            dataKey={`forecast.${kind}.median`}
            name={`${labelOf(panel, kind)}, forecast`}
            stroke="var(--wc-accent)"
            strokeWidth={1.8}
            strokeDasharray="5 4"
            dot={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

const labelOf = ({ series }: ForecastPanel, kind: string): string =>
  series.find((each) => each.kind === kind)?.label ?? kind;

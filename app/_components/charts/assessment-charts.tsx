"use client";

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
import { formatRisk } from "#models/deterioration/risk-words";
import { useHospitalTime } from "../ui/hospital-time";
import type { EncounterTrends } from "./encounter-trends";
import classes from "./sign-chart.module.css";
import { clockOrDay, timeTicks } from "./time-axis";

interface Props {
  rows: readonly { at: number; value: number }[];
  name: string;
  from: number;
  to: number;
  domain: readonly [number, number];
  /** Left to the chart when absent. */
  ticks?: readonly number[];
  marks: readonly { y: number; label: string }[];
  format: (value: number) => string;
  type: "stepAfter" | "linear";
  raisedAt: readonly number[];
}

/** NEWS2 or risk over time, under the same clock as the signs. */
function AssessmentChart(props: Readonly<Props>) {
  const { rows, name, from, to, domain, ticks, marks, format, type, raisedAt } = props;
  const time = useHospitalTime();
  return (
    <ResponsiveContainer width="100%" height={150}>
      <ComposedChart
        data={[...rows]}
        syncId="encounter-trends"
        syncMethod="value"
        margin={{ top: 6, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
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
          domain={[...domain]}
          width={44}
          tick={{ fontSize: 11 }}
          stroke="var(--wc-line-strong)"
          {...(ticks ? { ticks: [...ticks], interval: 0 } : { tickCount: 4 })}
          tickFormatter={format}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => time.dayAndClock(Number(at))}
          formatter={(value) => format(Number(value))}
        />
        {marks.map(({ y, label }) => (
          <ReferenceLine
            key={label}
            y={y}
            className={classes.mark ?? ""}
            label={{
              value: label,
              position: "insideBottomLeft",
              fontSize: 11,
              className: classes.words ?? "",
            }}
          />
        ))}
        {raisedAt.map((at) => (
          <ReferenceLine key={at} x={at} className={classes.raised ?? ""} />
        ))}
        <Line
          dataKey="value"
          name={name}
          type={type}
          stroke="var(--wc-ink)"
          strokeWidth={2}
          dot={rows.length < 40 ? { r: 2 } : false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type Range = Pick<EncounterTrends, "from" | "to"> & Pick<Props, "raisedAt">;

export const ScoreChart = ({ scores, ...range }: Pick<EncounterTrends, "scores"> & Range) => (
  <AssessmentChart
    {...range}
    name="NEWS2"
    rows={scores.map(({ at, score }) => ({ at, value: score }))}
    domain={[0, Math.max(10, ...scores.map(({ score }) => score))]}
    ticks={SCORE_TICKS.filter((tick) => tick <= Math.max(10, ...scores.map((s) => s.score)))}
    marks={SCORE_MARKS}
    format={String}
    type="stepAfter"
  />
);

const SCORE_TICKS = [0, 5, 7, 10, 15, 20];
const SCORE_MARKS = [
  { y: 5, label: "Medium from 5" },
  { y: 7, label: "High from 7" },
];

export const RiskChart = ({
  risks,
  threshold,
  ...range
}: Pick<EncounterTrends, "risks"> & Range & { threshold: number | undefined }) => (
  <AssessmentChart
    {...range}
    name="Risk"
    rows={risks.map(({ at, risk }) => ({ at, value: risk }))}
    domain={[0, Math.max(4 * (threshold ?? 0.05), ...risks.map(({ risk }) => risk))]}
    marks={
      threshold === undefined
        ? []
        : [{ y: threshold, label: `Alert level ${formatRisk(threshold)}` }]
    }
    format={(value) => (value === 0 ? "0" : formatRisk(value))}
    type="linear"
  />
);

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
import { FAN_BANDS, valueOrSpan } from "@/_components/charts/fan-bands";
import legendClasses from "@/_components/charts/fan-legend.module.css";
import { seasonName, type SeasonRows } from "../season-rows";
import classes from "./flu-charts.module.css";

interface Props extends SeasonRows {
  label: string;
}

/** The present season and what is expected of it, over the seasons before it. */
export function SeasonChart({ label, rows, seasons }: Readonly<Props>) {
  const [present, ...past] = seasons;
  return (
    <div role="img" aria-label={label} className={classes.drawing}>
      <ResponsiveContainer width="100%" height={300} initialDimension={{ width: 640, height: 300 }}>
        <ComposedChart data={rows} margin={FAN_MARGIN} accessibilityLayer={false}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...X_AXIS}
            dataKey="weekEndsOn"
            tickFormatter={monthOf}
            ticks={monthTicks(rows.map(({ weekEndsOn }) => weekEndsOn))}
            minTickGap={8}
          />
          <YAxis {...Y_AXIS} width={40} allowDecimals={false} domain={[0, "auto"]} />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(day) => `Week to ${dayOf(String(day))}`}
            formatter={valueOrSpan}
          />
          {fanAreas("forecast.")}
          {past.toReversed().map((season, index) => (
            <Line
              key={season}
              dataKey={`counted.${season}`}
              name={seasonName(season)}
              stroke="var(--wc-ink-quiet)"
              strokeOpacity={0.75}
              strokeDasharray={DASHES[index % DASHES.length] ?? ""}
              strokeWidth={1.3}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {present !== undefined && (
            <Line
              dataKey={`counted.${present}`}
              name={seasonName(present)}
              stroke="var(--wc-ink)"
              strokeWidth={2}
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
}

/** Seasons are told apart by their dashes, for grey is one colour. */
const DASHES = ["2 3", "7 3", ""];

const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const monthOf = (date: string): string => month.format(Date.parse(date));
const dayOf = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(
    Date.parse(date),
  );

/** The first Saturday of each month. */
const monthTicks = (saturdays: readonly string[]): string[] =>
  saturdays.filter((day) => Number(day.slice(8)) <= 7);

/** What the lines stand for. */
export function SeasonLegend({ seasons }: Readonly<{ seasons: readonly number[] }>) {
  const [present, ...past] = seasons;
  return (
    <ul className={`${legendClasses.legend} ${classes.legend}`} aria-label="What the chart shows">
      {present !== undefined && <li data-mark="present">{seasonName(present)}, counted</li>}
      <li data-mark="median">Median forecast</li>
      {FAN_BANDS.toReversed().map(({ key, name }) => (
        <li key={key} data-mark={key}>
          {name}
        </li>
      ))}
      {past.length > 0 && <li data-mark="past">{past.toReversed().map(seasonName).join(", ")}</li>}
    </ul>
  );
}

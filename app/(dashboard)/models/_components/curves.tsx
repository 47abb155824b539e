import type { ReactNode } from "react";
import type { Metrics } from "#models/deterioration/model-card";
import { XyChart, type XySeries } from "@/_components/charts/xy-chart";
import { burdenPoints, percent } from "../figure-rows";
import classes from "./curves.module.css";

const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

/** What the model can trade for what, at every threshold; and whether its probabilities are what happens. */
export function Curves({ metrics }: Readonly<{ metrics: Metrics }>) {
  const { curves, calibration } = metrics;
  return (
    <div className={classes.curves}>
      <Curve
        title="Receiver operating characteristic"
        isDrawn={curves?.roc !== undefined}
        x="False alarms of other hours"
        y="Septic hours found"
        series={[
          {
            name: "This model",
            shape: "line",
            points: (curves?.roc ?? []).map(({ falsePositiveRate: x, sensitivity: y }) => ({
              x,
              y,
            })),
          },
          { name: "Chance", shape: "dashed", points: DIAGONAL },
        ]}
      />
      <Curve
        title="Precision and recall"
        isDrawn={curves?.precisionRecall !== undefined}
        x="Septic hours found"
        y="Right of those alarmed"
        series={[
          {
            name: "This model",
            shape: "line",
            points: (curves?.precisionRecall ?? []).map(
              ({ sensitivity: x, positivePredictiveValue: y }) => ({ x, y }),
            ),
          },
        ]}
      />
      <Curve
        title="Reliability"
        note={`Tenths of the hours by predicted risk. Expected calibration error ${calibration.expectedCalibrationError.toFixed(4)}.`}
        isDrawn
        x="Predicted"
        y="Observed"
        isFitted
        series={[
          {
            name: "This model",
            shape: "marked",
            points: calibration.bins.map(({ predicted: x, observed: y }) => ({ x, y })),
          },
          { name: "Perfect", shape: "dashed", points: DIAGONAL },
        ]}
      />
      <Curve
        title="Alarms against patients caught"
        note={
          curves?.alarmBurden
            ? undefined
            : "Working points only: the whole curve was not drawn for this version."
        }
        isDrawn
        x="Alarms per patient-day"
        y="Septic patients caught"
        isCountedOnX
        series={burdenSeries(metrics)}
      />
    </div>
  );
}

function burdenSeries(metrics: Metrics): XySeries[] {
  const { model, earlyWarningScore } = metrics.curves?.alarmBurden ?? {};
  const line = (name: string, shape: XySeries["shape"], points: typeof model): XySeries[] =>
    points
      ? [
          {
            name,
            shape,
            points: points.map(({ alarmsPerPatientDay: x, caughtShare: y }) => ({ x, y })),
          },
        ]
      : [];
  return [
    ...line("This model, every threshold", "line", model),
    ...line("NEWS2, every threshold", "dashed", earlyWarningScore),
    ...burdenPoints(metrics).map(({ name, x, y }) => ({
      name,
      shape: "point" as const,
      points: [{ x, y }],
    })),
  ];
}

interface CurveProps {
  title: string;
  note?: ReactNode;
  /** Whether this version's card has it. */
  isDrawn: boolean;
  x: string;
  y: string;
  series: readonly XySeries[];
  /** Axes as long as the values, not to 1. */
  isFitted?: boolean;
  /** Across is a number, not a share. */
  isCountedOnX?: boolean;
}

function Curve({ title, note, isDrawn, ...chart }: Readonly<CurveProps>) {
  return (
    <figure className={classes.curve}>
      <figcaption>
        <h3>{title}</h3>
        <p>
          Up: {lowerFirst(chart.y)}. Across: {lowerFirst(chart.x)}. {note}
        </p>
      </figcaption>
      {isDrawn ? (
        <>
          <XyChart title={title} {...chart} />
          <Twin title={title} {...chart} />
        </>
      ) : (
        <p className={classes.missing}>Not drawn for this version.</p>
      )}
    </figure>
  );
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** The same numbers as the chart, for whoever cannot or would not read it. */
function Twin({
  title,
  x,
  y,
  series,
  isCountedOnX = false,
}: Readonly<Omit<CurveProps, "isDrawn">>) {
  const rows = series
    .filter(({ shape }) => shape !== "dashed" || isCountedOnX)
    .flatMap(({ name, points }) => points.map((point) => ({ name, ...point })));
  return (
    <details className={classes.twin}>
      <summary>Numbers</summary>
      {/* Scrollable, so it must take the keyboard's focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={`${title}, numbers`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Of</th>
              <th scope="col">{x}</th>
              <th scope="col">{y}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.name} ${row.x} ${row.y}`}>
                <th scope="row">{row.name}</th>
                <td>{isCountedOnX ? row.x.toFixed(2) : percent(row.x)}</td>
                <td>{percent(row.y)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

import { type Row, tableOf } from "../evaluation/text-table";
import type { ArrivalErrors, ArrivalsReport } from "./evaluate-arrivals";

/** What `--json` prints. */
export interface ArrivalFigures {
  maeRatioToNaive: number;
  maeRatioToLimit: number;
  coverage90: number;
}

export const arrivalFigures = (errors: ArrivalErrors): ArrivalFigures => ({
  maeRatioToNaive: errors.absoluteError / errors.naiveError,
  maeRatioToLimit: errors.absoluteError / errors.limitError,
  coverage90: errors.inside / errors.forecasts,
});

/** A table by horizon. */
export function describeArrivals({ all, byHorizon, trainedUntil, refits }: ArrivalsReport): string {
  const head =
    `Learnt from hours until ${trainedUntil.slice(0, 16).replace("T", " ")} of the file's clock` +
    `, learnt again ${refits} times. Mean absolute errors in arrivals per hour.`;
  return tableOf(head, [
    [
      "hours ahead",
      "forecasts",
      "error",
      "naive",
      "limit",
      "/ naive",
      "/ limit",
      "90 % holds",
      "below",
      "above",
    ],
    ...byHorizon.map(({ fromHours, toHours, errors }) => rowOf(`${fromHours}-${toHours}`, errors)),
    rowOf("all", all),
  ]);
}

function rowOf(title: string, errors: ArrivalErrors): Row {
  const { forecasts, absoluteError, naiveError, limitError, below, above } = errors;
  const { maeRatioToNaive, maeRatioToLimit, coverage90 } = arrivalFigures(errors);
  const shares = [
    absoluteError / forecasts,
    naiveError / forecasts,
    limitError / forecasts,
    maeRatioToNaive,
    maeRatioToLimit,
    coverage90,
    below / forecasts,
    above / forecasts,
  ];
  return [title, String(forecasts), ...shares.map((share) => share.toFixed(3))];
}

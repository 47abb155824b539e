import { type Row, tableOf } from "../evaluation/text-table";
import { type DischargeErrors, type DischargeReport, noErrors } from "./evaluate-discharges";

/** What `--json` prints. */
export interface DischargeFigures {
  /** Weighted interval score over that of the same weekday of the week before with intervals. */
  wisRatioToNaive: number;
  /** Over its absolute error: the same forecast as one number. */
  wisRatioToNaivePoint: number;
  maeRatioToNaive: number;
  coverage50: number;
  coverage90: number;
}

export function dischargeFigures(errors: DischargeErrors): DischargeFigures {
  const { forecasts, score, naiveScore, absoluteError, naiveError, inside50, inside90 } = errors;
  return {
    wisRatioToNaive: score / naiveScore,
    wisRatioToNaivePoint: score / naiveError,
    maeRatioToNaive: absoluteError / naiveError,
    coverage50: inside50 / forecasts,
    coverage90: inside90 / forecasts,
  };
}

export function overAllHorizons({ byHorizon }: DischargeReport): DischargeErrors {
  const sums = noErrors();
  for (const errors of byHorizon) {
    sums.forecasts += errors.forecasts;
    sums.score += errors.score;
    sums.naiveScore += errors.naiveScore;
    sums.absoluteError += errors.absoluteError;
    sums.naiveError += errors.naiveError;
    sums.inside50 += errors.inside50;
    sums.inside90 += errors.inside90;
  }
  return sums;
}

/** A table by horizon. */
export function describeDischarges(report: DischargeReport): string {
  const { from, to, trusts, byHorizon } = report;
  return tableOf(`Daily discharges of ${trusts} trusts, ${from} to ${to}.`, [
    [
      "days ahead",
      "forecasts",
      "score",
      "naive",
      "/ naive",
      "/ naive point",
      "MAE / naive",
      "50 % holds",
      "90 % holds",
    ],
    ...byHorizon.map((errors, index) => rowOf(String(index + 1), errors)),
    rowOf("all", overAllHorizons(report)),
  ]);
}

function rowOf(title: string, errors: DischargeErrors): Row {
  const { wisRatioToNaive, wisRatioToNaivePoint, maeRatioToNaive, coverage50, coverage90 } =
    dischargeFigures(errors);
  const figures = [
    errors.score / errors.forecasts,
    errors.naiveScore / errors.forecasts,
    wisRatioToNaive,
    wisRatioToNaivePoint,
    maeRatioToNaive,
    coverage50,
    coverage90,
  ];
  return [title, String(errors.forecasts), ...figures.map((figure) => figure.toFixed(3))];
}

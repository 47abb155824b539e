import { tableOf, type Row } from "../evaluation/text-table";
import type { CensusEvaluation, CensusScore } from "./evaluate-census";

const HEAD: Row = [
  ...["", "forecasts", "WIS", "ideal WIS", "ratio"],
  ...["80 % covers", "ideal's covers", "ends included"],
];

const rowOf = (name: string, score: CensusScore): Row => [
  name,
  `${score.forecasts}`,
  score.wis.toFixed(3),
  score.idealWis.toFixed(3),
  score.ratio.toFixed(3),
  score.coverage80.toFixed(3),
  score.idealCoverage80.toFixed(3),
  score.inside80.toFixed(3),
];

const rowsOf = (scores: Record<string, CensusScore>, unit = ""): Row[] =>
  Object.entries(scores).map(([name, score]) => rowOf(`${name}${unit}`, score));

/** The scores as tables, in beds; by kind of unit, by hours ahead, and by both. */
export function describeCensusEvaluation(evaluation: CensusEvaluation): string {
  const { mean, observed, coverage80 } = evaluation.intensiveTransfers72h;
  return [
    tableOf("Census, all units and the hospital", [HEAD, rowOf("all", evaluation)]),
    tableOf("By kind of unit", [HEAD, ...rowsOf(evaluation.byKind)]),
    tableOf("By hours ahead", [HEAD, ...rowsOf(evaluation.byHorizon, " h")]),
    ...Object.entries(evaluation.byKindAndHorizon).map(([kind, scores]) =>
      tableOf(kind, [HEAD, ...rowsOf(scores, " h")]),
    ),
    `Transfers into intensive care in 72 h: ${mean.toFixed(1)} expected, ${observed.toFixed(1)} happened, ` +
      `80 % covers ${coverage80.toFixed(3)}\n`,
  ].join("\n");
}

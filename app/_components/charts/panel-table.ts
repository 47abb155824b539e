import type { EncounterTrends } from "./encounter-trends";
import { mergeSeries } from "./time-axis";
import type { TrendTableProps } from "./trend-table";
import type { PanelPoint, TrendPanel } from "./trend-panels";

/** The table twin of a sign's panel, newest first: mean, and the range where there is one. */
export function panelTable(panel: TrendPanel): TrendTableProps {
  const rows = mergeSeries(panel.series).map((row) => ({
    at: row.at,
    cells: panel.series.map(({ kind }) => describeStep(row[kind], panel.digits)),
  }));
  return {
    caption: `${panel.title}, ${panel.unit}`,
    columns: panel.series.map(({ label }) => label),
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")).reverse(),
  };
}

function describeStep(point: PanelPoint | number | undefined, digits: number): string {
  if (typeof point !== "object" || point.mean === undefined) return "";
  const [low, high] = point.band ?? [point.mean, point.mean];
  const mean = point.mean.toFixed(digits);
  return low === high ? mean : `${mean} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

export const scoreTable = ({ scores }: Pick<EncounterTrends, "scores">): TrendTableProps => ({
  caption: "NEWS2 over time",
  columns: ["NEWS2", "Inputs"],
  rows: scores
    .map(({ at, score, inputsPresent }) => ({
      at,
      cells: [String(score), `${inputsPresent} of 7`],
    }))
    .reverse(),
});

export const riskTable = ({ risks }: Pick<EncounterTrends, "risks">): TrendTableProps => ({
  caption: "Predicted risk over time",
  columns: ["Risk"],
  rows: risks.map(({ at, risk }) => ({ at, cells: [`${(risk * 100).toFixed(1)} %`] })).reverse(),
});

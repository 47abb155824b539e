import type { EncounterTrends } from "./encounter-trends";
import { describeFanPoint, type ForecastPanel } from "./forecast-panels";
import { mergeSeries } from "./time-axis";
import type { TrendTableProps } from "./trend-table";
import type { PanelPoint } from "./trend-panels";

/** The table twin of a sign's panel, newest first: the forecast, then mean and range of what was measured. */
export function panelTable(panel: ForecastPanel): TrendTableProps {
  const rows = mergeSeries(panel.series).map((row) => ({
    at: row.at,
    cells: panel.series.map(({ kind }) => describeStep(row[kind], panel.digits)),
  }));
  return {
    caption: `${panel.title}, ${panel.unit}`,
    columns: panel.series.map(({ label }) => label),
    rows: [
      ...forecastRows(panel),
      ...rows.filter(({ cells }) => cells.some((cell) => cell !== "")).reverse(),
    ],
  };
}

/** The last hour ahead first; where a fan starts is measured and in the rows below. */
function forecastRows({ fans, series, digits }: ForecastPanel): TrendTableProps["rows"] {
  const hours = [...new Set(fans.flatMap(({ points }) => points.slice(1).map(({ at }) => at)))];
  return hours
    .sort((a, b) => b - a)
    .map((at) => ({
      at,
      isForecast: true,
      cells: series.map(({ kind }) => {
        const fan = fans.find((each) => each.kind === kind);
        const point = fan?.points.slice(1).find((each) => each.at === at);
        return point ? describeFanPoint(point, digits) : "";
      }),
    }));
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

/** What happened to the alerts, and who did it, newest first. */
export const stepTable = (steps: EncounterTrends["steps"]): TrendTableProps => ({
  caption: "Alerts and actions",
  columns: ["What", "Who"],
  rows: steps.toReversed().map(({ at, what, by }) => ({ at, cells: [what, by ?? ""] })),
});

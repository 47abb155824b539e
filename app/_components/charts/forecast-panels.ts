import type { VitalSignKind } from "#models/vitals/vital-sign";
import type { Fan } from "./forecast-view";
import type { MergedRow } from "./time-axis";
import type { PanelSeries, TrendPanel } from "./trend-panels";

/** One forecast value as a chart draws it. */
export interface FanPoint {
  at: number;
  median: number;
  interval: [low: number, high: number];
}

export interface PanelFan {
  kind: VitalSignKind;
  points: readonly FanPoint[];
}

export interface ForecastPanel extends TrendPanel {
  fans: readonly PanelFan[];
}

/** Gives each panel the fans of its signs, and an axis that holds them. */
export function withFans(
  panels: readonly TrendPanel[],
  fans: readonly Fan[],
  issuedAt: number | undefined,
): readonly ForecastPanel[] {
  return panels.map((panel) => {
    const ours = panel.series.flatMap((series) => {
      const fan = fans.find(({ kind }) => kind === series.kind);
      return fan && issuedAt !== undefined ? [continuing(series, fan, issuedAt)] : [];
    });
    const values = ours.flatMap(({ points }) => points.flatMap(({ interval }) => interval));
    const [low, high] = panel.domain;
    const domain = [
      Math.floor(Math.min(low, ...values)),
      Math.ceil(Math.max(high, ...values)),
    ] as const;
    return { ...panel, domain, fans: ours };
  });
}

/** From the newest of the line and the issue on: what came since then is measured, no longer forecast. */
function continuing({ kind, points }: PanelSeries, fan: Fan, issuedAt: number): PanelFan {
  const from = Math.max(issuedAt, points.at(-1)?.at ?? issuedAt);
  const start: FanPoint = { at: from, median: fan.value, interval: [fan.value, fan.value] };
  const later = fan.hours
    .filter(({ at }) => at > from)
    .map(({ at, low, median, high }): FanPoint => ({ at, median, interval: [low, high] }));
  return { kind, points: [start, ...later] };
}

/** Rows of a chart with the fans' points among them. */
export function mergeFans(rows: readonly MergedRow[], fans: readonly PanelFan[]): ChartRow[] {
  const merged = new Map<number, ChartRow>(rows.map((row) => [row.at, { at: row.at, signs: row }]));
  for (const { kind, points } of fans)
    for (const point of points) {
      const row = merged.get(point.at) ?? { at: point.at };
      merged.set(point.at, { ...row, forecast: { ...row.forecast, [kind]: point } });
    }
  return [...merged.values()].sort((a, b) => a.at - b.at);
}

export interface ChartRow {
  at: number;
  signs?: MergedRow;
  forecast?: Partial<Record<VitalSignKind, FanPoint>>;
}

/** "88 (79 to 97)" */
export const describeFanPoint = ({ median, interval: [low, high] }: FanPoint, digits: number) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;

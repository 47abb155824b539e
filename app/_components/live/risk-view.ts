import type { LiveRisk } from "#models/realtime/board";
import { formatRisk, formatRiskLevel } from "#models/deterioration/risk-words";
import { type Trend, trendBetween } from "./bed-view";

export interface RiskView {
  /** The probability: "5.1 %". */
  text: string;
  /** The probability against the level that raises an alert: "1.6×". */
  level: string;
  /** Probability, 0 to 1, for the bar; undefined when not predicted. */
  share: number | undefined;
  threshold: number | undefined;
  isAboveThreshold: boolean;
  trend: Trend;
}

/** A change smaller than this share of the alert level is drawn as none. */
const TREND_STEP = 0.25;

export const viewRisk = (risk: LiveRisk | undefined): RiskView => ({
  text: risk ? formatRisk(risk.risk) : "–",
  level: risk ? formatRiskLevel(risk) : "–",
  share: risk?.risk,
  threshold: risk?.threshold,
  isAboveThreshold: risk !== undefined && risk.risk >= risk.threshold,
  trend: trendBetween(risk?.previousRisk, risk?.risk, (risk?.threshold ?? 1) * TREND_STEP),
});

import type { LiveRisk } from "#models/realtime/board";
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

/**
 * Percent, with a decimal where a whole percent would hide the difference: what we predict is rare, and
 * an alert level of 3.1 % must not read like 3.4 %. Never 0 % or 100 %, which would be promises.
 */
export function formatRisk(risk: number): string {
  if (risk < 0.001) return "<0.1 %";
  if (risk > 0.99) return ">99 %";
  return `${risk < 0.0995 ? (risk * 100).toFixed(1) : Math.round(risk * 100)} %`;
}

/** "1.6×": how many times the alert level. Rounded down, so that 1.0× is never shown below the level. */
export function formatRiskLevel({ risk, threshold }: Pick<LiveRisk, "risk" | "threshold">): string {
  const level = risk / threshold;
  if (level < 0.1) return "<0.1×";
  if (level >= 10) return `${Math.floor(level)}×`;
  // A share such as 0.3 / 0.1 falls a hair short of its tenth in binary.
  return `${(Math.floor(level * 10 + 1e-9) / 10).toFixed(1)}×`;
}

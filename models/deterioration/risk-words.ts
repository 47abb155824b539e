import type { LiveRisk } from "../realtime/board";

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

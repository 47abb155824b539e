import type { RiskView } from "./risk-view";

/**
 * Where the bar ends, percent of its length. The alert level is the middle, whatever its value: below it
 * the scale is linear to zero; above it each doubling takes half of what is left, because a rare event's
 * level lies at a few percent and a scale up to certainty would never leave the middle.
 */
export function meterPosition({ share, threshold }: Pick<RiskView, "share" | "threshold">): number {
  if (share === undefined || threshold === undefined) return 0;
  if (share < threshold) return 50 * (share / threshold);
  return 100 - 50 * (threshold / share);
}

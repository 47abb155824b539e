import type { RiskView } from "./bed-view";

/**
 * Where the bar ends, percent of its length. The threshold is the middle, whatever its value: below it
 * the scale is linear to zero, above it linear to one, so that both halves can be read.
 */
export function meterPosition({ share, threshold }: Pick<RiskView, "share" | "threshold">): number {
  if (share === undefined || threshold === undefined) return 0;
  if (share < threshold) return 50 * (share / threshold);
  if (threshold >= 1) return 50;
  return 50 + 50 * ((share - threshold) / (1 - threshold));
}

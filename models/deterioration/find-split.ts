import { BIN_SLOTS, MISSING_BIN } from "./feature-bins";
import { curvatureOf, gradientOf } from "./gradient-histogram";

export interface Split {
  gain: number;
  /** Place of the feature among those the tree may use. */
  place: number;
  /** Bins up to and including it go left. */
  bin: number;
  missingLeft: boolean;
  /** Packed sum of the left side. */
  left: number;
}

/** What limits a split, on the scale of the packed sums. */
export interface SplitLimits {
  l2: number;
  minChildWeight: number;
  minGain: number;
}

/**
 * The split of a leaf that lowers the loss most; undefined when none is allowed or worth it. `directions` has for
 * each used feature 1 where risk may only rise with it, -1 where it may only fall.
 */
export function findSplit(
  histogram: Float64Array,
  total: number,
  directions: Int8Array,
  limits: SplitLimits,
): Split | undefined {
  if (curvatureOf(total) < 2 * limits.minChildWeight) return undefined;
  const before = gradientOf(total) ** 2 / (curvatureOf(total) + limits.l2);
  const best = { gain: limits.minGain, place: -1, bin: 0, missingLeft: false, left: 0 };
  for (let place = 0; place < directions.length; place += 1) {
    searchFeature(histogram, total, place, directions[place] ?? 0, before, limits, best);
  }
  return best.place < 0 ? undefined : best;
}

function searchFeature(
  histogram: Float64Array,
  total: number,
  place: number,
  direction: number,
  before: number,
  { l2, minChildWeight }: SplitLimits,
  best: Split,
): void {
  const slot = place * BIN_SLOTS;
  const missing = histogram[slot + MISSING_BIN] ?? 0;
  let left = 0;
  for (let bin = MISSING_BIN + 1; bin < BIN_SLOTS; bin += 1) {
    const here = histogram[slot + bin] ?? 0;
    if (here === 0) continue;
    left += here;
    const gainRight = reached(left, total, direction, l2, minChildWeight) - before;
    if (gainRight > best.gain) {
      best.gain = gainRight;
      best.place = place;
      best.bin = bin;
      best.left = left;
      // Nobody was missing here: later ones go where most went.
      best.missingLeft = missing === 0 && curvatureOf(left) * 2 > curvatureOf(total);
    }
    if (missing === 0) continue;
    const gainLeft = reached(left + missing, total, direction, l2, minChildWeight) - before;
    if (gainLeft > best.gain) {
      best.gain = gainLeft;
      best.place = place;
      best.bin = bin;
      best.left = left + missing;
      best.missingLeft = true;
    }
  }
}

/** What the two sides reach together; nothing when one is too light or the order is forbidden. */
function reached(
  left: number,
  total: number,
  direction: number,
  l2: number,
  minChildWeight: number,
): number {
  const right = total - left;
  const leftCurvature = curvatureOf(left);
  const rightCurvature = curvatureOf(right);
  if (leftCurvature < minChildWeight || rightCurvature < minChildWeight) return 0;
  const leftGradient = gradientOf(left);
  const rightGradient = gradientOf(right);
  const leftSlope = leftGradient / (leftCurvature + l2);
  const rightSlope = rightGradient / (rightCurvature + l2);
  // Risk moves against the slope: the side with the lower one gets the higher risk.
  if (direction * (rightSlope - leftSlope) > 0) return 0;
  return leftGradient * leftSlope + rightGradient * rightSlope;
}

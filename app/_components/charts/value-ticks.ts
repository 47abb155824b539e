const STEPS = [1, 2, 5, 10, 20, 25, 50, 100];
const TICKS_AT_MOST = 6;

/** Round values within an axis, at even distances; the ends of the axis need not be round. */
export function valueTicks([low, high]: readonly [number, number]): number[] {
  const step = STEPS.find((candidate) => (high - low) / candidate < TICKS_AT_MOST) ?? 100;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

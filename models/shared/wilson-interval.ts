/** The standard normal quantile that leaves 2.5 % above it. */
const Z = 1.959964;

/**
 * The 95 % interval of a share seen in `of` cases (Wilson, 1927): unlike the textbook's it stays inside 0 and
 * 1, and says something of few cases. Undefined of none.
 */
export function wilsonInterval(seen: number, of: number): [low: number, high: number] | undefined {
  if (of === 0) return undefined;
  const share = seen / of;
  const squared = Z * Z;
  const centre = (share + squared / (2 * of)) / (1 + squared / of);
  const half =
    (Z / (1 + squared / of)) * Math.sqrt((share * (1 - share)) / of + squared / (4 * of * of));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

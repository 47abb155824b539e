/** The 23 levels of the CDC FluSight hub. */
export const FLU_LEVELS: readonly number[] = [
  0.01,
  0.025,
  ...Array.from({ length: 19 }, (_, index) => (index + 1) / 20),
  0.975,
  0.99,
];
export const MEDIAN_LEVEL = FLU_LEVELS.indexOf(0.5);

/** From the reference date's week on: it, and the three weeks after. */
export const HORIZONS = [0, 1, 2, 3] as const;
export const FLU_OUTPUTS = HORIZONS.length * FLU_LEVELS.length;

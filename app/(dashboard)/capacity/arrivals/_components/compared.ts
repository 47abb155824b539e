/** Which past week lies behind the forecast. */
export const COMPARED = {
  lastWeek: "Same hours last week",
  lastYear: "Same hours last year",
} as const;
export type Compared = keyof typeof COMPARED;

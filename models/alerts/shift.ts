/** The half of the day an alert fell into, by the hospital's clock whatever the season. */
export const SHIFTS = ["day", "night"] as const;
export type Shift = (typeof SHIFTS)[number];

/** Twelve-hour shifts, as most hospitals hand over; the night belongs to the days it touches. */
export const DAY_FROM_HOUR = 7;
export const NIGHT_FROM_HOUR = 19;

export const SHIFT_TITLES: Readonly<Record<Shift, string>> = {
  day: "Day, 7 to 19",
  night: "Night, 19 to 7",
};

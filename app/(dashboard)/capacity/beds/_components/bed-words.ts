import type { BedStateName } from "#models/beds/bed-state";

export const BED_STATE_WORDS: Readonly<Record<BedStateName, string>> = {
  occupied: "Occupied",
  "discharge-pending": "Discharge pending",
  available: "Available",
  reserved: "Reserved",
  cleaning: "Cleaning",
  blocked: "Blocked",
};

/** In the order of a summary: what is taken, what can be had, what cannot. */
export const STATE_ORDER = [
  "occupied",
  "discharge-pending",
  "available",
  "reserved",
  "cleaning",
  "blocked",
] as const satisfies readonly BedStateName[];

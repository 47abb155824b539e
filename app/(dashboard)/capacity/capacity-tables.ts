/** The tables of these pages that leave as files, and what each is called. */
export const CAPACITY_TABLES = {
  occupancy: "Units now",
  exceedance: "Exceedance by day",
  hourly: "72 hours",
  daily: "28 days",
} as const;
export type CapacityTable = keyof typeof CAPACITY_TABLES;

export const isCapacityTable = (name: string): name is CapacityTable =>
  Object.hasOwn(CAPACITY_TABLES, name);

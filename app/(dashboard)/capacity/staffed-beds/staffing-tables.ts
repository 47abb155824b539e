/** The tables of the page that leave as files, and what each is called. */
export const STAFFING_TABLES = { units: "By unit", changes: "Changes" } as const;
export type StaffingTable = keyof typeof STAFFING_TABLES;

export const isStaffingTable = (name: string): name is StaffingTable =>
  Object.hasOwn(STAFFING_TABLES, name);

export const staffingFileHref = (table: StaffingTable): string =>
  `/capacity/staffed-beds/export/${table}`;

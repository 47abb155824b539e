import type { Permission } from "./permission";

/** Permissions in the words of the people who are given them, in the order they are listed. */
export const PERMISSION_TITLES: Readonly<Record<Permission, string>> = {
  "unit:watch": "See the beds, signs and scores of own units",
  "alert:read": "See alerts",
  "alert:acknowledge": "Acknowledge alerts",
  "encounter:prescribe-oxygen-scale": "Record a prescribed oxygen scale",
  "user:manage": "Manage accounts and sessions",
  "unit:manage": "Manage units and beds",
  "quarantine:manage": "Settle held messages, without their content",
};

import type { Permission } from "./permission";

/** Permissions in the words of the people who are given them, in the order they are listed. */
export const PERMISSION_TITLES: Readonly<Record<Permission, string>> = {
  "unit:watch": "See the beds, signs and scores of own units",
  "alert:read": "See alerts",
  "alert:acknowledge": "Answer alerts",
  "alert-policy:manage": "Set what raises an alert and who is asked",
  "encounter:prescribe-oxygen-scale": "Record a prescribed oxygen scale",
  "acuity:override": "Set a patient's workload class for a time",
  "encounter:export": "Export a patient's signs",
  "handover:read": "Read handovers",
  "handover:write": "Write, give and receive handovers",
  "downtime-report:read": "Open the downtime report of own units",
  "wall:manage": "Set up wall displays of own units",
  "emergency-access:begin": "Open a patient of another unit in an emergency",
  "emergency-access:review": "Review emergency access",
  "audit:read": "Read the audit trail",
  "audit:export": "Export the audit trail",
  "incident:read": "See incidents",
  "incident:manage": "Handle and contain incidents",
  "user:manage": "Manage accounts",
  "session:manage": "End other people's sessions",
  "unit:manage": "Manage units and beds",
  "gateway:manage": "Manage gateways and their tokens",
  "model:read": "See the models' cards and how they do",
  "quarantine:manage": "Settle held messages, without their content",
};

import type { Role } from "./role";

/** Everything the system lets a person do. Each is checked on the server, beside the data. */
export type Permission =
  | "unit:watch" // see the beds, signs and scores of one's units
  | "alert:read"
  | "alert:acknowledge"
  | "encounter:prescribe-oxygen-scale"
  | "user:manage"
  | "unit:manage"
  | "quarantine:manage"; // metadata of held messages, replay and discard; never their content

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  "charge-nurse": [
    "unit:watch",
    "alert:read",
    "alert:acknowledge",
    "encounter:prescribe-oxygen-scale",
  ],
  nurse: ["unit:watch", "alert:read", "alert:acknowledge"],
  administrator: [],
  scheduler: [],
  "security-officer": [],
  "system-admin": ["user:manage", "unit:manage", "quarantine:manage"],
};

export const can = (role: Role, permission: Permission): boolean =>
  PERMISSIONS[role].includes(permission);

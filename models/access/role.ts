import { z } from "zod";

/** What one may do. Where one may do it is the set of units one is assigned to. */
export const ROLES = {
  "charge-nurse": { title: "Charge nurse", home: "/icu", seesPatients: true },
  nurse: { title: "Nurse", home: "/icu", seesPatients: true },
  administrator: { title: "Administrator", home: "/capacity", seesPatients: false },
  scheduler: { title: "Scheduler", home: "/roster", seesPatients: false },
  "security-officer": { title: "Security officer", home: "/security", seesPatients: false },
  "system-admin": { title: "System administrator", home: "/admin", seesPatients: false },
} as const;

export const Role = z.enum([
  "charge-nurse",
  "nurse",
  "administrator",
  "scheduler",
  "security-officer",
  "system-admin",
]);
export type Role = z.infer<typeof Role>;

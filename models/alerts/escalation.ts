import { z } from "zod";

/** From the foot of the ladder upwards. The last two are called, not signed in. */
export const ESCALATION_ROLES = ["nurse", "charge-nurse", "rapid-response", "physician"] as const;
export const EscalationRole = z.enum(ESCALATION_ROLES);
export type EscalationRole = z.infer<typeof EscalationRole>;

export const ESCALATION_TITLES: Readonly<Record<EscalationRole, string>> = {
  nurse: "Nurse",
  "charge-nurse": "Charge nurse",
  "rapid-response": "Rapid response team",
  physician: "Physician",
};

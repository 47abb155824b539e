import { z } from "zod";

export const Severity = z.enum(["critical", "high", "medium"]);
export type Severity = z.infer<typeof Severity>;

/**
 * What the system tells apart. Critical: patient data leaves, or what we would trust to find out is
 * itself in doubt. High: somebody is likely to be where they may not be. Medium: somebody tries.
 */
export const INCIDENT_KINDS = {
  "credential-stuffing": { title: "Passwords tried on many accounts", severity: "high" },
  "distributed-guessing": { title: "One account tried from many addresses", severity: "high" },
  "impossible-concurrency": { title: "One account in many places at once", severity: "high" },
  "session-replay": { title: "A session used after its end", severity: "high" },
  "gateway-token-replay": { title: "A gateway's token that is not valid", severity: "high" },
  "authenticator-cloned": { title: "A passkey that may have been copied", severity: "critical" },
  "second-factor-replay": { title: "One-time codes used again", severity: "medium" },
  "patient-enumeration": { title: "Unusually many patients opened", severity: "high" },
  "encounter-probing": { title: "Patients asked for that were refused", severity: "high" },
  "mass-export": { title: "Unusually many files exported", severity: "critical" },
  "audit-chain-broken": { title: "The audit trail does not verify", severity: "critical" },
  "file-changed": { title: "A protected file has changed", severity: "critical" },
  "sealed-value-changed": { title: "A sealed value was changed", severity: "critical" },
  "model-refused": { title: "The deterioration model was refused", severity: "critical" },
  "emergency-access-burst": { title: "Emergency access used often", severity: "high" },
  "access-refusals": { title: "Refused again and again", severity: "medium" },
  "privilege-change-burst": { title: "Many rights changed at once", severity: "high" },
} as const satisfies Record<string, { title: string; severity: Severity }>;

export type IncidentKind = keyof typeof INCIDENT_KINDS;

export const IncidentKind = z.custom<IncidentKind>(
  (value) => typeof value === "string" && Object.hasOwn(INCIDENT_KINDS, value),
  "is no kind of incident",
);

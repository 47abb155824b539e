import type { AuditEvent } from "#models/audit/audit-event";

/** For the audit trail: which model the wards are shown, or that one is there and was refused. */
export const modelLoaded = (
  loaded: string | undefined,
  shipped: string | undefined,
  now: Date,
): AuditEvent => ({
  occurredAt: now,
  action: "model:loaded",
  outcome: loaded || !shipped ? "permitted" : "refused",
  actor: { kind: "system" },
  basis: "system",
  details: { loaded: loaded ?? null, shipped: shipped ?? null },
});

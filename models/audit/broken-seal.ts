import type { AuditEvent } from "./audit-event";

/** For the trail: a value that was sealed does not open. Which one, and never what it is or was. */
export const brokenSeal = (
  { field, rowId }: Readonly<{ field: string; rowId: string }>,
  occurredAt: Date,
): AuditEvent => ({
  occurredAt,
  action: "seal:broken",
  outcome: "failed",
  actor: { kind: "system" },
  basis: "system",
  details: { field, rowId },
});

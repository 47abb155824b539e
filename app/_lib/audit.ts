import "server-only";
import type { AuditTrail } from "#models/audit/audit-event";

const none: AuditTrail = { record: async () => undefined };

export const audit = (): AuditTrail => none;

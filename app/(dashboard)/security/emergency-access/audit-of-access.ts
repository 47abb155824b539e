import "server-only";
import type { ReviewedAccess } from "#db/emergency-reviews";

/** How often something of the patient was shown to the person during the access, by the audit trail. */
export type AuditOfAccess = (access: ReviewedAccess) => Promise<number | undefined>;

/** Undefined is not known, which is not the same as nothing. */
export const auditOfAccess: AuditOfAccess = async () => undefined;

import type { AuditTrailStatus } from "#db/audit-search";
import type { AuditVerification } from "#db/audit-verifications";
import { LinkText } from "@/_components/ui/link-text";
import { StatusLabel } from "@/_components/ui/status-label";
import { TrailFacts } from "./trail-facts";

export interface AuditChain {
  status: AuditTrailStatus | undefined;
  /** The newest first. */
  verifications: readonly AuditVerification[];
}

/** Whether the audit trail verifies and is anchored; what is not known is not shown as well. */
export function AuditState({
  chain,
  askedAt,
}: Readonly<{ chain: AuditChain | undefined; askedAt: Date }>) {
  if (!chain) return <StatusLabel tone="unknown">Shown to those who may read it</StatusLabel>;
  return (
    <>
      <TrailFacts {...chain} now={askedAt} />
      <LinkText href="/security/audit">Audit trail</LinkText>
    </>
  );
}

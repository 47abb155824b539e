import type { AuditTrail } from "#models/audit/audit-event";
import type { SenderIdentities } from "../hl7/mllp-listener";
import type { Logger } from "../logger";
import type { GatewayDirectory } from "./gateway-directory";
import { createRefusalReport } from "./gateway-gate";

/**
 * Who sends HL7, by certificate. As soon as any gateway has one, only those that have are let in, and a
 * message is from the gateway whose certificate it came with, whatever its header says. Until then the
 * authority's signature is enough.
 */
export function certificateSenders(options: {
  directory: GatewayDirectory;
  audit: AuditTrail;
  log: Logger;
  now: () => number;
}): SenderIdentities {
  const tell = createRefusalReport(options);

  return {
    async identify(sha256, address) {
      const found = await options.directory.byCertificate(sha256);
      if (found.kind === "good")
        return { isAdmitted: true, sender: `gateway ${found.gateway.name}` };
      if (found.kind === "unknown" && !found.isInUse) return { isAdmitted: true };
      tell(
        address,
        found.kind === "revoked"
          ? { reason: "certificate-revoked", gateway: found.gateway }
          : { reason: "certificate-unknown" },
      );
      return { isAdmitted: false };
    },
  };
}

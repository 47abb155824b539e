import { join } from "node:path";
import { ownSigningKeyFile } from "../audit/signing-key";
import type { Env } from "../env";
import type { ProtectedFile } from "./protected-files";

/** The keys and certificates this server is set up with. A digest of a key tells nothing of the key. */
export function keyFiles(env: Env): ProtectedFile[] {
  const named = [
    ["HL7 listener: certificate", env.MLLP_TLS_CERT_FILE],
    ["HL7 listener: key", env.MLLP_TLS_KEY_FILE],
    ["HL7 listener: gateways' authority", env.MLLP_TLS_CA_FILE],
    ["web server: certificate", env.TLS_CERT_FILE],
    ["web server: key", env.TLS_KEY_FILE],
    ["audit trail: signing key", env.AUDIT_SIGNING_KEY_FILE ?? ownSigningKeyFile(env.DATA_DIR)],
    ["model signatures: public key", env.MODEL_SIGNING_PUBLIC_KEY_FILE],
    // Kept in a file only while the environment does not give it.
    [
      "session cookies: secret",
      env.NEXTAUTH_SECRET ? undefined : join(env.DATA_DIR, "session-secret"),
    ],
  ] as const;
  return named.flatMap(([label, path]) => (path ? [{ label, path }] : []));
}

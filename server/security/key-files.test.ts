import { expect, it } from "vitest";
import { readEnv } from "../env";
import { keyFiles } from "./key-files";

it("watches the keys that the server made itself, where no setting names others", () => {
  expect(keyFiles(readEnv({ DATA_DIR: "/data" }))).toEqual([
    { label: "audit trail: signing key", path: "/data/audit-signing-key.pem" },
    { label: "session cookies: secret", path: "/data/session-secret" },
  ]);
});

it("watches those that settings name instead", () => {
  const files = keyFiles(
    readEnv({
      AUDIT_SIGNING_KEY_FILE: "/keys/audit.pem",
      MLLP_TLS_CERT_FILE: "/keys/hl7.crt",
      MLLP_TLS_KEY_FILE: "/keys/hl7.key",
      NEXTAUTH_SECRET: "8Z0lqNfXoWc1mTtVhJ5yQe7RkBdPuAsG3xCiLnE6",
    }),
  );

  expect(files.map(({ path }) => path)).toEqual([
    "/keys/hl7.crt",
    "/keys/hl7.key",
    "/keys/audit.pem",
  ]);
});

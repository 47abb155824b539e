import { readFile } from "node:fs/promises";
import type { Env } from "./env";
import type { MllpTls } from "./hl7/mllp-listener";

/** The certificate files of the HL7 listener; undefined when it speaks without TLS. */
export async function readMllpTls(env: Env): Promise<MllpTls | undefined> {
  const { MLLP_TLS_CERT_FILE, MLLP_TLS_KEY_FILE, MLLP_TLS_CA_FILE } = env;
  if (!MLLP_TLS_CERT_FILE || !MLLP_TLS_KEY_FILE) return undefined;

  return {
    cert: await readNamed("MLLP_TLS_CERT_FILE", MLLP_TLS_CERT_FILE),
    key: await readNamed("MLLP_TLS_KEY_FILE", MLLP_TLS_KEY_FILE),
    ...(MLLP_TLS_CA_FILE && { ca: await readNamed("MLLP_TLS_CA_FILE", MLLP_TLS_CA_FILE) }),
  };
}

const readNamed = (variable: string, path: string): Promise<Buffer> =>
  readFile(path).catch((cause: unknown) => {
    throw new Error(`${variable}: ${path} cannot be read`, { cause });
  });

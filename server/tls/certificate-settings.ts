import type { Env } from "../env";
import type { CertificateFiles } from "./certificate-files";

/** The files of the pages and sockets; undefined when they are served without TLS. */
export const webCertificateFiles = ({
  TLS_CERT_FILE,
  TLS_KEY_FILE,
  TLS_CLIENT_CA_FILE,
}: Env): CertificateFiles | undefined =>
  TLS_CERT_FILE && TLS_KEY_FILE
    ? {
        cert: ["TLS_CERT_FILE", TLS_CERT_FILE],
        key: ["TLS_KEY_FILE", TLS_KEY_FILE],
        ca: TLS_CLIENT_CA_FILE ? ["TLS_CLIENT_CA_FILE", TLS_CLIENT_CA_FILE] : undefined,
      }
    : undefined;

/** The files of the HL7 listener; undefined when it speaks without TLS. */
export const mllpCertificateFiles = ({
  MLLP_TLS_CERT_FILE,
  MLLP_TLS_KEY_FILE,
  MLLP_TLS_CA_FILE,
}: Env): CertificateFiles | undefined =>
  MLLP_TLS_CERT_FILE && MLLP_TLS_KEY_FILE
    ? {
        cert: ["MLLP_TLS_CERT_FILE", MLLP_TLS_CERT_FILE],
        key: ["MLLP_TLS_KEY_FILE", MLLP_TLS_KEY_FILE],
        ca: MLLP_TLS_CA_FILE ? ["MLLP_TLS_CA_FILE", MLLP_TLS_CA_FILE] : undefined,
      }
    : undefined;

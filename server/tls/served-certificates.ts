import type { Logger } from "../logger";
import {
  type CertificateFiles,
  type Certificates,
  logValidity,
  readCertificates,
  watchCertificates,
} from "./certificate-files";

export interface ServedCertificates {
  current: Certificates;
  /** Calls back with every later content of the files. */
  renewWith(use: (certificates: Certificates) => void): void;
}

/** What a listener serves with, read now and kept fresh; undefined when it serves without TLS. */
export async function openCertificates(
  files: CertificateFiles | undefined,
  options: {
    /** Told in the log: "web". */
    use: string;
    isKeyGuarded: boolean;
    log: Logger;
    onStop: (stop: () => Promise<unknown>) => void;
  },
): Promise<ServedCertificates | undefined> {
  if (!files) return undefined;
  const { use, isKeyGuarded, log, onStop } = options;
  const read = () => readCertificates(files, { isKeyGuarded });
  const current = await read();
  logValidity(log, use, current, new Date());
  return {
    current,
    renewWith(onRenewed) {
      const watched = watchCertificates({ read, current, onRenewed, log });
      onStop(async () => watched.stop());
    },
  };
}

import { createHash, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { MS_PER_DAY } from "#models/shared/time-range";
import { refuseReadableByOthers } from "../key-file";
import type { Logger } from "../logger";
import { SettingFailure, naming } from "../setting-failure";

/** Files by the variables that name them, so that a complaint can. */
export interface CertificateFiles {
  cert: readonly [variable: string, path: string];
  key: readonly [variable: string, path: string];
  /** Whose signature makes a client's certificate count. */
  ca?: readonly [variable: string, path: string] | undefined;
}

export interface Certificates {
  cert: Buffer;
  key: Buffer;
  ca?: Buffer;
}

/**
 * TLS 1.2 with forward secrecy and authenticated encryption alone, or 1.3. An older monitor gateway that
 * cannot is one to be replaced, not one to be weakened for.
 */
export const MODERN_TLS = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
  honorCipherOrder: true,
  handshakeTimeout: 10_000,
} as const;

/**
 * Reads the files and makes sure that they go together.
 *
 * @throws SettingFailure when one cannot be read or used, or the key is open to others and may not be
 */
export async function readCertificates(
  files: CertificateFiles,
  { isKeyGuarded }: { isKeyGuarded: boolean },
): Promise<Certificates> {
  if (isKeyGuarded) await refuseReadableByOthers(...files.key);
  const certificates = {
    cert: await readNamed(files.cert),
    key: await readNamed(files.key),
    ...(files.ca && { ca: await readNamed(files.ca) }),
  };
  requireUsable(files, certificates);
  return certificates;
}

const readNamed = ([variable, path]: readonly [string, string]): Promise<Buffer> =>
  naming(`${variable} ${path}`, readFile(path));

function requireUsable({ cert: [variable, path] }: CertificateFiles, given: Certificates): void {
  try {
    createSecureContext(given);
  } catch (cause) {
    throw new SettingFailure(
      `${variable} ${path} and its key do not go together, or one is no PEM file`,
      { cause },
    );
  }
}

const WARN_BEFORE_MS = 30 * MS_PER_DAY;

/** Says until when a certificate is good, in time to renew it. An expired one is used: silence helps nobody. */
export function logValidity(log: Logger, use: string, { cert }: Certificates, now: Date): void {
  const { validTo } = new X509Certificate(cert);
  const fields = { use, validTo };
  const leftMs = new Date(validTo).getTime() - now.getTime();
  if (leftMs < 0) log.error(fields, "certificate is out of date");
  else if (leftMs < WARN_BEFORE_MS) log.warn(fields, "certificate is out of date soon");
  else log.info(fields, "certificate");
}

const CHECK_MS = 30_000;

/**
 * Looks at the files again and again, and hands over what is in them whenever that is new and usable: a
 * renewed certificate needs no restart. Content is compared, because tools replace links and folders.
 */
export function watchCertificates({
  read,
  current,
  onRenewed,
  log,
  everyMs = CHECK_MS,
}: {
  read: () => Promise<Certificates>;
  current: Certificates;
  onRenewed: (certificates: Certificates) => void;
  log: Logger;
  everyMs?: number;
}): { stop(): void } {
  let known = digestOf(current);
  let lastComplaint = "";
  let isReading = false;

  async function check(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      const found = await read();
      const digest = digestOf(found);
      lastComplaint = "";
      if (digest === known) return;
      onRenewed(found);
      known = digest;
      log.info({ validTo: new X509Certificate(found.cert).validTo }, "certificate renewed");
    } catch (cause) {
      // Perhaps only one of two files is written yet. What was good is kept, and told of once.
      const complaint = cause instanceof Error ? cause.message : "";
      if (complaint !== lastComplaint) log.warn({ cause }, "certificate files not usable; kept");
      lastComplaint = complaint;
    } finally {
      isReading = false;
    }
  }

  const timer = setInterval(() => void check(), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function digestOf({ cert, key, ca }: Certificates): string {
  const hash = createHash("sha256");
  for (const part of [cert, key, ca]) hash.update(part ?? "").update("\0");
  return hash.digest("hex");
}

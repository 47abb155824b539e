import { ownUrl } from "./probe-page";

interface Address {
  HOST: string;
  PORT: number;
  PUBLIC_URL?: string | undefined;
  TLS_CERT_FILE?: string | undefined;
}

/** The address people type. */
export function publicUrlOf({ PUBLIC_URL, TLS_CERT_FILE, HOST, PORT }: Address): URL {
  if (PUBLIC_URL) return new URL(PUBLIC_URL);
  const host = HOST === "127.0.0.1" ? "localhost" : HOST;
  return new URL(ownUrl(host, PORT, { isEncrypted: TLS_CERT_FILE !== undefined }));
}

/** Its origin, and this machine under its two names, which are one to everybody but a browser. */
export function ownOriginsOf({ protocol, origin }: URL, port: number): string[] {
  const local = ["localhost", "127.0.0.1"].map((name) => new URL(`${protocol}//${name}:${port}`));
  return [...new Set([origin, ...local.map((url) => url.origin)])];
}

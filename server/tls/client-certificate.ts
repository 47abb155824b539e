import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** A connection keeps its certificate, and a gateway its connection: read once. */
const known = new WeakMap<TLSSocket, string | undefined>();

/**
 * SHA-256, in hexadecimal, of the certificate a client has shown and proved; undefined when it has shown
 * none, or one that our authority did not sign.
 */
export function clientCertificate(socket: Duplex): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  if (!known.has(socket)) known.set(socket, fingerprintOf(socket));
  return known.get(socket);
}

function fingerprintOf(socket: TLSSocket): string | undefined {
  const shown = socket.getPeerX509Certificate();
  return shown?.fingerprint256.replaceAll(":", "").toLowerCase();
}

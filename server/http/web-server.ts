import { type Server as HttpServer, type RequestListener, createServer } from "node:http";
import { type Server as HttpsServer, createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Logger } from "../logger";
import { type Certificates, MODERN_TLS } from "../tls/certificate-files";
import { type AddressList, peerAddress } from "./client-address";

/** How long a caller may take, and how much it may ask for before it has said who it is. */
export interface ServerLimits {
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** Of a connection between two requests. Longer than a usual proxy's, so that it closes first. */
  keepAliveTimeoutMs: number;
  maxHeaderBytes: number;
  maxConnections: number;
  connectionsPerAddress: number;
  /** How often late requests are looked for. */
  checkEveryMs: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  maxHeaderBytes: 16_384,
  maxConnections: 20_000,
  connectionsPerAddress: 1_000,
  checkEveryMs: 2_000,
};

export interface WebServerOptions {
  listener: RequestListener;
  /** Given: HTTPS. With an authority, clients may show a certificate; browsers need none. */
  certificates: Certificates | undefined;
  limits: ServerLimits;
  /** One address, many people. */
  proxies: AddressList;
  log: Logger;
}

export interface WebServer {
  http: HttpServer | HttpsServer;
  renew(certificates: Certificates): void;
}

/** The one port of pages, interfaces and sockets, encrypted or not, with its patience limited. */
export function createWebServer(options: WebServerOptions): WebServer {
  const { listener, certificates, limits, log } = options;
  const timing = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    maxHeaderSize: limits.maxHeaderBytes,
    noDelay: true,
  };
  if (!certificates) {
    const http = createServer(timing, listener);
    guardConnections(http, options);
    return { http, renew: () => undefined };
  }

  const http = createTlsServer({ ...timing, ...contextOf(certificates) }, listener);
  guardConnections(http, options);
  http.on("tlsClientError", (cause, socket) =>
    log.info({ cause, remote: socket.remoteAddress }, "TLS handshake refused"),
  );
  return { http, renew: (renewed) => http.setSecureContext(contextOf(renewed)) };
}

const contextOf = ({ cert, key, ca }: Certificates) => ({
  ...MODERN_TLS,
  cert,
  key,
  ALPNProtocols: ["http/1.1"],
  // A browser has none and is let in; whether one that is shown counts is asked where it matters.
  ...(ca && { ca, requestCert: true, rejectUnauthorized: false }),
});

function guardConnections(
  http: HttpServer | HttpsServer,
  { limits, proxies, log }: WebServerOptions,
): void {
  const open = new Map<string, number>();
  http.maxConnections = limits.maxConnections;
  http.on("drop", () =>
    log.warn({ maxConnections: limits.maxConnections }, "too many connections"),
  );

  // Of an encrypted server this is the connection before its handshake.
  http.on("connection", (socket: Socket) => {
    const address = peerAddress(socket);
    if (proxies.includes(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count <= limits.connectionsPerAddress) return;
    if (count === limits.connectionsPerAddress + 1)
      log.warn({ address, limit: limits.connectionsPerAddress }, "too many connections of one");
    socket.destroy();
  });
}

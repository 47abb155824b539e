import type { IncomingMessage } from "node:http";
import { isOwnOrigin } from "#models/access/request-origin";
import { sessionCookieName } from "#models/access/session-cookie";
import {
  type RateVerdict,
  type TokenBuckets,
  createTokenBuckets,
} from "#models/shared/token-buckets";
import type { Logger } from "../logger";
import { findCookie } from "../realtime/handshake";
import { refuseActionCall } from "./action-call";
import { type AddressList, clientAddress, isLoopback, peerAddress } from "./client-address";
import { type RateLimits, addressKey, secretKey } from "./rate-limits";
import { type Refusal, tooManyRequests } from "./refusal";
import { announcedBytes } from "./request-body";
import { refuseRouterState } from "./router-state";
import { POLICY_REPORT_PATH, isCacheable } from "./security-headers";

type Limit = keyof RateLimits | "sockets";

export interface AdmissionOptions {
  /** Who may say for whom it speaks. */
  proxies: AddressList;
  /** We do not encrypt ourselves, so nobody but a proxy that does may come in from outside. */
  isProxyRequired: boolean;
  /** The address people type. */
  publicUrl: URL;
  /** The origins of our pages. */
  ownOrigins: readonly string[];
  limits: RateLimits;
  log: Logger;
  now: () => number;
  /** Told of whoever goes beyond a limit, at most once a minute for each address and limit. */
  onLimited?: (limited: { address: string; limit: Limit }) => void;
}

export interface Admission {
  /** Undefined when the request may go on. */
  refuseRequest(request: IncomingMessage, path: string): Refusal | undefined;
  /** The same for one that wants to become a socket. */
  refuseUpgrade(request: IncomingMessage): Refusal | undefined;
  tooManySockets(address: string): Refusal;
}

const METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];
/** Forms and what pages ask of the server: the largest is a list of a few hundred ids. */
export const MOST_BODY_BYTES = 262_144;

const SOCKET_PATH = "/socket.io/";
export const INGEST_PATH = "/api/ingest/vitals";
/** Where a screen on a wall asks to be paired. */
export const WALL_PAIR_PATH = "/api/wall/pair";
const PROBE_PATHS: readonly string[] = ["/api/health", "/api/ready"];
/** Programs and browsers' own reports name no page that they come from. */
const withoutOrigin = (path: string): boolean =>
  path === INGEST_PATH || path === POLICY_REPORT_PATH;
const SIGN_IN = /^\/(?:api\/auth\/(?:callback|signin)(?:\/|$)|sign-in(?:\/|$))/;

export const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

/** Judges requests by where they come from and how often, before anything looks at what they want. */
export function createAdmission(options: AdmissionOptions): Admission {
  const { proxies, isProxyRequired, publicUrl, ownOrigins, limits, log, now, onLimited } = options;
  const mayTell = createTokenBuckets({ perSecond: 1 / 60, burst: 1 }, now, 1_000);
  const cookieName = sessionCookieName(publicUrl.protocol === "https:");

  function tell(address: string, limit: Limit): void {
    if (!mayTell.take(`${limit} ${addressKey(address)}`).isAllowed) return;
    log.warn({ address, limit }, "limit reached");
    onLimited?.({ address, limit });
  }

  function limited(
    limit: keyof RateLimits,
    verdict: RateVerdict,
    address: string,
    what?: string,
  ): Refusal | undefined {
    if (verdict.isAllowed) return undefined;
    tell(address, limit);
    return tooManyRequests(verdict.retryAfterSeconds, what);
  }

  /** A sign-in form reads where to go from the answer, a refused one too. */
  const backToSignIn = (refusal: Refusal | undefined): Refusal | undefined =>
    refusal && { ...refusal, url: `${publicUrl.origin}/sign-in?error=too-many-requests` };

  function byRate(request: IncomingMessage, path: string): Refusal | undefined {
    if (isCacheable(path) || path === INGEST_PATH) return undefined;
    const address = clientAddress(request);
    const key = addressKey(address);
    const take = (limit: keyof RateLimits, buckets: TokenBuckets, what?: string) =>
      limited(limit, buckets.take(key), address, what);

    if (path === POLICY_REPORT_PATH) return take("policyReports", limits.policyReports, "reports");
    if (request.method === "POST" && SIGN_IN.test(decodeURIComponent(path))) {
      const refusal = take("signIns", limits.signIns, "attempts to sign in");
      if (refusal) return backToSignIn(refusal);
    }
    if (path === WALL_PAIR_PATH) {
      const refusal = take("wallPairings", limits.wallPairings, "attempts to pair a screen");
      if (refusal) return refusal;
    }
    if (path === SOCKET_PATH && !/[?&]sid=/.test(request.url ?? "")) {
      const refusal = take("handshakes", limits.handshakes, "connections");
      if (refusal) return refusal;
    }
    const cookie = findCookie(request.headers.cookie ?? "", cookieName);
    return (
      take("requests", limits.requests) ??
      (cookie === undefined
        ? undefined
        : limited("sessions", limits.sessions.take(secretKey(cookie)), address))
    );
  }

  const byWay = (request: IncomingMessage, path: string): Refusal | undefined => {
    if (!isProxyRequired || PROBE_PATHS.includes(path)) return undefined;
    const peer = peerAddress(request.socket);
    const isOwnMachine =
      isLoopback(peer) || request.socket.remoteAddress === request.socket.localAddress;
    return isOwnMachine || proxies.includes(peer) ? undefined : NOT_ENCRYPTED;
  };

  const byOrigin = ({ method = "", headers }: IncomingMessage, path: string) => {
    if (SAFE_METHODS.includes(method) || withoutOrigin(path)) return undefined;
    const fetchSite = headers["sec-fetch-site"];
    const isOurs = isOwnOrigin(
      {
        origin: headers.origin,
        fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
      },
      ownOrigins,
    );
    if (!isOurs) log.warn({ origin: headers.origin, method }, "request of a foreign origin");
    return isOurs ? undefined : FOREIGN;
  };

  return {
    tooManySockets(address) {
      tell(address, "sockets");
      return TOO_MANY_SOCKETS;
    },
    refuseUpgrade(request) {
      if (pathOf(request) !== SOCKET_PATH) return NO_SUCH_SOCKET;
      const address = clientAddress(request);
      return (
        byWay(request, SOCKET_PATH) ??
        limited("handshakes", limits.handshakes.take(addressKey(address)), address, "connections")
      );
    },
    refuseRequest(request, path) {
      if (!METHODS.includes(request.method ?? "")) return NO_SUCH_METHOD;
      if (!isReadable(path) || NUL.test(request.url ?? "")) return UNREADABLE_PATH;
      return (
        byWay(request, path) ??
        byRate(request, path) ??
        (path !== INGEST_PATH && announcedBytes(request) > MOST_BODY_BYTES
          ? TOO_LARGE
          : undefined) ??
        byOrigin(request, path) ??
        refuseRouterState(request) ??
        refuseActionCall(request, path)
      );
    },
  };
}

/** In no address of ours, query included: it ends a name in the file system, and no text of PostgreSQL's holds it. */
const NUL = /%00/;

/** Whoever decodes it later would throw. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

export const TOO_LARGE: Refusal = {
  status: 413,
  error: "too-large",
  detail: `A request may be ${MOST_BODY_BYTES / 1_024} kB long at most.`,
};
const TOO_MANY_SOCKETS: Refusal = {
  status: 429,
  error: "too-many-requests",
  detail: "Too many pages of this address are connected. Close some and try again.",
  retryAfterSeconds: 60,
};
const FOREIGN: Refusal = {
  status: 403,
  error: "forbidden",
  detail: "This request does not come from a page of ours. Open the page anew and try again.",
};
const NOT_ENCRYPTED: Refusal = {
  status: 403,
  error: "forbidden",
  detail: "This address is for the proxy alone. Use the https:// address of this system.",
};
const UNREADABLE_PATH: Refusal = {
  status: 400,
  error: "invalid-input",
  detail: "The address is not written as an address is. Check it and try again.",
};
const NO_SUCH_METHOD: Refusal = {
  status: 405,
  error: "method-not-allowed",
  detail: `Only ${METHODS.join(", ")} are answered here.`,
};
const NO_SUCH_SOCKET: Refusal = {
  status: 404,
  error: "not-found",
  detail: "There is no socket at this address.",
};

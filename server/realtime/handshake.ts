import type { IncomingMessage } from "node:http";
import { decode } from "next-auth/jwt";
import { SessionId } from "#models/shared/ids";

/**
 * Whether a handshake comes from one of our own pages. Browsers send `Origin` with every WebSocket
 * and every cross-site request, but not with a same-origin GET, which is how long-polling begins; there
 * `Sec-Fetch-Site` says the same and no page can forge it. Anything else, a program included, must name
 * an allowed origin.
 */
export function isAllowedOrigin(
  { headers }: Pick<IncomingMessage, "headers">,
  allowedOrigins: readonly string[],
): boolean {
  if (headers.origin !== undefined) return allowedOrigins.includes(headers.origin);
  return headers["sec-fetch-site"] === "same-origin";
}

/** The second is what next-auth uses over HTTPS. */
const COOKIE_NAMES = ["next-auth.session-token", "__Secure-next-auth.session-token"];

/** The session named by next-auth's cookie; undefined when it is absent, forged or out of date. */
export async function readSessionId(
  cookieHeader: string | undefined,
  secret: string,
): Promise<SessionId | undefined> {
  const token = findCookie(cookieHeader ?? "", COOKIE_NAMES);
  if (!token) return undefined;
  // It throws for anything it cannot decrypt, which is no more than somebody not signed in.
  const claims = await decode({ token, secret }).catch(() => null);
  return SessionId.safeParse(claims?.["sessionId"]).data;
}

function findCookie(header: string, names: readonly string[]): string | undefined {
  for (const pair of header.split(";")) {
    const separator = pair.indexOf("=");
    if (names.includes(pair.slice(0, separator).trim())) return pair.slice(separator + 1).trim();
  }
  return undefined;
}

import type { IncomingMessage } from "node:http";
import { decode } from "next-auth/jwt";
import { isOwnOrigin } from "#models/access/request-origin";
import { sessionCookieName } from "#models/access/session-cookie";
import { SessionId } from "#models/shared/ids";

/** Whether a handshake comes from one of our own pages. */
export function isAllowedOrigin(
  { headers }: Pick<IncomingMessage, "headers">,
  allowedOrigins: readonly string[],
): boolean {
  const fetchSite = headers["sec-fetch-site"];
  return isOwnOrigin(
    { origin: headers.origin, fetchSite: typeof fetchSite === "string" ? fetchSite : undefined },
    allowedOrigins,
  );
}

/** The session named by next-auth's cookie; undefined when it is absent, forged or out of date. */
export async function readSessionId(
  cookieHeader: string | undefined,
  secret: string,
): Promise<SessionId | undefined> {
  const header = cookieHeader ?? "";
  // One that only HTTPS of this very host can have set goes before one that anybody might have.
  const token =
    findCookie(header, sessionCookieName(true)) ?? findCookie(header, sessionCookieName(false));
  if (!token) return undefined;
  // It throws for anything it cannot decrypt, which is no more than somebody not signed in.
  const claims = await decode({ token, secret }).catch(() => null);
  return SessionId.safeParse(claims?.["sessionId"]).data;
}

export function findCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const separator = pair.indexOf("=");
    if (pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return undefined;
}

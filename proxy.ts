import { type NextRequest, NextResponse } from "next/server";
import { NONCE_HEADER, REQUEST_PATH_HEADER } from "./app/_lib/request-headers";

// React evaluates source text in development to show a server's stack in the browser.
const isDevelopment = process.env.NODE_ENV === "development";

/** The server has settled these before the pages are asked; see server/http/client-address.ts. */
const isEncrypted = ({ headers }: NextRequest): boolean =>
  headers.get("x-forwarded-proto") === "https";

/** The sockets of this host, by name: not every browser takes them for 'self'. */
function ownSockets(request: NextRequest): string {
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? "";
  if (!/^[a-z0-9.[\]:-]+$/i.test(host)) return "";
  return ` ${isEncrypted(request) ? "wss" : "ws"}://${host}`;
}

/**
 * Scripts and style sheets need this answer's nonce. Style attributes may be inline: Mantine and the charts
 * size their parts with them, no nonce can allow them, and they load nothing.
 */
const contentSecurityPolicy = (request: NextRequest, nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${ownSockets(request)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // An evaluation on one's own machine may run on plain HTTP.
    ...(isEncrypted(request) ? ["upgrade-insecure-requests"] : []),
    "report-uri /api/csp-report",
    // Browsers that know it leave the older one aside, and send it over HTTPS only.
    ...(isEncrypted(request) ? ["report-to csp"] : []),
  ].join("; ");

/**
 * A downtime report is shown as it lies on the disk, with the styles that are written in it. It runs and loads
 * nothing, and its own policy takes no other style.
 */
const isDowntimeReport = ({ nextUrl }: NextRequest): boolean =>
  nextUrl.pathname.startsWith("/downtime/");
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Tells the pages where they are and which scripts and styles may run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = isDowntimeReport(request) ? REPORT_POLICY : contentSecurityPolicy(request, nonce);

  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set("content-security-policy", policy);
  headers.set(REQUEST_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)"],
};

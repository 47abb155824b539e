import { type NextRequest, NextResponse } from "next/server";
import { NONCE_HEADER, REQUEST_PATH_HEADER } from "./app/_lib/request-headers";

// React evaluates source text in development to show a server's stack in the browser.
const isDevelopment = process.env.NODE_ENV === "development";

/**
 * Scripts need this answer's nonce. Styles may be inline: Mantine sizes its parts with style
 * attributes, which no nonce can allow. No `upgrade-insecure-requests`: a hospital's evaluation
 * may run on plain HTTP.
 */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // 'self' does not cover ws: in every browser we support.
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Tells the pages where they are and which scripts may run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);

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

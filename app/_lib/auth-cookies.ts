import "server-only";
import type { CookiesOptions } from "next-auth";
import { sessionCookieName } from "#models/access/session-cookie";
import { env } from "./env";

export const isHttps = (): boolean => env().NEXTAUTH_URL.startsWith("https:");

/**
 * None can be read by a script, and over HTTPS none can be set by anybody but this host.
 *
 * The session is "lax", not "strict": with "strict" a link in a mail, in the hospital's intranet, or the
 * way back from its sign-in service would arrive without it, and people would be asked to sign in though
 * they are. What it would protect is protected otherwise: nothing is changed by a GET, and everything that
 * changes something must come from an origin of ours.
 */
export function authCookies(): Partial<CookiesOptions> {
  const secure = isHttps();
  const prefix = secure ? "__Host-" : "";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    sessionToken: { name: sessionCookieName(secure), options },
    callbackUrl: { name: `${prefix}next-auth.callback-url`, options },
    // Read only where it was asked for: by the form of our own sign-in page.
    csrfToken: {
      name: `${prefix}next-auth.csrf-token`,
      options: { ...options, sameSite: "strict" },
    },
  };
}

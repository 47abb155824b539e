/**
 * The cookie that names the session. Over HTTPS it has the `__Host-` prefix: a browser takes it only with
 * `Secure`, for this host alone, so that neither a sibling host nor a page without encryption can plant one.
 */
export const sessionCookieName = (isHttps: boolean): string =>
  isHttps ? "__Host-next-auth.session-token" : "next-auth.session-token";

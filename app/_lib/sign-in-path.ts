/** A path on this site, and nothing that a browser would read as another one (`//host`, `/\host`). */
export const safeReturnPath = (path: string | null | undefined): string | undefined =>
  path && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(path) && !path.startsWith("/sign-in")
    ? path
    : undefined;

/** The sign-in page, told why one is there and where to go afterwards. */
export function signInPath({
  reason,
  returnTo,
}: {
  reason?: string | undefined;
  returnTo?: string | undefined;
}): string {
  const query = new URLSearchParams();
  if (reason) query.set("reason", reason);
  const safe = safeReturnPath(returnTo);
  if (safe && safe !== "/") query.set("returnTo", safe);
  const search = query.toString();
  return search ? `/sign-in?${search}` : "/sign-in";
}

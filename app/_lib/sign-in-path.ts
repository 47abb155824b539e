/** Ours are a few hundred characters; a header that repeats a longer one is more than browsers read. */
const LONGEST_PATH = 2_000;

/** A path on this site, and nothing that a browser would read as another one (`//host`, `/\host`). */
export const safeReturnPath = (path: string | null | undefined): string | undefined =>
  path &&
  path.length <= LONGEST_PATH &&
  /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(path) &&
  !path.startsWith("/sign-in")
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
  return withReturn("/sign-in", reason ? { reason } : {}, returnTo);
}

/** Where a right password leads; who has no second factor is sent on to enrol one. */
export const secondStepPath = (returnTo: string): string =>
  withReturn("/sign-in/second-factor", {}, returnTo);

export const enrolPath = (returnTo: string): string => withReturn("/sign-in/enrol", {}, returnTo);

/** Where somebody who came in by an issued password chooses their own. */
export const newPasswordPath = (returnTo: string | undefined): string =>
  withReturn("/sign-in/new-password", {}, returnTo);

function withReturn(
  path: string,
  parameters: Record<string, string>,
  returnTo: string | undefined,
): string {
  const query = new URLSearchParams(parameters);
  const safe = safeReturnPath(returnTo);
  if (safe && safe !== "/") query.set("returnTo", safe);
  const search = query.toString();
  return search ? `${path}?${search}` : path;
}

/** What a browser says of the page that a request comes from; it cannot be set by that page. */
export interface RequestOrigin {
  /** The `Origin` header: scheme, host and port. A sandboxed frame sends "null". */
  origin: string | undefined;
  /** The `Sec-Fetch-Site` header. */
  fetchSite: string | undefined;
}

/**
 * Whether a request comes from one of our own pages: the one rule against forged requests, for pages,
 * interfaces and sockets alike.
 *
 * Browsers send `Origin` with every WebSocket and every request that may change something, but not with a
 * same-origin GET, which is how long-polling begins; there `Sec-Fetch-Site` says the same. Anything else, a
 * program included, must name an origin of ours. The list is the configuration's: no header, such as a host
 * that a stranger forwards, can add to it.
 */
export function isOwnOrigin(
  { origin, fetchSite }: RequestOrigin,
  ownOrigins: readonly string[],
): boolean {
  if (origin !== undefined) return ownOrigins.includes(origin);
  return fetchSite === "same-origin";
}

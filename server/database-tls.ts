import { isLoopbackHost } from "./http/client-address";

/** Modes in which the server is not asked who it is, or nothing is encrypted at all. */
const UNVERIFIED_MODES: readonly string[] = ["disable", "allow", "prefer", "no-verify"];
/** Parameters of `pg` that change what a mode means. */
const OVERRULING = ["ssl", "uselibpqcompat"] as const;

/** `postgres://user@/database` is no URL to anybody but PostgreSQL's clients: the host is in `?host=`. */
const parse = (url: string): URL => new URL(url.replace("@/", "@localhost/"));

/** Whether the connection stays on this machine: its loopback, or a socket in its file system. */
export function isLocalDatabase(url: string): boolean {
  const { hostname, searchParams } = parse(url);
  const host = searchParams.get("host") || decodeURIComponent(hostname);
  return host.startsWith("/") || isLoopbackHost(host);
}

/** Why production refuses this address; undefined when it may be used. Never repeats the address. */
export function databaseTlsProblem(url: string): string | undefined {
  if (isLocalDatabase(url)) return undefined;
  const { searchParams } = parse(url);
  const mode = searchParams.get("sslmode");
  if (mode !== null && UNVERIFIED_MODES.includes(mode))
    return `has sslmode=${mode}, which does not prove that it is your database at the other end: use sslmode=verify-full, with DATABASE_CA_FILE for an authority of your own`;
  const overruling = OVERRULING.find((name) => searchParams.has(name));
  if (overruling !== undefined)
    return `has ${overruling}=…, which can switch verification off: leave it out, sslmode=verify-full is what is used`;
  return undefined;
}

/**
 * The address with encryption and verification of the server's certificate and name asked for. `pg` reads
 * them from there, so every connection of every part has them.
 */
export function verifiedDatabaseUrl(url: string, caFile?: string): string {
  if (isLocalDatabase(url) && caFile === undefined) return url;
  const verified = parse(url);
  for (const name of OVERRULING) verified.searchParams.delete(name);
  verified.searchParams.set("sslmode", "verify-full");
  if (caFile !== undefined) verified.searchParams.set("sslrootcert", caFile);
  return verified.href;
}

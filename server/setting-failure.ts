const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use by another program",
  EADDRNOTAVAIL: "is not an address of this machine",
  EACCES: "is not allowed to this user",
  EPERM: "is not allowed to this user",
  ENOENT: "is not there and cannot be made",
  EROFS: "is on a file system that cannot be written",
  ENOSPC: "is on a file system that is full",
  EEXIST: "is a file, not a folder",
  ENOTDIR: "is inside a file, not a folder",
  ENOTFOUND: "names a host that is not known",
  ECONNREFUSED: "names a server that does not answer",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a certificate of its own making: name its authority",
  SELF_SIGNED_CERT_IN_CHAIN: "shows a certificate of an authority that is not known: name it",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "shows a certificate of an authority that is not known: name it",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "shows a certificate of an authority that is not known: name it",
  CERT_HAS_EXPIRED: "shows a certificate that is out of date",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a certificate for another name",
  "28P01": "holds a password that the server refuses",
  "28000": "names a user that the server refuses",
  "3D000": "names a database that does not exist",
};

/** A failure of the system as the setting it comes from: what an operator can change. */
export class SettingFailure extends Error {}

/** Waits for `work`; what fails is told as `setting` and why. A secret does not belong into `setting`. */
export async function naming<T>(setting: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new SettingFailure(`${setting} ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const failure = cause instanceof AggregateError ? cause.errors[0] : cause;
  if (!(failure instanceof Error)) return "cannot be used";
  const code = codeOf(failure);
  return (code && REASONS[code]) ?? `cannot be used: ${failure.message}`;
}

/** Of an error of the system or of PostgreSQL. */
export const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined;

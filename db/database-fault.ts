/** What PostgreSQL says of an error: its SQLSTATE and the constraint, when it is the server that spoke. */
export interface DatabaseFault {
  code: string;
  constraint: string | undefined;
}

/** The server's own complaint, or undefined for a lost connection and for anything else. */
export function databaseFault(cause: unknown): DatabaseFault | undefined {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string")
    return undefined;
  if (!/^[0-9A-Z]{5}$/.test(cause.code) || cause.code.startsWith("E")) return undefined;
  const constraint = "constraint" in cause ? cause.constraint : undefined;
  return { code: cause.code, constraint: typeof constraint === "string" ? constraint : undefined };
}

/** Data exceptions, integrity constraints, program limits. Anything else is the server's own trouble. */
const OF_THE_CONTENT = /^(22|23|54)/;

/** Whether the content of a write is to blame, so that it would fail again as it is. */
export function isContentFault(cause: unknown): boolean {
  if (cause instanceof RangeError) return true; // from the encoders of db/binary-array
  const fault = databaseFault(cause);
  return fault !== undefined && OF_THE_CONTENT.test(fault.code);
}

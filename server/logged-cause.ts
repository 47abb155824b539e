/** What is told of a failure; `cause` is what brought it about. */
export interface LoggedCause {
  type: string;
  message: string;
  stack: string | undefined;
  [identifier: string]: unknown;
}

/**
 * Properties of an error that name things of ours or of the system's. All others stay out of the log:
 * PostgreSQL puts the row it refused into `detail`, and parameters into `where`.
 */
const IDENTIFIERS = [
  "code",
  "syscall",
  "address",
  "port",
  "path",
  "table",
  "constraint",
  "routine",
];

/** What an SQLSTATE of class 22 quotes is the value it could not read. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;
const QUOTED = /"[^]*"/;

const DEEPEST = 5;

/** A failure as the log may hold it, with its chain of causes and without anybody's data. */
export function loggedCause(cause: unknown, depth = 0): LoggedCause | undefined {
  if (!(cause instanceof Error)) {
    return cause === undefined
      ? undefined
      : { type: typeof cause, message: "not an error", stack: undefined };
  }
  const known = Object.entries(cause).filter(([name]) => IDENTIFIERS.includes(name));
  const brought = depth < DEEPEST ? loggedCause(cause.cause, depth + 1) : undefined;
  const several = cause instanceof AggregateError ? cause.errors.slice(0, DEEPEST) : [];
  return {
    ...Object.fromEntries(known),
    type: cause.name,
    message: withoutValues(cause, cause.message),
    stack: cause.stack && withoutValues(cause, cause.stack),
    ...(brought && { cause: brought }),
    ...(several.length > 0 && { errors: several.map((each) => loggedCause(each, DEEPEST)) }),
  };
}

function withoutValues(error: Error, text: string): string {
  const isOfData =
    "code" in error && typeof error.code === "string" && DATA_EXCEPTION.test(error.code);
  return isOfData ? text.replace(QUOTED, '"…"') : text;
}

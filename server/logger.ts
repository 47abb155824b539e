import pino from "pino";
import { loggedCause } from "./logged-cause";

/**
 * Fields carry identifiers and counts, never a patient's name, number, values or notes.
 * A failure is given as `cause`, so that its chain is kept.
 */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** One JSON line per event on standard error, so that standard output stays for people and their tools. */
export const createLogger = (level: LogLevel): Logger =>
  pino(
    {
      level,
      base: null,
      serializers: { cause: loggedCause },
      redact: ["password", "token", "*.password", "*.token"],
    },
    pino.destination({ fd: 2, sync: false }),
  );

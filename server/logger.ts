import pino, { type DestinationStream } from "pino";
import { redactFields, redactText } from "./redaction";

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

/**
 * One JSON line per event on standard error, so that standard output stays for people and their tools.
 * Whatever is given to it by mistake, secrets and messages stay out of it.
 */
export const createLogger = (
  level: LogLevel,
  destination: DestinationStream = pino.destination({ fd: 2, sync: false }),
): Logger =>
  pino(
    {
      level,
      base: null,
      formatters: { log: redactFields },
      // pino's own would write an error out before it is looked at.
      serializers: { err: (fields: unknown) => fields },
      hooks: {
        logMethod(given, method) {
          const [fields, message, ...rest] = given;
          method.apply(this, [
            fields,
            typeof message === "string" ? redactText(message) : message,
            ...rest,
          ]);
        },
      },
    },
    destination,
  );

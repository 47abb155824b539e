import "server-only";
import { env } from "./env";
import { timeFormat, type TimeFormat } from "./format-time";

let format: TimeFormat | undefined;

/** The hospital's clock for server components. */
export const hospitalTime = (): TimeFormat => (format ??= timeFormat(env().HOSPITAL_TIME_ZONE));

import { loggedCause } from "./logged-cause";

export const REDACTED = "[redacted]";

/**
 * Names of fields that hold a secret or what a message said, by their ends, without case or separators:
 * `databasePassword`, `X-Api-Key` and `set-cookie` are all meant.
 */
const SECRET_NAME =
  /(?:password|passwd|passphrase|pwd|secret|token|cookies?|authorization|apikey|privatekey|masterkey|datakey|sealkey|auditkey|recoverycodes?|otp|nonce|credentials?|connectionstring|databaseurl|headers|content|hl7|payload|body)$/;
/** What is known of a patient; none of it belongs into a log under any name. */
const PATIENT_NAME =
  /^(?:medicalrecords?|visitnumber|family|familyname|given|givenname|birthon|bornon|patientname|freetext|note|notes|reasontext)$/;

/** Each with what stays of it. Order matters: what spans most goes first. */
const SECRET_TEXTS: readonly (readonly [pattern: RegExp, kept: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*-----|$)/g, REDACTED],
  // From the first segment on it is all a patient's.
  [/(?:MSH\|\^~|(?:EVN|PID|PV1|NK1|OBR|OBX|AL1|DG1)\|)[^]*/g, "[message redacted]"],
  // Greedy, because a password may hold an @ or a / that nobody escaped.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"'<>]*):[^\s"'<>]*@/gi, `$1:${REDACTED}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\bwc[fgw]_[\w-]+/g, REDACTED],
  [/\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g, REDACTED],
  [/\$argon2[\w$=,+/.-]+/g, REDACTED],
  [/((?:__Host-|__Secure-)?next-auth\.[\w.-]+)=[^;\s"']+/g, `$1=${REDACTED}`],
  [
    /\b((?:[\w-]*(?:password|passwd|pwd|secret|token|api_?key))["']?\s*[=:]\s*["']?)(?!\[redacted\])[^\s"'&;,)}]+/gi,
    `$1${REDACTED}`,
  ],
];

const DEEPEST = 8;
const MOST_ITEMS = 100;

/** A text without the secrets and messages that may stand in it. */
export const redactText = (text: string): string =>
  SECRET_TEXTS.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), text);

/**
 * The fields of a log line as they may be written: no secret by its name or by its look, no message, and of
 * an error only what identifies it, wherever it is nested. What is no plain data is named, not shown.
 */
export function redactFields(fields: object): Record<string, unknown> {
  const seen = new Set<object>();
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      // Something thrown that is no error may be anything, so nothing of it is told.
      name === "cause" && !(value instanceof Error)
        ? loggedCause(value)
        : redactField(name, value, 0, seen),
    ]),
  );
}

function redactField(name: string, value: unknown, depth: number, seen: Set<object>): unknown {
  const plainName = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const isSecret = SECRET_NAME.test(plainName) || PATIENT_NAME.test(plainName);
  // Whether there is one at all is worth knowing, and how many.
  if (isSecret && value !== undefined && value !== null && typeof value !== "boolean")
    return typeof value === "number" ? value : REDACTED;
  return redact(value, depth, seen);
}

function redact(value: unknown, depth: number, seen: Set<object>): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Error) return redactNested({ ...loggedCause(value) }, depth, seen);
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= DEEPEST || seen.has(value)) return "[…]";

  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
    return redactNested(value, depth, seen);
  return Object.getPrototypeOf(value) === null
    ? redactNested(value, depth, seen)
    : `[${value.constructor?.name ?? "object"}]`;
}

function redactNested(value: object, depth: number, seen: Set<object>): unknown {
  seen.add(value);
  const nested = Array.isArray(value)
    ? value.slice(0, MOST_ITEMS).map((item) => redact(item, depth + 1, seen))
    : Object.fromEntries(
        Object.entries(value).map(([name, field]) => [
          name,
          redactField(name, field, depth + 1, seen),
        ]),
      );
  seen.delete(value);
  return nested;
}

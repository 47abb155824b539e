import type { IncomingMessage } from "node:http";
import { parseJson } from "./request-body";
import type { Refusal } from "./refusal";

// Pages call actions by POST, with the action's id in a header and the arguments as JSON. What is not
// like that would fail somewhere within, and be answered as our fault.

const ACTION_ID = /^[0-9a-f]{42}$/;
const JSON_TYPE = /^text\/plain(?:;|$)/i;
const FORM_TYPE = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)(?:;|$)/i;

/** An action, or what would be taken for one: a form that is sent to a page. */
export function refuseActionCall(request: IncomingMessage, path: string): Refusal | undefined {
  if (request.method !== "POST") return undefined;
  const type = request.headers["content-type"]?.trim() ?? "";
  if (!isActionCall(request))
    return FORM_TYPE.test(type) && !path.startsWith("/api/") ? NO_FORM : undefined;
  if (!ACTION_ID.test(String(request.headers["next-action"]))) return NO_ACTION;
  return JSON_TYPE.test(type) ? undefined : NO_ARGUMENTS;
}

export const isActionCall = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && headers["next-action"] !== undefined;

/** A list of arguments, in which everything that stands for something else stands for a plain value. */
export function isArguments(body: string): boolean {
  const given = parseJson(body);
  return Array.isArray(given) && isPlain(given);
}

function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !value.startsWith("$") || PLAIN_MARK.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isPlain);
}

/** An escaped string, nothing, an instant, a number without digits. All others name a part that is not there. */
const PLAIN_MARK = /^\$(?:\$|undefined$|D|NaN$|Infinity$|-Infinity$|-0$)/;

const NO_ACTION: Refusal = {
  status: 404,
  error: "not-found",
  detail: "There is no such action. Load the page anew and try again.",
};
const NO_FORM: Refusal = {
  status: 415,
  error: "unsupported-media-type",
  detail: "Pages take no forms. Load the page anew and try again.",
};
const NO_ARGUMENTS: Refusal = {
  status: 415,
  error: "unsupported-media-type",
  detail: "An action's arguments are JSON sent as text/plain.",
};
export const NOT_ARGUMENTS: Refusal = {
  status: 400,
  error: "invalid-input",
  detail: "These are no arguments of an action. Load the page anew and try again.",
};

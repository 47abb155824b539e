import type { IncomingMessage } from "node:http";
import { parseJson } from "./request-body";
import type { Refusal } from "./refusal";

// Pages send, with what they fetch, the tree of segments they show: a list of lists as JSON, encoded as
// part of an address. What is not like that would fail somewhere within, and be answered as our fault.

const HEADER = "next-router-state-tree";
const MOST_BYTES = 8_192;
/** A page of ours lies four segments deep; each takes two levels. */
const MOST_NESTED = 64;

export function refuseRouterState({ headers }: IncomingMessage): Refusal | undefined {
  const given = headers[HEADER];
  return given === undefined || (typeof given === "string" && isRouterState(given))
    ? undefined
    : NO_ROUTER_STATE;
}

function isRouterState(text: string): boolean {
  if (text.length > MOST_BYTES) return false;
  return Array.isArray(parseJson(decoded(text) ?? "", MOST_NESTED));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const NO_ROUTER_STATE: Refusal = {
  status: 400,
  error: "invalid-input",
  detail: "This request does not say properly which page it comes from. Load the page anew.",
};

import { setTimeout } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { builtAction, type Endpoint } from "./endpoints";
import type { Outcome, Place, Rule } from "./matrix";
import type { Principal } from "./principals";

/** Asks as that person and says what came of it. Throws for an answer that is none of the four. */
export async function ask(
  { url, doors }: { url: string; doors: Doors },
  endpoint: Endpoint,
  rule: Rule,
  principal: Principal,
  place: Place,
): Promise<Outcome | "unreachable"> {
  const [kind = "", name = ""] = splitOnce(endpoint);
  const { path, body, query } = rule.ask?.(place) ?? {};
  if (kind === "event") return doors.ask(name, principal, body);

  if (kind === "action") {
    const action = builtAction(endpoint);
    if (!action) return "unreachable";
    const answer = await request(url, fill(action.page, path), principal, {
      method: "POST",
      headers: { "next-action": action.id, "content-type": "text/plain;charset=UTF-8" },
      body: JSON.stringify([body ?? {}]),
    });
    return outcomeOfAction(answer);
  }

  const method = kind === "page" || kind === "server" ? (rule.isPosted ? "POST" : "GET") : kind;
  const answer = await request(url, fill(name, path) + (query ? `?${query}` : ""), principal, {
    method,
    ...(method !== "GET" && (rule.isForm ? FORM : { body: JSON.stringify(body ?? {}) })),
  });
  if (answer.status === 429 && rule.to !== "anyone") {
    // Some long answers are given to one at a time.
    await setTimeout(BUSY_MS);
    return ask({ url, doors }, endpoint, rule, principal, place);
  }
  if (rule.isAbsent && answer.status === 404) return "let-in";
  // What was sent is not what it wants, or comes too often: that is said to whoever is let in.
  if (rule.to === "anyone" && [400, 429].includes(answer.status)) return "let-in";
  return outcomeOfPage(answer, `${endpoint} as ${principal.role}, ${principal.state}`);
}

const BUSY_MS = 250;
const FORM = { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "" };

const splitOnce = (endpoint: Endpoint): string[] => {
  const at = endpoint.indexOf(" ");
  return [endpoint.slice(0, at), endpoint.slice(at + 1)];
};

const fill = (pattern: string, parameter: string | undefined): string =>
  pattern.replace(/\[[^\]]+\]/, parameter ?? "");

interface Answer {
  status: number;
  location: string;
  text: string;
}

async function request(
  url: string,
  path: string,
  { cookie }: Principal,
  init: { method: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    ...init,
    redirect: "manual",
    headers: {
      origin: url,
      accept: "*/*",
      // On the same machine, packing and unpacking some thousand pages is work for nothing.
      "accept-encoding": "identity",
      ...(cookie && { cookie }),
      ...init.headers,
    },
  });
  return {
    status: response.status,
    location: response.headers.get("location") ?? "",
    text: await response.text(),
  };
}

const OUTCOME_OF_CODE: Readonly<Record<string, Outcome>> = {
  unauthenticated: "sign-in",
  forbidden: "forbidden",
  "step-up-required": "step-up",
};

/** Of a result that is not ok, whether its error is a code or carries one. */
const codeIn = (text: string): string | undefined => /"(?:code|error)":"([a-z-]+)"/.exec(text)?.[1];

function outcomeOfPage({ status, location, text }: Answer, asked: string): Outcome {
  const isRedirect = status >= 300 && status < 400;
  if (isRedirect) return location.includes("/sign-in") ? "sign-in" : "let-in";
  if (status === 401) return "sign-in";
  if (status === 403) return codeIn(text) === "step-up-required" ? "step-up" : "forbidden";
  if (status < 400) return "let-in";
  throw new Error(`${asked}: answered with ${status}`);
}

/** A refusal is an answer with a code, or the status of a page; anything the action says of the input is past the door. */
function outcomeOfAction(answer: Answer): Outcome {
  const outcome = OUTCOME_OF_CODE[codeIn(answer.text) ?? ""];
  return outcome ?? outcomeOfPage(answer, "an action");
}

type Reply = { ok: true } | { ok: false; error: { code: string } };

/** One for each person: whoever is refused at the door is refused for every event behind it. */
export class Doors {
  readonly #doors = new Map<Principal, Promise<{ socket: Socket; refusal: string | undefined }>>();

  constructor(private readonly url: string) {}

  async ask(event: string, principal: Principal, request: unknown): Promise<Outcome> {
    const door = this.#doors.get(principal) ?? this.#knock(principal);
    this.#doors.set(principal, door);
    const { socket, refusal } = await door;
    if (refusal !== undefined) {
      if (refusal === "unauthenticated") return "sign-in";
      throw new Error(`event ${event}: the socket was refused with ${refusal}`);
    }
    const reply = (await socket.timeout(10_000).emitWithAck(event, request)) as Reply;
    return reply.ok ? "let-in" : (OUTCOME_OF_CODE[reply.error.code] ?? "let-in");
  }

  async close(): Promise<void> {
    for (const door of this.#doors.values()) (await door).socket.close();
  }

  async #knock({ cookie }: Principal) {
    const socket = io(this.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: this.url, ...(cookie && { cookie }) },
    });
    const refusal = await new Promise<string | undefined>((done) => {
      socket.once("connect", () => done(undefined));
      socket.once("connect_error", ({ message }) => done(message));
    });
    return { socket, refusal };
  }
}

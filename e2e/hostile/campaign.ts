import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { builtAction, type Endpoint } from "../access/endpoints";
import { ACCESS_MATRIX, type Place, type Rule } from "../access/matrix";
import type { Principal } from "../access/principals";
import { attempt, type HttpAttempt } from "./http-attempt";
import { type Finding, judge } from "./judge";
import { change, type Change, hostileText, spoil } from "./payload";
import type { SocketPool } from "./socket-pool";

export interface CampaignOptions {
  url: string;
  place: Place;
  principals: readonly Principal[];
  sockets: SocketPool;
  gatewayToken: string;
  secrets: ReadonlyMap<string, string>;
  attempts: number;
  seed: number;
  inFlight: number;
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

export interface CampaignResult {
  attempts: number;
  /** How many were answered with each status, or each code over a socket. */
  answers: Record<string, number>;
  byKind: Record<string, number>;
  findings: Finding[];
}

interface Plan {
  target: [Endpoint, Rule];
  principal: Principal;
  how: Change;
  /** What else is spoilt: nothing, the path's parameter, the query, a header, the cookie, the method. */
  aside: "nothing" | "parameter" | "query" | "header" | "cookie" | "method" | "type";
  text: string;
}

const CHUNK = 500;

/** Sends random and mutated requests at every endpoint, and judges every answer. Repeatable by its seed. */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const result: CampaignResult = { attempts: 0, answers: {}, byKind: {}, findings: [] };
  const plans = planner(options);
  const running = new Set<Promise<void>>();

  for (let chunk = 0; result.attempts + running.size < options.attempts; chunk += 1) {
    for (const plan of fc.sample(plans, { seed: options.seed + chunk, numRuns: CHUNK })) {
      if (result.attempts + running.size >= options.attempts || options.signal.aborted) break;
      const run = carryOut(plan, options, result).finally(() => {
        running.delete(run);
        result.attempts += 1;
        options.onProgress(result.attempts);
      });
      running.add(run);
      if (running.size >= options.inFlight) await Promise.race(running);
    }
    if (options.signal.aborted) break;
  }
  await Promise.all(running);
  return result;
}

function planner({ principals }: CampaignOptions): fc.Arbitrary<Plan> {
  const targets = Object.entries(ACCESS_MATRIX).filter(([endpoint]) =>
    endpoint.startsWith("action ") ? builtAction(endpoint) !== undefined : true,
  );
  const ofKind = (kind: RegExp) => fc.constantFrom(...targets.filter(([name]) => kind.test(name)));
  return fc.record({
    target: fc.oneof(
      { weight: 8, arbitrary: ofKind(/^event /) },
      { weight: 3, arbitrary: ofKind(/^action /) },
      { weight: 4, arbitrary: ofKind(/^(GET|POST) /) },
      { weight: 4, arbitrary: ofKind(/^server \/api\/ingest/) },
      { weight: 1, arbitrary: ofKind(/^server /) },
      { weight: 2, arbitrary: ofKind(/^page /) },
    ),
    principal: fc.constantFrom(...principals),
    how: change,
    aside: fc.constantFrom(
      ...([
        "nothing",
        "nothing",
        "parameter",
        "query",
        "header",
        "cookie",
        "method",
        "type",
      ] as const),
    ),
    text: hostileText,
  });
}

async function carryOut(
  plan: Plan,
  options: CampaignOptions,
  result: CampaignResult,
): Promise<void> {
  const [endpoint, rule] = plan.target;
  const kind = endpoint.split(" ", 1)[0] ?? "";
  result.byKind[kind] = (result.byKind[kind] ?? 0) + 1;
  const where = `${endpoint} as ${plan.principal.role}, ${plan.principal.state}`;
  const valid = endpoint.includes("/api/ingest/") ? validBatch() : rule.ask?.(options.place).body;
  const { value, text } = spoil(valid ?? {}, plan.how);
  const count = (answer: string) => (result.answers[answer] = (result.answers[answer] ?? 0) + 1);

  try {
    if (kind === "event") {
      const name = endpoint.slice("event ".length);
      const answer = await options.sockets.ask(plan.principal, name, value);
      count(answer.code);
      const answered = { status: 200, contentType: "", headers: "", text: answer.text };
      result.findings.push(...judge(where, answered, { ...options, sent: text }));
      return;
    }
    const sent = httpOf(plan, options, text);
    const answer = await attempt(options.url, sent);
    count(String(answer.status));
    result.findings.push(
      ...judge(where, answer, { ...options, sent: `${sent.path}\n${text}\n${plan.text}` }).map(
        (finding) => ({ ...finding, where: `${finding.where}: ${digestOf(sent)}` }),
      ),
    );
  } catch (cause) {
    count("no answer");
    const detail = cause instanceof Error ? cause.message : String(cause);
    if (!isAnAnswer(detail)) result.findings.push({ what: "no answer", where, detail });
  }
}

/**
 * A connection that is ended in the middle of what is refused is an answer too: of the one who sent it,
 * and of those who shared the socket. What the client's own library cannot write was never sent.
 */
const isAnAnswer = (detail: string): boolean =>
  /ECONNRESET|EPIPE|socket hang up|socket has been disconnected|call stack size/.test(detail);

/** Enough to find the attempt again in a run with the same seed, without printing what it held. */
const digestOf = ({ method, path, body }: HttpAttempt): string =>
  `${method} ${path.slice(0, 80)} ${createHash("sha256")
    .update(body ?? "")
    .digest("hex")
    .slice(0, 12)}`;

function httpOf(
  plan: Plan,
  { url, place, gatewayToken }: CampaignOptions,
  text: string,
): HttpAttempt {
  const [endpoint, rule] = plan.target;
  const [kind = "", name = ""] = [
    endpoint.slice(0, endpoint.indexOf(" ")),
    endpoint.slice(endpoint.indexOf(" ") + 1),
  ];
  const asked = rule.ask?.(place) ?? {};
  const action = kind === "action" ? builtAction(endpoint) : undefined;
  const parameter = plan.aside === "parameter" ? plan.text : (asked.path ?? "");
  const query = plan.aside === "query" ? `range=${plan.text}&unit=${plan.text}` : asked.query;
  const path =
    (action?.page ?? name).replace(/\[[^\]]+\]/, () => parameter) + (query ? `?${query}` : "");

  const isIngest = name.includes("/api/ingest/");
  const usual =
    kind === "page" || kind === "GET" || (kind === "server" && !isIngest) ? "GET" : "POST";
  const method =
    plan.aside === "method"
      ? (["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"][plan.text.length % 6] ?? "PUT")
      : usual;
  const cookie =
    plan.aside === "cookie" ? `next-auth.session-token=${plan.text}` : plan.principal.cookie;
  const headers: Record<string, string> = {
    origin: url,
    "content-type":
      plan.aside === "type"
        ? (["text/plain", "multipart/form-data; boundary=x", "application/xml", plan.text][
            plan.text.length % 4
          ] ?? "text/plain")
        : action
          ? "text/plain;charset=UTF-8"
          : "application/json",
    ...(cookie && { cookie }),
    ...(action && { "next-action": plan.aside === "header" ? plan.text : action.id }),
    ...(isIngest && {
      authorization: `Bearer ${plan.aside === "cookie" ? plan.text : gatewayToken}`,
    }),
    ...(plan.aside === "header" && {
      "x-forwarded-host": plan.text,
      "x-forwarded-for": plan.text,
      "x-wardcast-path": plan.text,
      "next-router-state-tree": plan.text,
      rsc: "1",
      "user-agent": plan.text,
    }),
  };
  const hasBody = method !== "GET" && method !== "HEAD" && method !== "TRACE";
  return { method, path, headers, body: hasBody ? (action ? `[${text}]` : text) : undefined };
}

const validBatch = () => ({
  messageId: randomUUID(),
  sentAt: new Date().toISOString(),
  observations: [
    {
      bed: { unit: "SDU", label: "19" },
      code: "8867-4",
      codeSystem: "LN",
      value: 80,
      unit: "/min",
      observedAt: new Date().toISOString(),
    },
  ],
});

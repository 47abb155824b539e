import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { parseJson, readBody } from "../http/request-body";
import type { Logger } from "../logger";
import { GATEWAY_REFUSALS, type GatewayGate, type Refused } from "./gateway-gate";
import type { Ingest } from "./ingest";
import { VitalsBatch, recordVitalsBatch } from "./vitals-batch";

export interface VitalsHandlerOptions {
  gate: GatewayGate;
  ingest: Ingest;
  log: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

const MOST_BYTES = 1_048_576;

type Answer = { status: number; body: object; retryAfterSeconds?: number };
const refusedAs = (status: number, error: string, detail?: string): Answer => ({
  status,
  body: detail === undefined ? { error } : { error, detail },
});

/**
 * `POST /api/ingest/vitals`: a JSON batch from a gateway that proves who it is. 200 answers every
 * item by position; 503 means that nothing was taken and the gateway should send it again.
 */
export function createVitalsHandler(options: VitalsHandlerOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let answer: Answer;
    try {
      answer = await take(request, options);
    } catch (cause) {
      options.log.error({ cause }, "vitals batch not stored");
      answer = refusedAs(503, "unavailable");
    }
    send(response, answer);
    // What is left of a body that was refused is not worth reading.
    if (!request.complete) response.once("finish", () => request.destroy());
  };
}

function refusedByGate(refused: Refused): Answer {
  if (refused.reason === "too-many-requests") {
    const { retryAfterSeconds } = refused;
    const detail = `Too many requests in a short time. Try again in ${retryAfterSeconds} s.`;
    return { ...refusedAs(429, refused.reason, detail), retryAfterSeconds };
  }
  return refusedAs(401, refused.reason, GATEWAY_REFUSALS[refused.reason]);
}

function send(response: ServerResponse, { status, body, retryAfterSeconds }: Answer): void {
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="vitals"';
  if (status === 405) headers.allow = "POST";
  if (status === 503) headers["retry-after"] = "5";
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  if (status !== 200) headers.connection = "close";
  response.writeHead(status, headers).end(JSON.stringify(body));
}

async function take(
  request: IncomingMessage,
  { gate, ingest, now }: VitalsHandlerOptions,
): Promise<Answer> {
  if (request.method !== "POST") return refusedAs(405, "method-not-allowed");
  const admitted = await gate.admit(request);
  if (!admitted.ok) return refusedByGate(admitted.error);
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    return refusedAs(415, "unsupported-media-type");

  const receivedAt = now();
  const text = await readBody(request, MOST_BYTES);
  if (text === undefined) return refusedAs(413, "too-large");
  const parsed = VitalsBatch.safeParse(parseJson(text));
  if (!parsed.success) return refusedAs(400, "invalid-input", z.prettifyError(parsed.error));

  const { recorder, directory } = ingest;
  const results = await recordVitalsBatch(parsed.data, admitted.value, {
    recorder,
    directory,
    receivedAt,
  });
  return { status: 200, body: { messageId: parsed.data.messageId, results } };
}

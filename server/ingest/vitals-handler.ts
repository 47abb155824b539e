import type { IncomingMessage, ServerResponse } from "node:http";
import type pg from "pg";
import { z } from "zod";
import { findGatewayByToken } from "#db/gateways";
import type { Logger } from "../logger";
import type { Ingest } from "./ingest";
import { VitalsBatch, recordVitalsBatch } from "./vitals-batch";

export interface VitalsHandlerOptions {
  pool: pg.Pool;
  ingest: Ingest;
  log: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

const MOST_BYTES = 1_048_576;

type Answer = { status: number; body: object };
const refusedAs = (status: number, error: string, detail?: string): Answer => ({
  status,
  body: detail === undefined ? { error } : { error, detail },
});

/**
 * `POST /api/ingest/vitals`: a JSON batch from a gateway with its bearer token. 200 answers every
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

function send(response: ServerResponse, { status, body }: Answer): void {
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="vitals"';
  if (status === 405) headers.allow = "POST";
  if (status === 503) headers["retry-after"] = "5";
  if (status !== 200) headers.connection = "close";
  response.writeHead(status, headers).end(JSON.stringify(body));
}

async function take(
  request: IncomingMessage,
  { pool, ingest, now }: VitalsHandlerOptions,
): Promise<Answer> {
  if (request.method !== "POST") return refusedAs(405, "method-not-allowed");
  const token = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(request.headers.authorization ?? "")?.[1];
  const gateway = token === undefined ? undefined : await findGatewayByToken(pool, token);
  if (!gateway) return refusedAs(401, "unauthenticated");
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    return refusedAs(415, "unsupported-media-type");

  const receivedAt = now();
  const text = await readBody(request);
  if (text === undefined) return refusedAs(413, "too-large");
  const parsed = VitalsBatch.safeParse(parseJson(text));
  if (!parsed.success) return refusedAs(400, "invalid-input", z.prettifyError(parsed.error));

  const { recorder, directory } = ingest;
  const results = await recordVitalsBatch(parsed.data, gateway, {
    recorder,
    directory,
    receivedAt,
  });
  return { status: 200, body: { messageId: parsed.data.messageId, results } };
}

/** Undefined when it is longer than we take. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which the schema refuses, like any other body that is not a batch
  }
}

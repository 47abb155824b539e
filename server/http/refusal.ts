import type { ServerResponse } from "node:http";

/** Why a request goes no further, in a code for programs and a sentence for people. */
export interface Refusal {
  status: 400 | 403 | 404 | 405 | 413 | 415 | 429;
  error: string;
  detail: string;
  retryAfterSeconds?: number;
  /** Where a sign-in form may send people instead. */
  url?: string;
}

export const tooManyRequests = (retryAfterSeconds: number, what = "requests"): Refusal => ({
  status: 429,
  error: "too-many-requests",
  detail: `Too many ${what} in a short time. Try again in ${retryAfterSeconds === 1 ? "a second" : `${retryAfterSeconds} seconds`}.`,
  retryAfterSeconds,
});

/** Answers, and closes the connection: what is left of the request is not worth reading. */
export function sendRefusal(response: ServerResponse, { status, ...refusal }: Refusal): void {
  const { retryAfterSeconds, error, detail, url } = refusal;
  const isForPrograms = response.req.url?.startsWith("/api/") ?? false;
  response.writeHead(status, {
    "content-type": isForPrograms ? "application/json; charset=utf-8" : "text/plain; charset=utf-8",
    "cache-control": "no-store",
    connection: "close",
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  });
  response.end(isForPrograms ? JSON.stringify({ error, detail, url }) : `${detail}\n`);
}

/** The same for a connection that wanted to become a socket and is still bare. */
export const bareRefusal = ({ status, error, detail, retryAfterSeconds }: Refusal): string =>
  [
    `HTTP/1.1 ${status} ${error}`,
    "connection: close",
    "content-type: text/plain; charset=utf-8",
    `content-length: ${Buffer.byteLength(detail)}`,
    ...(retryAfterSeconds === undefined ? [] : [`retry-after: ${retryAfterSeconds}`]),
    "",
    detail,
  ].join("\r\n");

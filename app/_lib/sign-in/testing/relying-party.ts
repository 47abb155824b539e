import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";

export interface RelyingParty {
  url: string;
  stop(): Promise<void>;
}

/** next-auth itself behind a bare HTTP server, with these options: for tests only. */
export async function startRelyingParty(options: () => NextAuthOptions): Promise<RelyingParty> {
  const http = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      response.writeHead(500).end(String(cause));
    });
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (!pathname.startsWith("/api/auth/")) return void response.end("a page");

    const given = Object.assign(request, {
      query: { ...Object.fromEntries(searchParams), nextauth: pathname.split("/").slice(3) },
      cookies: cookiesOf(request.headers.cookie),
      body: Object.fromEntries(new URLSearchParams(await text(request))),
    });
    const answer = Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      json: (body: unknown) => response.end(JSON.stringify(body)),
      send: (body: unknown) => response.end(typeof body === "string" ? body : JSON.stringify(body)),
    });
    // Of Next's request and response next-auth uses these parts alone.
    await NextAuth(
      given as unknown as NextApiRequest,
      answer as unknown as NextApiResponse,
      options(),
    );
  }

  return {
    url,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

const cookiesOf = (header = ""): Record<string, string> =>
  Object.fromEntries(
    header
      .split(/;\s*/)
      .filter(Boolean)
      .map((pair) => [
        pair.slice(0, pair.indexOf("=")),
        decodeURIComponent(pair.slice(pair.indexOf("=") + 1)),
      ]),
  );

async function text(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

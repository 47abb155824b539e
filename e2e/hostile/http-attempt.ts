import { Agent, request as httpRequest } from "node:http";
import type { Answered } from "./judge";

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const PATIENCE_MS = 30_000;
const MOST_READ = 2_000_000;

export interface HttpAttempt {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

/** Sends it as it is, however odd its path; what cannot be written on a wire is left out. */
export function attempt(
  url: string,
  { method, path, headers, body }: HttpAttempt,
): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { agent, hostname, port, method, path: onWire(path), headers: wireHeaders(headers) },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size <= MOST_READ) chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            headers: Object.entries(response.headers)
              .map(([name, value]) => `${name}: ${String(value)}`)
              .join("\n"),
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error("no answer within 30 s")));
    request.on("error", reject);
    request.end(body);
  });
}

/** Only what HTTP itself cannot carry is escaped: dots, slashes and percent signs go as they are. */
const onWire = (path: string): string => {
  const escaped = path.replaceAll(/[^\u0021-\u007e]/gu, (character) =>
    isLone(character) ? "%ED%A0%80" : encodeURIComponent(character),
  );
  return escaped.slice(0, 12_000);
};

const isLone = (character: string): boolean => /^[\ud800-\udfff]$/.test(character);

const wireHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll(/[^\t\u0020-\u007e]/g, "?").slice(0, 6_000),
    ]),
  );

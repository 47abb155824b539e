import { get as getPlain } from "node:http";
import { get as getEncrypted } from "node:https";
import type { PartStatus } from "./health";

/** A page that takes longer is one nobody waits for. */
const PATIENCE_MS = 10_000;

/**
 * Asks for a page of our own as a browser would, and says whether it was drawn. Our certificate is for the
 * name that people type, not for the way from this machine to itself, so it is not asked about.
 */
export async function probePage(url: string, patienceMs = PATIENCE_MS): Promise<PartStatus> {
  try {
    const status = await statusOf(url, AbortSignal.timeout(patienceMs));
    if (status < 500) return { status: "up" };
    return { status: "down", detail: `pages are answered with ${status}` };
  } catch {
    return { status: "down", detail: "pages are not answered" };
  }
}

const statusOf = (url: string, signal: AbortSignal): Promise<number> =>
  new Promise((done, fail) => {
    const isEncrypted = url.startsWith("https:");
    const request = isEncrypted
      ? getEncrypted(url, { signal, rejectUnauthorized: false })
      : getPlain(url, { signal });
    request.once("error", fail);
    request.once("response", (response) => {
      response.once("error", fail);
      response.once("end", () => done(response.statusCode ?? 0));
      response.resume();
    });
  });

/** The way to our own door: an address that means every network card is none to ask at. */
export function ownUrl(host: string, port: number, { isEncrypted = false } = {}): string {
  const scheme = isEncrypted ? "https" : "http";
  if (host === "0.0.0.0" || host === "::") return `${scheme}://localhost:${port}`;
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

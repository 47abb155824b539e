import type { PartStatus } from "./health";

/** A page that takes longer is one nobody waits for. */
const PATIENCE_MS = 10_000;

/** Asks for a page as a browser would, and says whether it was drawn. */
export async function probePage(url: string, patienceMs = PATIENCE_MS): Promise<PartStatus> {
  try {
    const answer = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.arrayBuffer();
    if (answer.status < 500) return { status: "up" };
    return { status: "down", detail: `pages are answered with ${answer.status}` };
  } catch {
    return { status: "down", detail: "pages are not answered" };
  }
}

/** The way to our own door: an address that means every network card is none to ask at. */
export function ownUrl(host: string, port: number): string {
  if (host === "0.0.0.0" || host === "::") return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

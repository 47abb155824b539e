import type { IncomingMessage } from "node:http";

/** The whole body as text; undefined when it is longer than `mostBytes`. */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | undefined> {
  if (announcedBytes(request) > mostBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > mostBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What the request says its body is long; 0 when it says nothing, as a chunked one does. */
export const announcedBytes = ({ headers }: IncomingMessage): number =>
  Number(headers["content-length"] ?? 0);

/**
 * Calls back when a body that somebody else reads grows beyond `mostBytes`. Reading it here would take it
 * from them, so what the parser hands to the stream is counted on its way.
 */
export function watchBody(
  request: IncomingMessage,
  mostBytes: number,
  onTooLong: () => void,
): void {
  let size = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | string | null, encoding?: BufferEncoding) => {
    size += chunk?.length ?? 0;
    if (size <= mostBytes) return push(chunk, encoding);
    onTooLong();
    return false;
  };
}

/**
 * Holds a body back until all of it is there, and hands it on when it is judged to be good; resolves with
 * the judgement. Whoever reads the request afterwards finds it as it came. Never resolves for a request
 * that breaks off, or whose body grows beyond what `watchBody`, called after this, allows.
 */
export function holdBody(
  request: IncomingMessage,
  isGood: (body: string) => boolean,
): Promise<boolean> {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  return new Promise((resolve) => {
    request.push = (chunk: Buffer | string | null, encoding?: BufferEncoding) => {
      if (chunk !== null) {
        chunks.push(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
        return true;
      }
      const isHandedOn = isGood(Buffer.concat(chunks).toString("utf8"));
      if (isHandedOn) for (const each of chunks) push(each);
      resolve(isHandedOn);
      return push(null);
    };
  });
}

/** Deeper than any message of ours. */
const DEEPEST = 16;

/**
 * JSON that may be handed on; undefined when it is none, or nested deeper than anything sensible: whatever
 * walks through it does so recursively.
 */
export function parseJson(text: string, deepest = DEEPEST): unknown {
  if (isDeeperThan(text, deepest)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which every schema refuses
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]); // [ {
const CLOSING = new Set([93, 125]); // ] }

function isDeeperThan(text: string, deepest: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (OPENING.has(code)) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (CLOSING.has(code)) depth -= 1;
  }
  return false;
}

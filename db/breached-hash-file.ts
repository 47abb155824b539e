import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** One line: SHA-1 in hexadecimal digits, then how often it was seen. */
const LINE = /^([0-9A-F]{40}):\d+$/;
/** Longer than two lines: 40 digits, a colon, a count of at most ten digits, CR and LF. */
const WINDOW_BYTES = 128;

export interface HashFile {
  has(password: string): Promise<boolean>;
}

/**
 * An operator's copy of the Have I Been Pwned passwords, in its form "SHA-1, ordered by hash". It is
 * some 40 GB, so it is never read: each question halves it until one line is left, some thirty reads of
 * a few bytes. Opened for each question, so that the operator can put a newer one in its place.
 */
export const openHashFile = (path: string): HashFile => ({
  async has(password) {
    const wanted = createHash("sha1").update(password, "utf8").digest("hex").toUpperCase();
    const file = await open(path, "r");
    try {
      return await search(file, wanted);
    } finally {
      await file.close();
    }
  },
});

/** Looks at the ends and the middle, so that a wrong file is refused at the start and not at somebody's first password. */
export async function checkHashFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Error("the file is empty");
    const middle = Math.floor(size / 2);
    let before = "";
    let offset = 0;
    while (offset < size) {
      const line = await lineFrom(file, offset, size);
      if (line === undefined) return;
      if (line.hash < before) throw new Error("its lines are not ordered by hash");
      before = line.hash;
      // The first line, one in the middle, then those at the end to the very last, which a download may lack.
      if (offset < middle) offset = middle;
      else offset = Math.max(line.end, size - WINDOW_BYTES);
    }
  } finally {
    await file.close();
  }
}

async function search(file: FileHandle, wanted: string): Promise<boolean> {
  const { size } = await file.stat();
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await lineFrom(file, middle, size);
    if (line === undefined || line.hash > wanted) high = middle;
    else if (line.hash < wanted) low = line.end;
    else return true;
  }
  return false;
}

/** The first line that begins at `offset` or after it, and where it ends; undefined behind the last one. */
async function lineFrom(
  file: FileHandle,
  offset: number,
  size: number,
): Promise<{ hash: string; end: number } | undefined> {
  // One byte before: a line that begins exactly here must not be passed over.
  const from = Math.max(0, offset - 1);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(WINDOW_BYTES), 0, WINDOW_BYTES, from);
  const text = buffer.toString("latin1", 0, bytesRead);

  const start = offset === 0 ? 0 : text.indexOf("\n") + 1;
  if (offset > 0 && start === 0 && from + bytesRead < size) throw notALine(offset);
  if ((offset > 0 && start === 0) || from + start >= size) return undefined;
  const newline = text.indexOf("\n", start);
  const end = newline === -1 ? text.length : newline;
  const hash = LINE.exec(text.slice(start, end).trimEnd())?.[1];
  if (!hash) throw notALine(from + start);
  return { hash, end: from + end + 1 };
}

const notALine = (offset: number): Error =>
  new Error(
    `it has no line "SHA-1 in capitals:count" at byte ${offset}; download the Have I Been Pwned passwords as SHA-1, ordered by hash`,
  );

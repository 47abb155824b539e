import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

/** The lines of a gzipped text file, never more than a few in memory; bytes are counted as compressed. */
export async function* gzippedLines(
  path: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  const file = createReadStream(path);
  file.on("data", (chunk) => onBytes(chunk.length));
  const unzipped = file.pipe(createGunzip());
  file.on("error", (error) => unzipped.destroy(error));
  const lines = createInterface({ input: unzipped, crlfDelay: Infinity });
  try {
    yield* lines;
  } finally {
    // A reader that stops early leaves nothing open.
    lines.close();
    file.destroy();
    unzipped.destroy();
  }
}

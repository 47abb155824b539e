import { createWriteStream, existsSync, openSync, renameSync, statSync } from "node:fs";

/** With the one before it, at most twice this is kept: weeks of ordinary work, an hour of a storm. */
const LARGEST_BYTES = 20_000_000;

/** A log that only its owner reads, and that does not fill the disk: `path`, and before it `path.1`. */
export function openLogFile(path, largestBytes = LARGEST_BYTES) {
  let stream = open();
  let bytes = statSync(path).size;

  function open() {
    // Opened at once: what is still to be written when the file is renamed goes with it.
    return createWriteStream(path, { fd: openSync(path, "a", 0o600) });
  }

  function begin() {
    stream.end();
    if (existsSync(path)) renameSync(path, `${path}.1`);
    stream = open();
    bytes = 0;
  }

  return {
    path,
    write(chunk) {
      if (bytes > 0 && bytes + chunk.length > largestBytes) begin();
      bytes += chunk.length;
      stream.write(chunk);
    },
    end: (whenWritten) => stream.end(whenWritten),
  };
}

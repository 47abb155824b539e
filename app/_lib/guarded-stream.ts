/** Twice within the two seconds in which whatever a session holds must end. */
const ASK_EVERY_MS = 900;

/** Sent line by line, a download occupies the server with the sending itself, and the question waits. */
const PIECE_LENGTH = 16 * 1024;

/**
 * Text that is sent as its reader pulls it, so that a slow one holds a piece in memory and not the file;
 * and no longer than `isPermitted` says: a download goes on for as long as the reader likes, and a session
 * may end meanwhile. A right that cannot be asked for is none.
 *
 * An error of the stream waits for what was written before it, and a reader that takes nothing makes
 * it wait for ever: `cut` breaks off the connection itself.
 */
export function guardedText(
  lines: Iterable<string>,
  isPermitted: () => Promise<boolean>,
  cut: () => void,
): ReadableStream<Uint8Array> {
  const rest = lines[Symbol.iterator]();
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
  };

  return new ReadableStream({
    start: (controller) => {
      const ask = async () => {
        const isStillPermitted = await isPermitted().catch(() => false);
        if (isOver) return;
        // An error, not an end: a file that was cut off must not look whole.
        if (isStillPermitted) {
          timer = setTimeout(() => void ask(), ASK_EVERY_MS);
          return;
        }
        controller.error(new Error("the right to this answer has ended"));
        cut();
      };
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    },
    pull: (controller) => {
      const piece = nextPiece(rest);
      if (piece) return controller.enqueue(encoder.encode(piece));
      stop();
      controller.close();
    },
    cancel: stop,
  });
}

/** As many whole lines as fill a piece; empty when there are no more. */
function nextPiece(lines: Iterator<string, unknown>): string {
  let piece = "";
  while (piece.length < PIECE_LENGTH) {
    const line = lines.next();
    if (line.done) break;
    piece += line.value;
  }
  return piece;
}

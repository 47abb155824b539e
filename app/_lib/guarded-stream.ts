/** Twice within the two seconds in which whatever a session holds must end. */
const ASK_EVERY_MS = 900;

/**
 * Text that is sent as its reader pulls it, so that a slow one holds one line in memory and not the file;
 * and no longer than `isPermitted` says: a download goes on for as long as the reader likes, and a session
 * may end meanwhile. A right that cannot be asked for is none.
 */
export function guardedText(
  lines: Iterable<string>,
  isPermitted: () => Promise<boolean>,
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
        if (!isStillPermitted) controller.error(new Error("the right to this answer has ended"));
        else timer = setTimeout(() => void ask(), ASK_EVERY_MS);
      };
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    },
    pull: (controller) => {
      const { done, value } = rest.next();
      if (!done) return controller.enqueue(encoder.encode(value));
      stop();
      controller.close();
    },
    cancel: stop,
  });
}

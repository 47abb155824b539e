/** MLLP: a vertical tab, the message, a file separator and a carriage return. */
export const MLLP_START = "\u000b";
export const MLLP_END = "\u001c\r";

/**
 * Cuts what arrives from a socket into messages. Several frames may come in one packet and one
 * frame in several; what stands between frames is passed over.
 */
export class MllpFrameReader {
  readonly #onFrame: (frame: string) => void;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(onFrame: (frame: string) => void) {
    this.#onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    let from = 0;
    for (;;) {
      const start = text.indexOf(MLLP_START, from);
      if (start < 0) {
        this.#rest = "";
        return;
      }
      const end = text.indexOf(MLLP_END, start);
      if (end < 0) {
        this.#rest = text.slice(start);
        return;
      }
      this.#onFrame(text.slice(start + 1, end));
      from = end + MLLP_END.length;
    }
  }
}

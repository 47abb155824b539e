/** What a client may not do to the protocol; it ends that client's connection and nobody else's. */
export class MalformedFrame extends Error {
  override readonly name = "MalformedFrame";
}

const EMPTY = Buffer.alloc(0);

/**
 * Cuts a byte stream into protocol messages, header included.
 *
 * A message that spans many packets is copied once, into a buffer of its announced length: a batch
 * of 7,000 rows arrives in about ten packets, and joining what came so far at each of them would
 * be quadratic.
 */
export class FrameReader {
  /** The first message of a connection has no type byte in front of its length. */
  typed = false;
  /** Small until the client has proved who it is. */
  maxBytes = 10_000;

  #head: Buffer = EMPTY;
  #partial: Buffer | undefined;
  #filled = 0;

  /** Calls `onFrame` for each whole message; throws MalformedFrame for a length that cannot be. */
  push(chunk: Buffer, onFrame: (frame: Buffer) => void): void {
    let rest = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : chunk;
    this.#head = EMPTY;

    for (;;) {
      if (this.#partial) {
        const copied = rest.copy(this.#partial, this.#filled);
        this.#filled += copied;
        rest = rest.subarray(copied);
        if (this.#filled < this.#partial.length) return;

        const frame = this.#partial;
        this.#partial = undefined;
        onFrame(frame);
      }

      const lengthAt = this.typed ? 1 : 0;
      if (rest.length < lengthAt + 4) {
        this.#head = rest;
        return;
      }

      const total = rest.readInt32BE(lengthAt) + lengthAt;
      if (total < lengthAt + 4 || total > this.maxBytes) {
        throw new MalformedFrame(`a message of ${total} bytes`);
      }
      if (rest.length < total) {
        this.#partial = Buffer.allocUnsafe(total);
        this.#filled = 0;
        continue;
      }
      onFrame(rest.subarray(0, total));
      rest = rest.subarray(total);
    }
  }
}

export const frame = (type: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const body = parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part));
  const header = Buffer.alloc(5);
  header.write(type, 0, "latin1");
  header.writeInt32BE(4 + body.reduce((bytes, part) => bytes + part.length, 0), 1);
  return Buffer.concat([header, ...body]);
};

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const typeOf = (message: Buffer): string => String.fromCharCode(message[0] ?? 0);

/** The NUL-terminated string at `offset`, and where the next field begins. */
export function cString(message: Buffer, offset: number): { text: string; next: number } {
  const end = message.indexOf(0, offset);
  if (end < 0) throw new MalformedFrame("a string without an end");
  return { text: message.toString("utf8", offset, end), next: end + 1 };
}

/** The same message with the NUL-terminated string at `offset` replaced. */
export function replaceCString(message: Buffer, offset: number, text: string): Buffer {
  const { next } = cString(message, offset);
  return frame(typeOf(message), message.subarray(5, offset), text, message.subarray(next));
}

/** `severity` FATAL tells the client that the connection ends here. */
export const errorResponse = (severity: "ERROR" | "FATAL", code: string, message: string): Buffer =>
  frame("E", `S${severity}`, `V${severity}`, `C${code}`, `M${message}`, Buffer.from([0]));

/** Walks the messages of a backend's answer, which always come whole. */
export function* framesOf(answer: Buffer): Generator<Buffer> {
  let offset = 0;
  while (offset < answer.length) {
    const end = offset + 1 + answer.readInt32BE(offset + 1);
    yield answer.subarray(offset, end);
    offset = end;
  }
}

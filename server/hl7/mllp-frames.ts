const START = 0x0b;
const END = 0x1c;
const CARRIAGE_RETURN = 0x0d;

export type FrameEvent =
  | { type: "frame"; content: Buffer }
  /** The sender goes on past the limit; what follows on this connection cannot be trusted. */
  | { type: "too-large"; begin: Buffer };

/**
 * Cuts a byte stream into MLLP frames: 0x0B content 0x1C 0x0D. Bytes between frames are counted and
 * skipped; a start byte inside a frame means that the one before was given up, and begins anew.
 * Within a frame 0x1C alone is content, for only the pair ends it.
 */
export class MllpFrameReader {
  /** Bytes outside frames so far; a line feed or carriage return between frames is not counted. */
  garbageBytes = 0;
  private pieces: Buffer[] = [];
  private size = 0;
  private inside = false;
  private sawEnd = false;

  constructor(private readonly maxContentBytes: number) {}

  /** A frame has begun and its end has not come. */
  get isUnfinished(): boolean {
    return this.inside;
  }

  /** The frames that these bytes complete. The content may share memory with `chunk`. */
  push(chunk: Buffer): FrameEvent[] {
    const events: FrameEvent[] = [];
    let position = 0;
    while (position < chunk.length) {
      position = this.inside
        ? this.readContent(chunk, position, events)
        : this.skipToStart(chunk, position);
    }
    return events;
  }

  private skipToStart(chunk: Buffer, from: number): number {
    const start = chunk.indexOf(START, from);
    const end = start < 0 ? chunk.length : start;
    for (let index = from; index < end; index += 1) {
      const byte = chunk[index];
      if (byte !== CARRIAGE_RETURN && byte !== 0x0a) this.garbageBytes += 1;
    }
    if (start < 0) return chunk.length;
    this.inside = true;
    return start + 1;
  }

  private readContent(chunk: Buffer, from: number, events: FrameEvent[]): number {
    if (this.sawEnd) {
      this.sawEnd = false;
      if (chunk[from] === CARRIAGE_RETURN) return this.finish(from + 1, events);
      this.keep(Buffer.from([END]));
    }
    const end = chunk.indexOf(END, from);
    const restart = chunk.subarray(from, end < 0 ? chunk.length : end).lastIndexOf(START);
    if (restart >= 0) {
      this.garbageBytes += this.size + restart;
      this.clear();
      this.inside = true;
      return from + restart + 1;
    }
    this.keep(chunk.subarray(from, end < 0 ? chunk.length : end));
    if (this.size > this.maxContentBytes) return this.overflow(chunk, events);
    if (end < 0) return chunk.length;
    this.sawEnd = true;
    return end + 1;
  }

  private finish(next: number, events: FrameEvent[]): number {
    events.push({ type: "frame", content: this.content() });
    this.clear();
    return next;
  }

  private overflow(chunk: Buffer, events: FrameEvent[]): number {
    events.push({ type: "too-large", begin: this.content().subarray(0, 4_096) });
    this.clear();
    return chunk.length;
  }

  private content(): Buffer {
    const [only] = this.pieces;
    return only && this.pieces.length === 1 ? only : Buffer.concat(this.pieces);
  }

  private keep(piece: Buffer): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.size += piece.length;
    // A trickle of small packets would pin each packet's memory until the frame ends.
    if (this.pieces.length > 64) this.pieces = [Buffer.concat(this.pieces)];
  }

  private clear(): void {
    this.pieces = [];
    this.size = 0;
    this.inside = false;
    this.sawEnd = false;
  }
}

/** One MLLP frame around a message. */
export const frame = (content: string): string => `\x0b${content}\x1c\r`;

/** The same around bytes that are encoded already. */
export const frameBytes = (content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([START]), content, Buffer.from([END, CARRIAGE_RETURN])]);

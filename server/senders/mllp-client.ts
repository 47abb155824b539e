import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { parseAcknowledgement, type Acknowledgement } from "./acknowledgement";
import type { OutgoingMessage } from "./hl7-message";
import { MLLP_END, MLLP_START, MllpFrameReader } from "./mllp-frames";

export interface MllpTarget {
  host: string;
  port: number;
}

export interface MllpClientOptions {
  /** Messages written and not yet answered; the rest wait in the queue. */
  windowSize?: number;
  /** With no answer for this long while some are owed, the connection is given up and made again. */
  answerTimeoutMs?: number;
  onConnectionChange?: (connected: boolean) => void;
}

export interface Answer extends Acknowledgement {
  /** From handing the last byte to the kernel to reading the acknowledgement, milliseconds. */
  latencyMs: number;
}

export class MllpClientClosed extends Error {
  override readonly name = "MllpClientClosed";
}

interface Pending extends OutgoingMessage {
  writtenAt: number; // performance.now(); of the last time, if it was sent again
  answered: (answer: Answer) => void;
  abandoned: (cause: MllpClientClosed) => void;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 3_000;

/**
 * The sending half of an MLLP link, as a bedside gateway keeps it: one connection that stays open,
 * several messages under way at once, answers matched by MSA-2.
 *
 * A message is settled by its acknowledgement and by nothing else: after a broken connection every
 * message still unanswered is sent again, in the order it was first sent. The receiver may so get
 * a message twice, never not at all.
 */
export class MllpClient {
  readonly #target: MllpTarget;
  readonly #windowSize: number;
  readonly #answerTimeoutMs: number;
  readonly #onConnectionChange: (connected: boolean) => void;

  #socket: Socket | undefined;
  #connected = false;
  #closed = false;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: NodeJS.Timeout | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #lastHeardAt = 0;
  #flushScheduled = false;

  // A plain array with a head index: shifting an array of thousands for each message is not free.
  #queue: Pending[] = [];
  #queueHead = 0;
  // Insertion order is sending order, which sending again relies on.
  readonly #unanswered = new Map<string, Pending>();
  readonly #drained: (() => void)[] = [];

  /** Answers that matched no message under way, for instance of a message that was sent twice. */
  strayAnswers = 0;
  resent = 0;

  constructor(target: MllpTarget, options: MllpClientOptions = {}) {
    this.#target = target;
    this.#windowSize = options.windowSize ?? 64;
    this.#answerTimeoutMs = options.answerTimeoutMs ?? 15_000;
    this.#onConnectionChange = options.onConnectionChange ?? (() => undefined);
    this.#connect();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Messages not yet answered, sent or not. */
  get outstanding(): number {
    return this.#queue.length - this.#queueHead + this.#unanswered.size;
  }

  /** Resolves with the answer, whichever it is (AA, AE, AR); rejects only if the client is closed first. */
  send(message: OutgoingMessage): Promise<Answer> {
    return new Promise((resolve, reject) => this.post(message, resolve, reject));
  }

  /** As `send`, without a promise per message: for load. */
  post(
    message: OutgoingMessage,
    answered: (answer: Answer) => void,
    abandoned: (cause: MllpClientClosed) => void = () => undefined,
  ): void {
    if (this.#closed) return abandoned(new MllpClientClosed("the client is closed"));
    this.#queue.push({ ...message, writtenAt: 0, answered, abandoned });
    this.#scheduleFlush();
  }

  /** Resolves when nothing is outstanding. */
  async drain(): Promise<void> {
    if (this.outstanding === 0) return;
    await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  /** Closes at once; messages without an answer are abandoned. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#watchdog);
    this.#socket?.destroy();
    const cause = new MllpClientClosed("closed before the answer came");
    for (const pending of [...this.#unanswered.values(), ...this.#queue.slice(this.#queueHead)]) {
      pending.abandoned(cause);
    }
    this.#unanswered.clear();
    this.#queue = [];
    this.#queueHead = 0;
    this.#settleDrained();
  }

  #connect(): void {
    const socket = connect({ host: this.#target.host, port: this.#target.port, noDelay: true });
    const reader = new MllpFrameReader((frame) => this.#receive(frame));
    this.#socket = socket;
    socket.on("connect", () => this.#opened());
    socket.on("data", (chunk) => reader.push(chunk));
    // What went wrong does not matter here: "close" follows and the link is made again.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost());
  }

  #opened(): void {
    this.#connected = true;
    this.#retryMs = FIRST_RETRY_MS;
    this.#lastHeardAt = performance.now();
    this.#watchdog = setInterval(() => this.#giveUpWhenSilent(), this.#answerTimeoutMs / 4);
    this.#onConnectionChange(true);
    this.#sendAgain();
    this.#flush();
  }

  #lost(): void {
    clearInterval(this.#watchdog);
    if (this.#connected && !this.#closed) this.#onConnectionChange(false);
    this.#connected = false;
    if (this.#closed) return;
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #giveUpWhenSilent(): void {
    const silentMs = performance.now() - this.#lastHeardAt;
    if (this.#unanswered.size > 0 && silentMs > this.#answerTimeoutMs) this.#socket?.destroy();
  }

  /** Puts what is unanswered back at the front of the queue; the window then paces it again. */
  #sendAgain(): void {
    if (this.#unanswered.size === 0) return;
    this.resent += this.#unanswered.size;
    this.#queue = [...this.#unanswered.values(), ...this.#queue.slice(this.#queueHead)];
    this.#queueHead = 0;
    this.#unanswered.clear();
  }

  // Messages posted in the same turn of the event loop leave in one write.
  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const socket = this.#socket;
    if (!socket || !this.#connected) return;
    const batch: Pending[] = [];
    let text = "";
    while (this.#unanswered.size < this.#windowSize) {
      const pending = this.#takeQueued();
      if (!pending) break;
      text += MLLP_START + pending.content + MLLP_END;
      this.#unanswered.set(pending.controlId, pending);
      batch.push(pending);
    }
    if (batch.length === 0) return;
    // Silence is counted from when an answer is first owed.
    if (this.#unanswered.size === batch.length) this.#lastHeardAt = performance.now();
    const writtenAt = performance.now();
    for (const pending of batch) pending.writtenAt = writtenAt;
    socket.write(text);
  }

  #takeQueued(): Pending | undefined {
    const pending = this.#queue[this.#queueHead];
    if (!pending) return undefined;
    this.#queueHead += 1;
    if (this.#queueHead > 1_024 && this.#queueHead * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#queueHead);
      this.#queueHead = 0;
    }
    return pending;
  }

  #receive(frame: string): void {
    const receivedAt = performance.now();
    this.#lastHeardAt = receivedAt;
    const acknowledgement = parseAcknowledgement(frame);
    const pending = acknowledgement && this.#unanswered.get(acknowledgement.controlId);
    if (!pending) {
      this.strayAnswers += 1;
      return;
    }
    // A commit acknowledgement only says that the receiver has it; original mode sends none.
    this.#unanswered.delete(pending.controlId);
    pending.answered({ ...acknowledgement, latencyMs: receivedAt - pending.writtenAt });
    if (this.#queueHead < this.#queue.length) this.#scheduleFlush();
    else if (this.#unanswered.size === 0) this.#settleDrained();
  }

  #settleDrained(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }
}

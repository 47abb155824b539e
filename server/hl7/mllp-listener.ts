import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Ingest } from "../ingest/ingest";
import type { Logger } from "../logger";
import { MllpFrameReader, frame } from "./mllp-frames";

export interface MllpTls {
  cert: string | Buffer;
  key: string | Buffer;
  /** Given: only clients with a certificate of this authority are let in. */
  ca?: string | Buffer;
}

export interface MllpListenerOptions {
  port: number; // 0: any free one
  host: string;
  tls?: MllpTls | undefined;
  ingest: Ingest;
  log: Logger;
  maxMessageBytes?: number;
  maxConnections?: number;
  /** How long a frame may take from its first byte to its last. */
  unfinishedFrameMs?: number;
}

export interface MllpListener {
  port: number;
  isListening(): boolean;
  connections(): number;
  /** Takes in nothing more, answers what is in hand, then closes; after `graceMs` it closes anyway. */
  stop(graceMs?: number): Promise<void>;
}

const ONE_MEGABYTE = 1_048_576;
/** Messages of one connection that may await their answers before it is no longer read. */
const MOST_IN_HAND = 2_048;
const KEEP_ALIVE_MS = 30_000;
const UNFINISHED_FRAME_MS = 60_000;

/**
 * Listens for HL7 v2 over MLLP. Connections may stay open and idle for as long as they like, but not
 * in the middle of a message: its beginning is kept in memory.
 */
export async function startMllpListener(options: MllpListenerOptions): Promise<MllpListener> {
  const { log, maxConnections = 4_096 } = options;
  const open = new Map<Socket, OpenConnection>();

  const accept = (socket: Socket): void => {
    const connection = converse(socket, options);
    open.set(socket, connection);
    socket.once("close", () => open.delete(socket));
  };
  const server = createListener(options, accept);
  server.maxConnections = maxConnections;
  server.on("drop", (dropped) =>
    log.warn(
      { remote: dropped?.remoteAddress, maxConnections },
      "too many connections: one refused",
    ),
  );
  await listening(server, options.port, options.host);
  server.on("error", (cause) => log.error({ cause }, "the HL7 listener failed"));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    isListening: () => server.listening,
    connections: () => open.size,
    stop: async (graceMs = 10_000) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of open.values()) connection.finish();
      const impatience = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(impatience);
    },
  };
}

function createListener({ tls, log }: MllpListenerOptions, accept: (socket: Socket) => void) {
  // Half-open: a sender that closes its side after the last message still gets the answers.
  if (!tls) return createServer({ allowHalfOpen: true, noDelay: true }, accept);

  const server = createTlsServer(
    {
      cert: tls.cert,
      key: tls.key,
      allowHalfOpen: true,
      minVersion: "TLSv1.2",
      ...(tls.ca ? { ca: tls.ca, requestCert: true, rejectUnauthorized: true } : {}),
    },
    accept,
  );
  server.on("tlsClientError", (cause, socket) =>
    log.warn({ cause, remote: socket.remoteAddress }, "TLS handshake refused"),
  );
  return server;
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

interface OpenConnection {
  /** Reads no more; closes when everything in hand is answered. */
  finish(): void;
}

/** A message's place in the order of answers. */
interface Place {
  answers: readonly string[] | undefined;
}

function converse(
  socket: Socket,
  {
    ingest,
    log,
    maxMessageBytes = ONE_MEGABYTE,
    unfinishedFrameMs = UNFINISHED_FRAME_MS,
  }: MllpListenerOptions,
): OpenConnection {
  const remote = socket.remoteAddress;
  const reader = new MllpFrameReader(maxMessageBytes);
  const conversation = ingest.openConversation();
  const places: Place[] = [];
  let isFinishing = false;
  let isWriteScheduled = false;
  let unfinished: NodeJS.Timeout | undefined;

  const watchUnfinished = (hasCompleted: boolean): void => {
    if (unfinished && (hasCompleted || !reader.isUnfinished)) {
      clearTimeout(unfinished);
      unfinished = undefined;
    }
    if (reader.isUnfinished)
      unfinished ??= setTimeout(() => {
        log.warn({ remote, unfinishedFrameMs }, "message not finished in time, connection closed");
        socket.destroy();
      }, unfinishedFrameMs);
  };

  const finish = (): void => {
    isFinishing = true;
    socket.pause();
    if (places.length === 0) socket.end(() => socket.destroySoon());
  };

  // One write for all answers of a commit: they become ready within the same turn of the event loop.
  const scheduleWrite = (): void => {
    if (isWriteScheduled) return;
    isWriteScheduled = true;
    process.nextTick(() => {
      isWriteScheduled = false;
      writeReady();
    });
  };

  const writeReady = (): void => {
    if (socket.destroyed) return;
    let text = "";
    let written = 0;
    for (const { answers } of places) {
      if (!answers) break;
      written += 1;
      for (const answer of answers) text += frame(answer);
    }
    places.splice(0, written);
    // A sender that does not read its answers is not read either.
    const hasRoom = text === "" || socket.write(text);
    if (isFinishing) finish();
    else if (!hasRoom) waitForDrain();
    else if (places.length < MOST_IN_HAND / 2 && socket.isPaused()) socket.resume();
  };

  const waitForDrain = (): void => {
    socket.pause();
    socket.once("drain", () => {
      if (!isFinishing && places.length < MOST_IN_HAND) socket.resume();
    });
  };

  const awaitAnswer = (answers: Promise<readonly string[]>): void => {
    const place: Place = { answers: undefined };
    places.push(place);
    answers.then(
      (ready) => {
        place.answers = ready;
        scheduleWrite();
      },
      (cause: unknown) => {
        // Not stored, so not answered: the sender keeps the message and sends it on a new connection.
        if (!socket.destroyed)
          log.error({ cause, remote }, "message not stored, connection closed");
        socket.destroy();
      },
    );
  };

  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on("data", (chunk: Buffer) => {
    if (isFinishing) return;
    const events = reader.push(chunk);
    watchUnfinished(events.length > 0);
    for (const event of events) {
      if (event.type === "frame") awaitAnswer(conversation.receive(event.content));
      else {
        log.warn({ remote, maxMessageBytes }, "message too large, connection closed");
        awaitAnswer(ingest.refuseTooLarge(event.begin));
        isFinishing = true;
      }
    }
    if (places.length >= MOST_IN_HAND) socket.pause();
  });
  socket.on("end", finish);
  socket.on("error", (cause) => log.warn({ cause, remote }, "connection lost"));
  socket.on("close", () => {
    clearTimeout(unfinished);
    if (reader.garbageBytes > 0)
      log.warn({ remote, bytes: reader.garbageBytes }, "bytes outside MLLP frames were skipped");
  });
  return { finish };
}

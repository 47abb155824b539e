import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { peerAddress } from "../http/client-address";
import type { Ingest } from "../ingest/ingest";
import type { Logger } from "../logger";
import { type Certificates, MODERN_TLS } from "../tls/certificate-files";
import { clientCertificate } from "../tls/client-certificate";
import { MllpFrameReader, frame } from "./mllp-frames";

/** Who may send, by the certificate that a connection has shown. */
export interface SenderIdentities {
  /**
   * `sender`: who it is. Nobody in particular, as long as no gateway has a certificate of its own.
   *
   * @throws when the database is away
   */
  identify(sha256: string, address: string): Promise<{ isAdmitted: boolean; sender?: string }>;
}

export interface MllpListenerOptions {
  port: number; // 0: any free one
  host: string;
  /** With an authority, only clients with a certificate of its are let in. */
  tls?: Certificates | undefined;
  identities?: SenderIdentities | undefined;
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
  renew(certificates: Certificates): void;
  /** Asks again whether the senders that are connected may be. */
  recheckSenders(): void;
  /** Takes in nothing more, answers what is in hand, then closes; after `graceMs` it closes anyway. */
  stop(graceMs?: number): Promise<void>;
}

const ONE_MEGABYTE = 1_048_576;
/** Messages of one connection that may await their answers before it is no longer read. */
const MOST_IN_HAND = 2_048;
const KEEP_ALIVE_MS = 30_000;
const UNFINISHED_FRAME_MS = 60_000;
/** Should the news of a revocation be lost, it counts this much later. */
const RECHECK_MS = 1_000;

/**
 * Listens for HL7 v2 over MLLP. Connections may stay open and idle for as long as they like, but not
 * in the middle of a message: its beginning is kept in memory.
 */
export async function startMllpListener(options: MllpListenerOptions): Promise<MllpListener> {
  const { log, maxConnections = 4_096, identities } = options;
  const open = new Map<Socket, OpenConnection>();

  const accept = (socket: Socket): void => {
    socket.on("error", (cause) =>
      log.warn({ cause, remote: socket.remoteAddress }, "connection lost"),
    );
    const sha256 = identities && clientCertificate(socket);
    if (!identities || sha256 === undefined) return begin(socket);
    // Until it is known who speaks, nothing that is said is read; the system's buffer keeps it.
    open.set(socket, { sha256, finish: () => socket.destroy() });
    socket.once("close", () => open.delete(socket));
    identities.identify(sha256, peerAddress(socket)).then(
      ({ isAdmitted, sender }) => {
        if (socket.destroyed) return;
        if (!isAdmitted || !server.listening) return void socket.destroy();
        begin(socket, sha256, sender);
      },
      (cause: unknown) => {
        log.error({ cause }, "a sender's certificate could not be looked up, connection closed");
        socket.destroy();
      },
    );
  };
  const begin = (socket: Socket, sha256?: string, sender?: string): void => {
    open.set(socket, { sha256, finish: converse(socket, options, sender).finish });
    socket.once("close", () => open.delete(socket));
  };
  const { server, renew } = createListener(options, accept);
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

  function recheckSenders(): void {
    if (!identities) return;
    for (const [socket, { sha256 }] of open) {
      if (sha256 === undefined) continue;
      identities.identify(sha256, peerAddress(socket)).then(
        ({ isAdmitted }) => {
          if (isAdmitted || socket.destroyed) return;
          log.warn(
            { remote: socket.remoteAddress },
            "sender no longer admitted, connection closed",
          );
          socket.destroy();
        },
        // While the database is away nothing is stored either: whoever was let in may wait.
        () => undefined,
      );
    }
  }
  const recheck = identities && setInterval(recheckSenders, RECHECK_MS);
  recheck?.unref();

  return {
    port,
    isListening: () => server.listening,
    connections: () => open.size,
    renew,
    recheckSenders,
    stop: async (graceMs = 10_000) => {
      clearInterval(recheck);
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

function createListener(
  { tls, log }: MllpListenerOptions,
  accept: (socket: Socket) => void,
): { server: Server; renew: (certificates: Certificates) => void } {
  // Half-open: a sender that closes its side after the last message still gets the answers.
  if (!tls)
    return {
      server: createServer({ allowHalfOpen: true, noDelay: true }, accept),
      renew: () => undefined,
    };

  const server = createTlsServer({ ...contextOf(tls), allowHalfOpen: true }, accept);
  server.on("tlsClientError", (cause, socket) =>
    log.warn({ cause, remote: socket.remoteAddress }, "TLS handshake refused"),
  );
  return { server, renew: (renewed) => server.setSecureContext(contextOf(renewed)) };
}

const contextOf = ({ cert, key, ca }: Certificates) => ({
  ...MODERN_TLS,
  cert,
  key,
  ...(ca && { ca, requestCert: true, rejectUnauthorized: true }),
});

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

interface OpenConnection {
  /** Of the certificate by which the sender is known. */
  sha256: string | undefined;
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
  sender: string | undefined,
): Pick<OpenConnection, "finish"> {
  const remote = socket.remoteAddress;
  const reader = new MllpFrameReader(maxMessageBytes);
  const conversation = ingest.openConversation(sender);
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
        awaitAnswer(ingest.refuseTooLarge(event.begin, sender));
        isFinishing = true;
      }
    }
    if (places.length >= MOST_IN_HAND) socket.pause();
  });
  socket.on("end", finish);
  socket.on("close", () => {
    clearTimeout(unfinished);
    if (reader.garbageBytes > 0)
      log.warn({ remote, bytes: reader.garbageBytes }, "bytes outside MLLP frames were skipped");
  });
  return { finish };
}

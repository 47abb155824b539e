import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setImmediate as nextTick } from "node:timers/promises";
import { isRestrictedRole, randomPassword } from "../roles";
import type { Backend } from "./backend";
import { BackendTurns, UserChanged } from "./backend-turns";
import { type DoorRole, OWNER, type Passwords } from "./child-messages";
import { createClientSession, type ClientSession } from "./client-session";
import { FrameReader, MalformedFrame, typeOf } from "./frames";
import {
  ASK_FOR_PASSWORD,
  isPassword,
  parseStartup,
  refusal,
  settingsOf,
  welcome,
} from "./greeting";
import { changesUser } from "./statement-text";

export interface FrontDoorOptions {
  port: number; // 0: any free one
  passwords: Passwords;
  /** A client that holds a transaction open and says nothing stops everybody else. */
  idleInTransactionMs?: number;
  /** The server has died under us; nothing can be answered any more. */
  onBroken: (cause: unknown) => void;
}

export interface FrontDoor {
  port: number;
  /** Lets the statement in hand finish, then closes every connection. */
  close(): Promise<void>;
}

const GREETING_MS = 10_000;
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const PAUSE_READING_BYTES = 16 * 1024 * 1024;

/** Messages after which the server answers, so a batch ends with one. */
const ENDS_BATCH = new Set(["Q", "S", "H", "F"]);
const EXTENDED = new Set(["P", "B", "D", "E", "C"]);
/** Left over from a refused copy. The server outside a copy ignores them too. */
const COPY_DATA = new Set(["d", "c", "f"]);

/**
 * Lets many PostgreSQL clients share the embedded server's one session.
 *
 * A client owns the session from its first batch until the server says it is idle, so transactions
 * never interleave; the others wait in the order they came. Listens on the loopback only.
 */
export async function openFrontDoor(
  backend: Backend,
  { port, passwords, idleInTransactionMs = 30_000, onBroken }: FrontDoorOptions,
): Promise<FrontDoor> {
  const turns = new BackendTurns(backend);
  const sockets = new Set<Socket>();
  const waiting: ClientSession[] = [];
  let isPumping = false;
  let isClosing = false;
  let lastClientId = 0;
  let idleTimer: NodeJS.Timeout | undefined;

  const enqueue = (client: ClientSession): void => {
    if (client !== turns.owner && !client.isQueued) {
      client.isQueued = true;
      waiting.push(client);
    }
    void pump();
  };

  const nextClient = (): ClientSession | undefined => {
    const { owner } = turns;
    if (owner) return owner.isClosed || owner.ready.length > 0 ? owner : undefined;
    const client = waiting.shift();
    if (client) client.isQueued = false;
    return client;
  };

  const pump = async (): Promise<void> => {
    if (isPumping) return;
    isPumping = true;
    clearTimeout(idleTimer);
    try {
      for (let client = nextClient(); client && !isClosing; client = nextClient()) {
        await takeTurn(client);
        // A statement blocks this process, so the sockets get their say between two.
        await nextTick();
      }
      watchIdleOwner();
    } catch (cause) {
      onBroken(cause);
    } finally {
      isPumping = false;
    }
  };

  const takeTurn = async (client: ClientSession): Promise<void> => {
    if (client.isClosed) return turns.leave(client);

    const batch = client.ready.shift();
    if (!batch) return;
    client.queuedBytes -= sizeOf(batch);
    if (client.queuedBytes < PAUSE_READING_BYTES) client.socket.resume();
    try {
      await turns.run(client, batch);
    } catch (cause) {
      if (!(cause instanceof MalformedFrame) && !(cause instanceof UserChanged)) throw cause;
      refuse(client.socket, cause instanceof UserChanged ? "42501" : "08P01", cause.message);
      client.isClosed = true;
      return turns.leave(client);
    }
    if (client.ready.length > 0) enqueue(client);
  };

  const watchIdleOwner = (): void => {
    const { owner } = turns;
    if (!owner) return;
    idleTimer = setTimeout(() => {
      refuse(owner.socket, "25P03", "the transaction was left open and idle for too long");
    }, idleInTransactionMs);
  };

  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    greet(socket, passwords, ({ role, parameters }, reader) => {
      const settings = settingsOf(parameters);
      const client = createClientSession(++lastClientId, socket, { role, settings });
      turns.join(client);
      socket.write(welcome(client, parameters, turns.serverVersion));
      socket.on("close", () => {
        client.isClosed = true;
        enqueue(client);
      });
      reader.maxBytes = MAX_MESSAGE_BYTES;
      return (message) => receive(client, message, enqueue);
    });
    socket.on("close", () => sockets.delete(socket));
  };

  await turns.start();
  const server = createServer({ noDelay: true }, accept);
  await listen(server, port);

  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      isClosing = true;
      clearTimeout(idleTimer);
      server.close();
      while (isPumping) await nextTick();
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Start {
  role: DoorRole;
  parameters: ReadonlyMap<string, string>;
}

const isDoorRole = (name: string): name is DoorRole => name === OWNER || isRestrictedRole(name);

/** Nobody's: what a stranger's password is compared with, so that time does not tell who exists. */
const NO_PASSWORD = randomPassword();

/** Takes a connection through its start; `onStart` says what to do with the messages that follow. */
function greet(
  socket: Socket,
  passwords: Passwords,
  onStart: (start: Start, reader: FrameReader) => (message: Buffer) => void,
): void {
  const reader = new FrameReader();
  const timer = setTimeout(() => socket.destroy(), GREETING_MS);
  let parameters: ReadonlyMap<string, string> | undefined;

  let onMessage = (message: Buffer): void => {
    if (!parameters) {
      const request = parseStartup(message);
      if (request.kind === "encryption") return void socket.write("N");
      if (request.kind === "cancel") return void socket.end();
      if (request.kind === "refused") return refuse(socket, "0A000", request.reason);
      parameters = request.parameters;
      reader.typed = true;
      return void socket.write(ASK_FOR_PASSWORD);
    }
    const role = parameters.get("user") ?? "";
    const isKnown = isDoorRole(role);
    const isRight =
      typeOf(message) === "p" && isPassword(message, isKnown ? passwords[role] : NO_PASSWORD);
    if (!isKnown || !isRight) return refuse(socket, "28P01", "password authentication failed");
    if (role !== OWNER && changesUser(settingsOf(parameters)))
      return refuse(socket, "42501", `${role} may not become somebody else`);
    clearTimeout(timer);
    onMessage = onStart({ role, parameters }, reader);
  };

  socket.on("data", (chunk: Buffer) => {
    try {
      reader.push(chunk, (message) => {
        if (!socket.writableEnded) onMessage(message);
      });
    } catch (cause) {
      if (!(cause instanceof MalformedFrame)) throw cause;
      refuse(socket, "08P01", cause.message);
    }
  });
  // An aborted connection also emits close, and that is where it is dealt with.
  socket.on("error", () => socket.destroy());
  socket.on("close", () => clearTimeout(timer));
}

function receive(
  client: ClientSession,
  message: Buffer,
  enqueue: (client: ClientSession) => void,
): void {
  const type = typeOf(message);
  if (type === "X") return void client.socket.end();
  if (COPY_DATA.has(type)) return;
  if (!EXTENDED.has(type) && !ENDS_BATCH.has(type)) {
    throw new MalformedFrame(`a message of type ${JSON.stringify(type)}`);
  }
  client.incomplete.push(message);
  client.queuedBytes += message.length;
  if (client.queuedBytes > MAX_MESSAGE_BYTES) throw new MalformedFrame("a batch without an end");
  if (!ENDS_BATCH.has(type)) return;

  client.ready.push(client.incomplete);
  client.incomplete = [];
  if (client.queuedBytes > PAUSE_READING_BYTES) client.socket.pause();
  enqueue(client);
}

function refuse(socket: Socket, code: string, reason: string): void {
  socket.end(refusal(code, reason));
  // Whoever does not read the refusal does not keep the connection either.
  setTimeout(() => socket.destroy(), 1_000).unref();
}

const sizeOf = (batch: readonly Buffer[]): number =>
  batch.reduce((bytes, message) => bytes + message.length, 0);

/** The port may be the one of a server that was killed a moment ago. */
const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });

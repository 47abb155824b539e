import { io, type Socket } from "socket.io-client";
import type { Principal } from "../access/principals";

/** Below what a socket may ask in a second, so that it is the handlers that are tried and not the limit. */
const ASKS_PER_SECOND = 40;
const SOCKETS_EACH = 12;
const PATIENCE_MS = 30_000;

interface Seat {
  socket: Socket;
  freeAt: number;
}

/** A few sockets for each person who may have one; whoever may not is refused at the door each time. */
export class SocketPool {
  readonly #seats = new Map<Principal, Seat[]>();
  #turn = 0;

  constructor(private readonly url: string) {}

  async ask(
    principal: Principal,
    event: string,
    request: unknown,
  ): Promise<{ code: string; text: string }> {
    if (principal.state !== "live") return { code: await this.#knock(principal), text: "" };

    const seat = await this.#seatOf(principal);
    const now = Date.now();
    const startAt = Math.max(now, seat.freeAt);
    seat.freeAt = startAt + 1_000 / ASKS_PER_SECOND;
    if (startAt > now) await new Promise((done) => setTimeout(done, startAt - now));

    const reply: unknown = await seat.socket.timeout(PATIENCE_MS).emitWithAck(event, request);
    return { code: codeOf(reply), text: JSON.stringify(reply) ?? "" };
  }

  close(): void {
    for (const seats of this.#seats.values()) for (const { socket } of seats) socket.close();
  }

  async #seatOf(principal: Principal): Promise<Seat> {
    const seats = this.#seats.get(principal) ?? [];
    this.#seats.set(principal, seats);
    this.#turn += 1;
    const known = seats[this.#turn % SOCKETS_EACH];
    if (known?.socket.connected) return known;

    const seat = { socket: this.#open(principal), freeAt: 0 };
    seats[this.#turn % SOCKETS_EACH] = seat;
    await connected(seat.socket);
    return seat;
  }

  async #knock(principal: Principal): Promise<string> {
    const socket = this.#open(principal);
    try {
      await connected(socket);
      return "let in";
    } catch (cause) {
      return cause instanceof Error ? cause.message : "refused";
    } finally {
      socket.close();
    }
  }

  #open = ({ cookie }: Principal): Socket =>
    io(this.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: this.url, ...(cookie && { cookie }) },
    });
}

const connected = (socket: Socket): Promise<void> =>
  new Promise((done, fail) => {
    socket.once("connect", () => done());
    socket.once("connect_error", fail);
  });

function codeOf(reply: unknown): string {
  if (typeof reply !== "object" || reply === null || !("ok" in reply)) return "not a reply";
  if (reply.ok === true) return "ok";
  const { error } = reply as { error?: { code?: string } };
  return error?.code ?? "no code";
}

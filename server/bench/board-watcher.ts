import { encode } from "next-auth/jwt";
import { io, type Socket } from "socket.io-client";
import { createSession } from "#db/sessions";
import type { Queryable } from "#db/pool";
import type { BedFrame } from "#models/realtime/board";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";
import { BedId, UnitId, UserId } from "#models/shared/ids";
import { z } from "zod";
import type { ServerProcess } from "./server-process";

export interface SeenReading {
  unitCode: string;
  bedLabel: string;
  /** Of the newest sign of the delta, by the feed's clock. */
  observedAt: number;
}

const Place = z.object({
  bedId: BedId,
  bedLabel: z.string(),
  unitId: UnitId,
  unitCode: z.string(),
});
type Place = z.infer<typeof Place>;

const PLACES = `
  select bed.bed_id as "bedId",
         bed.label as "bedLabel",
         unit.unit_id as "unitId",
         unit.code as "unitCode"
    from beds as bed
    join units as unit using (unit_id)
`;
const ADD_WATCHER = `
  insert into users (email, name, role, password_hash)
  values ('watcher@load.wardcast.example', 'Load watcher', 'charge-nurse', 'no password')
      on conflict (email) do update set role = excluded.role
  returning user_id as "userId"
`;
const ASSIGN_ALL_UNITS = `
  insert into user_units (user_id, unit_id)
  select $1, unit_id from units
      on conflict do nothing
`;

/** A charge nurse's screen without the screen: watches units and tells of each bed that changes. */
export class BoardWatcher {
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly #places: ReadonlyMap<BedId, Place>;
  readonly #unitIds: readonly UnitId[];
  readonly #onSeen: (reading: SeenReading) => void;
  failure: string | undefined;

  private constructor(
    url: string,
    cookie: string,
    places: readonly Place[],
    onSeen: (reading: SeenReading) => void,
  ) {
    this.#places = new Map(places.map((place) => [place.bedId, place]));
    this.#unitIds = [...new Set(places.map(({ unitId }) => unitId))];
    this.#onSeen = onSeen;
    this.#socket = io(url, {
      transports: ["websocket"],
      extraHeaders: { origin: url, cookie },
      reconnectionDelay: 250,
      reconnectionDelayMax: 500,
    });
    this.#socket.on("connect", () => void this.#watchAll());
    this.#socket.on("connect_error", ({ message }) => {
      this.failure = message;
      // The server refused us, perhaps while its database was away; the client would not try again.
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 500).unref();
    });
    this.#socket.on("beds:changed", (frame) => this.#take(frame));
  }

  /** Signs a charge nurse of all units in and subscribes to the units named, or to all. */
  static async open(
    server: ServerProcess,
    db: Queryable,
    onSeen: (reading: SeenReading) => void,
    unitCodes?: readonly string[],
  ): Promise<BoardWatcher> {
    const added = await db.query(ADD_WATCHER);
    const { userId } = z.object({ userId: UserId }).parse(added.rows[0]);
    await db.query(ASSIGN_ALL_UNITS, [userId]);
    const limits = { idleMinutes: 600, absoluteHours: 24 };
    const sessionId = await createSession(db, userId, limits, new Date());
    const token = await encode({ token: { sub: userId, sessionId }, secret: server.secret });
    const places = Place.array().parse((await db.query(PLACES)).rows);
    const wanted = places.filter(({ unitCode }) => unitCodes?.includes(unitCode) ?? true);
    const cookie = `next-auth.session-token=${token}`;
    const watcher = new BoardWatcher(server.url, cookie, wanted, onSeen);
    await watcher.untilWatching();
    return watcher;
  }

  #isWatching = false;

  async untilWatching(): Promise<void> {
    const since = Date.now();
    while (!this.#isWatching) {
      if (Date.now() - since > 30_000) throw new Error(`no board: ${this.failure ?? "no answer"}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.#socket.disconnect();
  }

  async #watchAll(): Promise<void> {
    this.#isWatching = false;
    for (const unitId of this.#unitIds) {
      const answer = await this.#socket
        .timeout(10_000)
        .emitWithAck("unit:watch", { unitId })
        .catch((cause: Error) => ({ ok: false as const, error: { code: cause.message } }));
      if (answer.ok) continue;
      this.failure = `unit:watch was answered ${answer.error.code}`;
      // Asked again from the start: a server that has just started may not have restored all.
      setTimeout(() => this.#socket.connected && void this.#watchAll(), 200).unref();
      return;
    }
    this.#isWatching = true;
  }

  #take(frame: BedFrame): void {
    for (const { bedId, signs } of frame.beds) {
      const place = this.#places.get(bedId);
      if (!place || !signs) continue;
      const observedAt = Math.max(
        ...Object.values(signs).map((sign) => sign?.observedAt ?? Number.NEGATIVE_INFINITY),
      );
      if (!Number.isFinite(observedAt)) continue;
      this.#onSeen({ unitCode: place.unitCode, bedLabel: place.bedLabel, observedAt });
    }
  }
}

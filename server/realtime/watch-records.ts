import { randomUUID } from "node:crypto";
import type { AuditActor, AuditEvent } from "#models/audit/audit-event";
import { CLIENT_ADDRESS_HEADER } from "#models/access/client-address";
import { UnitId } from "#models/shared/ids";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { RealtimeSocket } from "./session-watch";

/** Why a screen no longer watches a unit. */
export type WatchEnd = "left" | "disconnected" | "session-ended" | "rights-changed" | "stopped";

interface Subscription {
  watchId: string;
  from: Date;
  durable: Promise<void>;
}

/** What the trail is told of the units that screens watch: from when until when, and how it ended. */
export interface WatchRecords {
  /** Resolves when it is durable: only then may the unit be shown. Once for as long as it lasts. */
  began(socket: RealtimeSocket, unitId: UnitId): Promise<void>;
  isWatching(socket: RealtimeSocket, unitId: UnitId): boolean;
  ended(socket: RealtimeSocket, unitId: UnitId, reason: WatchEnd): void;
}

export function createWatchRecords(trail: ServerAuditTrail, now: () => Date): WatchRecords {
  const subscriptions = new Map<string, Map<UnitId, Subscription>>();

  function forget(socket: RealtimeSocket, unitId: UnitId): Subscription | undefined {
    const ofThis = subscriptions.get(socket.id);
    const subscription = ofThis?.get(unitId);
    ofThis?.delete(unitId);
    if (ofThis?.size === 0) subscriptions.delete(socket.id);
    return subscription;
  }

  return {
    isWatching: (socket, unitId) => subscriptions.get(socket.id)?.has(unitId) ?? false,
    async began(socket, unitId) {
      const ofThis = subscriptions.get(socket.id) ?? new Map<UnitId, Subscription>();
      const running = ofThis.get(unitId);
      if (running) return running.durable;

      const from = now();
      const watchId = randomUUID();
      const durable = trail.record({
        ...ofSocket(socket, from),
        action: "unit:subscribed",
        permission: "unit:watch",
        basis: "own-unit",
        unitId,
        details: { watchId },
      });
      subscriptions.set(socket.id, ofThis.set(unitId, { watchId, from, durable }));
      await durable.catch((cause: unknown) => {
        forget(socket, unitId);
        throw cause;
      });
    },
    ended(socket, unitId, reason) {
      const subscription = forget(socket, unitId);
      if (!subscription) return;

      const until = now();
      trail.note({
        ...ofSocket(socket, until),
        action: "unit:unsubscribed",
        permission: "unit:watch",
        basis: "own-unit",
        unitId,
        details: {
          watchId: subscription.watchId,
          from: subscription.from.toISOString(),
          until: until.toISOString(),
          reason,
        },
      });
    },
  };
}

/** Who is at a screen, and where it is. */
export function ofSocket(
  socket: RealtimeSocket,
  occurredAt: Date,
): Pick<AuditEvent, "occurredAt" | "outcome" | "actor" | "address"> {
  const { userId, sessionId } = socket.data.session;
  const actor: AuditActor = { kind: "user", userId, sessionId };
  return { occurredAt, outcome: "permitted", actor, address: addressOf(socket) };
}

export function addressOf({ handshake }: Pick<RealtimeSocket, "handshake">): string | undefined {
  const address = handshake.headers[CLIENT_ADDRESS_HEADER] ?? handshake.address;
  return typeof address === "string" ? address : undefined;
}

/** The unit of a room's name; undefined for rooms of other things. */
export function unitOfRoom(room: string): UnitId | undefined {
  const [kind, id] = room.split(":", 2);
  return kind === "unit" ? UnitId.safeParse(id).data : undefined;
}

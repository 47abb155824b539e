import type { PlannerPresent } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import type { RealtimeSocket } from "../realtime/session-watch";

/** Who has which roster open, a screen each. */
export interface RosterPresence {
  enter(rosterId: RosterId, socket: RealtimeSocket, at: Date): void;
  /** Whether it was there. */
  leave(rosterId: RosterId, socket: RealtimeSocket): boolean;
  of(rosterId: RosterId): PlannerPresent[];
  /** Those that the screen has open. */
  openOn(socket: RealtimeSocket): RosterId[];
  /** Those that anybody has open. */
  open(): RosterId[];
}

export function createRosterPresence(): RosterPresence {
  const screens = new Map<RosterId, Map<RealtimeSocket, PlannerPresent>>();
  return {
    enter(rosterId, socket, at) {
      const { userId, name } = socket.data.session;
      const present = screens.get(rosterId) ?? new Map<RealtimeSocket, PlannerPresent>();
      screens.set(rosterId, present);
      if (!present.has(socket)) present.set(socket, { userId, name, since: at.getTime() });
    },
    leave(rosterId, socket) {
      const present = screens.get(rosterId);
      const wasThere = present?.delete(socket) ?? false;
      if (present?.size === 0) screens.delete(rosterId);
      return wasThere;
    },
    of: (rosterId) => [...(screens.get(rosterId)?.values() ?? [])],
    openOn: (socket) =>
      [...screens].flatMap(([rosterId, present]) => (present.has(socket) ? [rosterId] : [])),
    open: () => [...screens.keys()],
  };
}

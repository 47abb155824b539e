import { findIncident, openIncidents } from "#db/incidents";
import type { Queryable } from "#db/pool";
import { type IncidentNews, newsOf } from "#models/security/incident";
import { SECURITY_ROOM } from "#models/realtime/events";
import { toWire } from "#models/realtime/wire";
import type { IncidentId } from "#models/shared/ids";
import type { Logger } from "../logger";
import type { RealtimeServer } from "./session-watch";

/** What the gateway needs of the incidents' tables. */
export interface IncidentReads {
  open(): Promise<IncidentNews[]>;
  find(incidentId: IncidentId): Promise<IncidentNews | undefined>;
}

export const databaseIncidents = (db: Queryable): IncidentReads => ({
  open: async () => (await openIncidents(db)).map(newsOf),
  find: async (incidentId) => {
    const incident = await findIncident(db, incidentId);
    return incident && newsOf(incident);
  },
});

export interface IncidentChannel {
  /** A step of an incident was stored, by the watch or by a page. */
  changed(change: { incidentId: IncidentId; isNew: boolean }): void;
  /** What was stored in between was not heard: every open incident is told again. */
  tellAll(): void;
}

/** Tells the officers' screens of incidents, after they are stored. Nothing is read while nobody watches. */
export function createIncidentChannel(
  io: RealtimeServer,
  incidents: IncidentReads,
  log: Logger,
): IncidentChannel {
  const tell = async (read: () => Promise<[boolean, IncidentNews][]>): Promise<void> => {
    if (!io.sockets.adapter.rooms.has(SECURITY_ROOM)) return;
    try {
      for (const [isNew, news] of await read())
        io.to(SECURITY_ROOM).emit(isNew ? "incident:opened" : "incident:changed", toWire(news));
    } catch (cause) {
      // The pages read the database, and a screen asks again when it comes back.
      log.warn({ cause }, "incidents could not be told");
    }
  };

  return {
    changed: ({ incidentId, isNew }) =>
      void tell(async () => {
        const news = await incidents.find(incidentId);
        return news ? [[isNew, news]] : [];
      }),
    tellAll: () => void tell(async () => (await incidents.open()).map((news) => [false, news])),
  };
}

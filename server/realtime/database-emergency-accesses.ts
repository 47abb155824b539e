import { findEmergencyAccessNotice, findLiveEmergencyAccess } from "#db/emergency-accesses";
import type { Queryable } from "#db/pool";
import type { EmergencyAccessReads } from "./emergency-watch";

export const databaseEmergencyAccesses = (db: Queryable): EmergencyAccessReads => ({
  findLive: (sessionId, encounterId) => findLiveEmergencyAccess(db, sessionId, encounterId),
  findNotice: (emergencyAccessId) => findEmergencyAccessNotice(db, emergencyAccessId),
});

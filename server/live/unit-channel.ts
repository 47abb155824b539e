import type { AlertEvent } from "#models/alerts/alert";
import type { BedFrame, SystemStatus } from "#models/realtime/board";
import type { UnitId } from "#models/shared/ids";

/** Where news goes: the screens that watch a unit, and all of them. */
export interface UnitChannel {
  isWatched(unitId: UnitId): boolean;
  bedsChanged(frame: BedFrame): void;
  alertChanged(unitId: UnitId, event: AlertEvent): void;
  systemChanged(status: SystemStatus): void;
}

/** Until a gateway listens, nobody watches. */
export const silentChannel: UnitChannel = {
  isWatched: () => false,
  bedsChanged: () => undefined,
  alertChanged: () => undefined,
  systemChanged: () => undefined,
};

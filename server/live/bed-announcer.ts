import type { BedDelta } from "#models/realtime/board";
import type { UnitId } from "#models/shared/ids";
import { forgetChanges, takeDelta, type LiveBed } from "./live-bed";
import type { UnitChannel } from "./unit-channel";

/** News waits at most this long to share a frame with the news of the unit's other beds. */
export const FLUSH_MS = 50;

/**
 * A bed is spoken of once a second. A little less than a second apart, because a monitor that sends on
 * the second, once delayed by a hiccup, would otherwise find each later message as much too early:
 * so it catches up a tenth of a second each time.
 */
export const BED_SPACING_MS = 900;

/**
 * How long an assessment waits to go with the next signs of a bed that streams them. On its own it
 * would take the bed's turn, and the signs would come a second late; alerts do not wait.
 */
export const ASIDE_MS = 1_000;

export interface BedAnnouncer {
  changed(bed: LiveBed): void;
  /** As `changed`, for what can go with the bed's next signs. */
  changedAside(bed: LiveBed): void;
  /** Sends one frame to each watched unit whose beds changed and may be spoken of again. */
  flush(): void;
}

/**
 * Collects what changed and tells it unit by unit. Changes pile up in the bed itself, so whatever waits
 * is told in its newest state. For a unit nobody watches nothing is built: who comes gets a snapshot.
 */
export function createBedAnnouncer(now: () => Date, channel: () => UnitChannel): BedAnnouncer {
  const changedBeds = new Map<UnitId, Set<LiveBed>>();

  function bedsOf(unitId: UnitId): Set<LiveBed> {
    const beds = changedBeds.get(unitId) ?? new Set();
    changedBeds.set(unitId, beds);
    return beds;
  }

  function changed(bed: LiveBed): void {
    bed.announceFrom = 0;
    bedsOf(bed.unitId).add(bed);
  }

  function changedAside(bed: LiveBed): void {
    const beds = bedsOf(bed.unitId);
    if (beds.has(bed)) return; // it goes with what waits already
    bed.announceFrom = now().getTime() + ASIDE_MS;
    beds.add(bed);
  }

  function takeDeltas(beds: Set<LiveBed>, at: number): BedDelta[] {
    const deltas: BedDelta[] = [];
    for (const bed of beds) {
      if (at < bed.announceFrom || at - bed.announcedAt < BED_SPACING_MS) continue;
      beds.delete(bed);
      bed.announcedAt = at;
      deltas.push(takeDelta(bed));
    }
    return deltas;
  }

  function forget(beds: Set<LiveBed>): void {
    for (const bed of beds) forgetChanges(bed);
    beds.clear();
  }

  return {
    changed,
    changedAside,
    flush() {
      const at = now().getTime();
      for (const [unitId, beds] of changedBeds) {
        if (beds.size === 0) continue;
        if (!channel().isWatched(unitId)) {
          forget(beds);
          continue;
        }
        const deltas = takeDeltas(beds, at);
        if (deltas.length > 0) channel().bedsChanged({ unitId, sentAt: at, beds: deltas });
      }
    },
  };
}

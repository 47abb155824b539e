import { setImmediate } from "node:timers/promises";
import type { RosterId } from "#models/rostering/roster-ids";

/**
 * What is read of a roster and told to screens, one after the other: what was read later is told later, so that
 * no answer is older than news that was sent before it.
 */
export interface RosterTurns {
  /** Runs `work` when everything asked before for that roster has been told; fails as it does. */
  take<T>(rosterId: RosterId, work: () => Promise<T>): Promise<T>;
}

export function createRosterTurns(): RosterTurns {
  const last = new Map<RosterId, Promise<unknown>>();
  return {
    take(rosterId, work) {
      const turn = (last.get(rosterId) ?? Promise.resolve()).then(work);
      // Whoever waits for the turn sends what it came to before the next one begins.
      const told = turn.then(
        () => setImmediate(),
        () => setImmediate(),
      );
      last.set(rosterId, told);
      void told.then(() => {
        if (last.get(rosterId) === told) last.delete(rosterId);
      });
      return turn;
    },
  };
}

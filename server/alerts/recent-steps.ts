import type { UnitAlertEvent } from "#db/alerts";
import type { AlertEvent } from "#models/alerts/alert";
import type { UnitId } from "#models/shared/ids";

/** The newest steps of all alerts, in memory: after a restart everybody asks for them at the same moment. */
export interface RecentSteps {
  /** `steps` are all that came after `sequence`. */
  begin(steps: readonly UnitAlertEvent[], sequence: number): void;
  add(step: UnitAlertEvent): void;
  /** Undefined when some of them may not be here: the database knows. */
  after(unitId: UnitId, sequence: number, limit: number): AlertEvent[] | undefined;
}

export function createRecentSteps(mostKept: number): RecentSteps {
  let steps: UnitAlertEvent[] = [];
  let knownAfter = Number.POSITIVE_INFINITY;

  return {
    begin(known, sequence) {
      steps = [...known];
      knownAfter = sequence;
    },
    add(step) {
      steps.push(step);
      // Half at once, so that they are not all moved for every step.
      if (steps.length <= 2 * mostKept) return;
      knownAfter = steps.at(-mostKept - 1)?.event.sequence ?? knownAfter;
      steps = steps.slice(-mostKept);
    },
    after(unitId, sequence, limit) {
      if (sequence < knownAfter) return undefined;
      const missed: AlertEvent[] = [];
      for (const { heardIn, event } of steps)
        if (heardIn === unitId && event.sequence > sequence && missed.push(event) === limit) break;
      return missed;
    },
  };
}

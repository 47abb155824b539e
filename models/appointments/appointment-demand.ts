import type { Skill } from "../rostering/roster-ids";
import type { UnitId } from "../shared/ids";
import type { TimeRange } from "../shared/time-range";

/** A booked slot in a place that a unit nurses. */
export interface NursedSlot extends TimeRange {
  unitId: UnitId;
  /** Nurses at once as long as it lasts: in an operating room one (California, Title 22, section 70217 (a)(1)). */
  nurses: number;
  /** Absent: any nurse of the unit. */
  skill?: Skill;
}

export interface AppointmentDemand {
  unitId: UnitId;
  skill?: Skill;
  /** The most that are needed at the same time within the range. */
  nurses: number;
}

/**
 * Nurses that booked slots ask of one shift, by unit and skill: the most at once, for a nurse who is with one
 * patient is with no other. Slots that follow each other without a gap are one nurse's.
 */
export function appointmentDemand(
  slots: readonly NursedSlot[],
  shift: TimeRange,
): AppointmentDemand[] {
  const within = slots.filter(({ from, to }) => from < shift.to && to > shift.from && from < to);
  const groups = new Map<string, NursedSlot[]>();
  for (const slot of within) {
    const key = `${slot.unitId} ${slot.skill ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), slot]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { unitId, skill } = first;
    return [{ unitId, ...(skill !== undefined && { skill }), nurses: mostAtOnce(group) }];
  });
}

function mostAtOnce(slots: readonly NursedSlot[]): number {
  const steps = slots.flatMap(({ from, to, nurses }) => [
    { at: from.getTime(), change: nurses },
    { at: to.getTime(), change: -nurses },
  ]);
  // At one instant those who leave come first: half-open ranges that meet do not overlap.
  steps.sort((one, other) => one.at - other.at || one.change - other.change);
  let now = 0;
  let most = 0;
  for (const { change } of steps) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

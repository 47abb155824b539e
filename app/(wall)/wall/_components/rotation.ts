import type { UnitId } from "#models/shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";

/** Which unit a wall shows, and since when. Instants are epoch milliseconds on one clock. */
export interface Rotation {
  unitId: UnitId | undefined;
  since: number;
  /** Somebody wants to look: it goes on by itself then. */
  pausedUntil: number | undefined;
  /** Of each unit the newest unanswered high-priority alert for which it has been shown. */
  shownFor: ReadonlyMap<UnitId, number>;
}

export interface RotatingUnit {
  unitId: UnitId;
  /** Since when its newest unanswered high-priority alert asks; undefined without one. */
  urgentSince: number | undefined;
}

export interface RotationAt {
  units: readonly RotatingUnit[];
  secondsPerUnit: number;
  now: number;
}

export const NOTHING_SHOWN: Rotation = {
  unitId: undefined,
  since: 0,
  pausedUntil: undefined,
  shownFor: new Map(),
};

/** A unit where nobody has answered yet is looked at longer. */
const URGENT_TIMES = 3;
/** Of two that ask at once the first is seen so long before the second takes its place. */
const FIRST_LOOK_MS = 8 * MS_PER_SECOND;
/** A wall that somebody paused and left would hide the other units for good. */
export const PAUSE_MS = 2 * MS_PER_MINUTE;

/** What is shown now: the same, the next in turn, or a unit where something new asks for an answer. */
export function turn(rotation: Rotation, at: RotationAt): Rotation {
  const { units, now } = at;
  const current = units.find(({ unitId }) => unitId === rotation.unitId);
  if (!current) return units[0] ? shown(rotation, units[0], now) : rotation;

  if (rotation.pausedUntil !== undefined) {
    if (now < rotation.pausedUntil) return noteShown(rotation, current);
    return turn({ ...rotation, pausedUntil: undefined, since: now }, at);
  }
  if (isNew(rotation, current)) return shown(rotation, current, now);
  const asking = firstNew(rotation, units);
  if (asking && (current.urgentSince === undefined || now - rotation.since >= FIRST_LOOK_MS))
    return shown(rotation, asking, now);
  return now - rotation.since >= dwellMs(current, at)
    ? shown(rotation, neighbour(units, current, 1), now)
    : rotation;
}

/** By hand, one further or one back; it has its full time from now on, and a pause goes on. */
export function step(rotation: Rotation, { units, now }: RotationAt, by: 1 | -1): Rotation {
  const current = units.find(({ unitId }) => unitId === rotation.unitId);
  const next = current ? neighbour(units, current, by) : units[0];
  return next ? shown(rotation, next, now) : rotation;
}

export const togglePause = (rotation: Rotation, now: number): Rotation => ({
  ...rotation,
  since: now,
  pausedUntil: rotation.pausedUntil === undefined ? now + PAUSE_MS : undefined,
});

/** How much of the current unit's time is over, 0 to 1. */
export function elapsedShare(rotation: Rotation, at: RotationAt): number {
  const current = at.units.find(({ unitId }) => unitId === rotation.unitId);
  if (!current || rotation.pausedUntil !== undefined) return 0;
  return Math.min(1, Math.max(0, (at.now - rotation.since) / dwellMs(current, at)));
}

const dwellMs = ({ urgentSince }: RotatingUnit, { secondsPerUnit }: RotationAt): number =>
  secondsPerUnit * MS_PER_SECOND * (urgentSince === undefined ? 1 : URGENT_TIMES);

const isNew = ({ shownFor }: Rotation, { unitId, urgentSince }: RotatingUnit): boolean =>
  urgentSince !== undefined && urgentSince > (shownFor.get(unitId) ?? -Infinity);

/** The one that asks longest of those that were not shown for it yet. */
function firstNew(rotation: Rotation, units: readonly RotatingUnit[]): RotatingUnit | undefined {
  return units
    .filter((unit) => isNew(rotation, unit))
    .sort((a, b) => (a.urgentSince ?? 0) - (b.urgentSince ?? 0))[0];
}

function neighbour(
  units: readonly RotatingUnit[],
  current: RotatingUnit,
  by: 1 | -1,
): RotatingUnit {
  const at = units.indexOf(current);
  return units.at((at + by) % units.length) ?? current;
}

const shown = (rotation: Rotation, unit: RotatingUnit, now: number): Rotation => ({
  ...noteShown(rotation, unit),
  unitId: unit.unitId,
  since: now,
});

function noteShown(rotation: Rotation, unit: RotatingUnit): Rotation {
  if (unit.urgentSince === undefined || !isNew(rotation, unit)) return rotation;
  return { ...rotation, shownFor: new Map(rotation.shownFor).set(unit.unitId, unit.urgentSince) };
}

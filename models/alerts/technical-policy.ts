import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "../shared/time-range";
import { OLDEST_INPUT_MS } from "../vitals/early-warning-score";
import type { TechnicalAlarmKind } from "./technical-alarm";

/**
 * When silence is too long. "Usual" is the middle one of the last intervals, so that one pause does not move
 * it. The factors and floors are choices of ours, by how monitors are used at the bedside: a patient is
 * turned or washed in a quarter of a minute, a message may be lost and the next one late.
 */
export const SILENCE = {
  /** Three values of a sign are missed while the bed's others came. */
  sensorOff: { intervals: 3, atLeastMs: 15 * MS_PER_SECOND },
  /** Slower is charting by hand, which keeps no interval. */
  regularUpToMs: 30 * MS_PER_MINUTE,
  /** As a card shows its feed as stopped, but not before half a minute: that is for somebody to walk. */
  stale: { intervals: 2.5, atLeastMs: 30 * MS_PER_SECOND },
  /** Until a bed's interval is known. */
  assumedIntervalMs: 5 * MS_PER_MINUTE,
  /** A sign that came so shortly before its bed's last word before a start was in use. */
  inUseWithinMs: MS_PER_MINUTE,
  /** A bed that spoke within so long before a start of the server is awaited after it. */
  awaitedWithinMs: 10 * MS_PER_MINUTE,
  /**
   * A unit's feed: nobody has spoken for so long, in which several beds are late by half their interval. One
   * late bed is that bed's monitor; three at once are what they share.
   */
  feedLost: { atLeastMs: 10 * MS_PER_SECOND, lateBeds: 3, lateBy: 1.5 },
  /**
   * Then nobody monitors it any more: the alarm ends, and the value shows its age. Not before a score has
   * let go of the value, or an alert that the alarm holds could end by that alone.
   */
  forgottenAfterMs: OLDEST_INPUT_MS + MS_PER_HOUR,
} as const;

/** One impossible value is a cuff that was leant on; several within minutes are a sensor to look at. */
export const IMPOSSIBLE_VALUES = { count: 3, withinMs: 5 * MS_PER_MINUTE } as const;

/**
 * How long a finding must last before the alarm begins, and be gone before it ends: something loose comes and
 * goes. Feeds are asked first, so that the beds behind a lost one say nothing. An artefact begins at once,
 * for its findings rest on several values already; it ends slowly, for the same reason.
 */
export const LASTING: Readonly<
  Record<TechnicalAlarmKind, { beginsAfterMs: number; endsAfterMs: number }>
> = {
  "sensor-off": { beginsAfterMs: 5 * MS_PER_SECOND, endsAfterMs: 30 * MS_PER_SECOND },
  artefact: { beginsAfterMs: 0, endsAfterMs: 5 * MS_PER_MINUTE },
  stale: { beginsAfterMs: 5 * MS_PER_SECOND, endsAfterMs: 5 * MS_PER_SECOND },
  "feed-lost": { beginsAfterMs: 2 * MS_PER_SECOND, endsAfterMs: 5 * MS_PER_SECOND },
  "scoring-down": { beginsAfterMs: 10 * MS_PER_SECOND, endsAfterMs: 10 * MS_PER_SECOND },
  "model-refused": { beginsAfterMs: 0, endsAfterMs: 0 },
};

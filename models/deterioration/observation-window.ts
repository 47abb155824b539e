import { MS_PER_HOUR } from "../shared/time-range";
import type { Catalogue } from "./catalogue";
import { WARD_CATALOGUE } from "./variables";

/** How far back the hourly means reach. */
export const WINDOW_HOURS = 24;

/**
 * A value older than this is unknown to the model. Long enough for a daily laboratory round that slipped;
 * bounded, so that a restart that reads two days back ends in the same state.
 */
export const CARRY_FORWARD_MS = 48 * MS_PER_HOUR;

/**
 * Signs are smoothed with this time constant before the model calls one "the value now": a cuff pulled
 * or a patient turned for a second moves nothing, a change that stays shows to two thirds in three minutes. An
 * hourly charted value passes unchanged (the weight of the one before is e^-20).
 */
const SMOOTHING_MS = 3 * 60_000;

/**
 * What the model remembers of one encounter: for each variable of the catalogue the value now, when, the
 * mean of the hour it was measured in before, and the mean of each of the last 24 clock hours. Constant memory,
 * constant work per observation, and the same for a monitor that speaks every second and a chart kept by the
 * hour.
 *
 * Times are epoch milliseconds on the clock of the feed. Observations may come late: a late one enters
 * the mean of its own hour and moves nothing that is newer. An hour that nobody measured has no mean.
 */
export class ObservationWindow {
  /** How many observations were taken: what was computed from fewer is out of date. */
  revision = 0;

  private readonly value: Float64Array;
  private readonly at: Float64Array;
  /** The newest clock hour with an observation, and sum and count of the newest but one. */
  private readonly newestHour: Float64Array;
  private readonly newestSum: Float64Array;
  private readonly newestCount: Float64Array;
  private readonly previousHour: Float64Array;
  private readonly previousSum: Float64Array;
  private readonly previousCount: Float64Array;
  /** Rings by clock hour; `ringHour` says which hour a place holds, so that nothing is cleared in time. */
  private readonly ringHour: Float64Array;
  private readonly ringSum: Float64Array;
  private readonly ringCount: Float64Array;

  constructor(readonly catalogue: Catalogue = WARD_CATALOGUE) {
    const each = (fill: number) => new Float64Array(catalogue.variables.length).fill(fill);
    const hourly = (fill: number) =>
      new Float64Array(catalogue.variables.length * WINDOW_HOURS).fill(fill);
    this.value = each(NaN);
    this.at = each(-Infinity);
    this.newestHour = each(-Infinity);
    this.newestSum = each(0);
    this.newestCount = each(0);
    this.previousHour = each(-Infinity);
    this.previousSum = each(0);
    this.previousCount = each(0);
    this.ringHour = hourly(-Infinity);
    this.ringSum = hourly(0);
    this.ringCount = hourly(0);
  }

  /** `id` is what the catalogue calls a variable or its stand-in; one the model does not read is ignored. */
  observe(id: number, observedAt: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const position = this.catalogue.find(id) ?? this.standsInFor(id, observedAt);
    if (position !== undefined) this.take(position, observedAt, value);
  }

  /** The value now; NaN when it was never measured or is too old to be carried forward. */
  valueOf(position: number, at: number): number {
    return at - this.atOf(position) <= CARRY_FORWARD_MS ? (this.value[position] ?? NaN) : NaN;
  }

  /** When the variable was last measured; -Infinity for never. */
  atOf(position: number): number {
    return this.at[position] ?? -Infinity;
  }

  /** Hours since measured, never negative; NaN when there is no value. */
  hoursSince(position: number, at: number): number {
    const age = at - this.atOf(position);
    return age <= CARRY_FORWARD_MS ? Math.max(0, age) / MS_PER_HOUR : NaN;
  }

  /** The value now minus the mean of the hour it was measured in before; NaN without one of them. */
  changeOf(position: number, at: number): number {
    const previous = (this.previousSum[position] ?? NaN) / (this.previousCount[position] ?? NaN);
    return this.valueOf(position, at) - previous; // 0 / 0 without one: missing
  }

  /** Clock hours between the newest that was measured and the one before, at most 48; NaN without one of them. */
  hoursBetween(position: number): number {
    const between = (this.newestHour[position] ?? NaN) - (this.previousHour[position] ?? NaN);
    return Number.isFinite(between) ? Math.min(between, CARRY_FORWARD_MS / MS_PER_HOUR) : NaN;
  }

  /** Mean in the clock hour that many hours before that of `at`; NaN when not measured. */
  hourlyMean(position: number, at: number, hoursBack: number): number {
    const hour = Math.floor(at / MS_PER_HOUR) - hoursBack;
    const place = ringPlace(position, hour);
    if (this.ringHour[place] !== hour) return NaN;
    return (this.ringSum[place] ?? NaN) / (this.ringCount[place] ?? NaN);
  }

  private standsInFor(id: number, observedAt: number): number | undefined {
    const standIn = this.catalogue.standIns.find((candidate) => candidate.id === id);
    if (!standIn) return undefined;
    const position = this.catalogue.positionOf(standIn.kind);
    return observedAt - this.atOf(position) < standIn.afterMs ? undefined : position;
  }

  private take(position: number, observedAt: number, value: number): void {
    this.revision += 1;
    this.takeValue(position, observedAt, value);
    this.takeHour(position, Math.floor(observedAt / MS_PER_HOUR), value);
  }

  private takeValue(position: number, observedAt: number, value: number): void {
    const elapsedMs = observedAt - this.atOf(position);
    if (elapsedMs < 0) return;
    const before = this.value[position] ?? NaN;
    const isSmoothed = this.catalogue.variables[position]?.clinicalStep !== undefined;
    const isFirst = Number.isNaN(before) || !isSmoothed;
    const weight = isFirst ? 1 : 1 - Math.exp(-elapsedMs / SMOOTHING_MS);
    this.value[position] = isFirst ? value : before + weight * (value - before);
    this.at[position] = observedAt;
  }

  /** In any order: history restored after the newest value ends in the same state. */
  private takeHour(position: number, hour: number, value: number): void {
    const newest = this.newestHour[position] ?? -Infinity;
    if (hour > newest) {
      this.previousHour[position] = newest;
      this.previousSum[position] = this.newestSum[position] ?? 0;
      this.previousCount[position] = this.newestCount[position] ?? 0;
      this.newestHour[position] = hour;
      this.newestSum[position] = value;
      this.newestCount[position] = 1;
    } else if (hour === newest) {
      this.newestSum[position] = (this.newestSum[position] ?? 0) + value;
      this.newestCount[position] = (this.newestCount[position] ?? 0) + 1;
    } else {
      this.takePreviousHour(position, hour, value);
    }
    this.takeRing(position, hour, value);
  }

  private takePreviousHour(position: number, hour: number, value: number): void {
    const previous = this.previousHour[position] ?? -Infinity;
    if (hour < previous) return;
    const isSame = hour === previous;
    this.previousHour[position] = hour;
    this.previousSum[position] = (isSame ? (this.previousSum[position] ?? 0) : 0) + value;
    this.previousCount[position] = (isSame ? (this.previousCount[position] ?? 0) : 0) + 1;
  }

  private takeRing(position: number, hour: number, value: number): void {
    const place = ringPlace(position, hour);
    const held = this.ringHour[place] ?? -Infinity;
    if (hour < held) return; // a day late: its place belongs to a newer hour
    if (hour > held) {
      this.ringHour[place] = hour;
      this.ringSum[place] = 0;
      this.ringCount[place] = 0;
    }
    this.ringSum[place] = (this.ringSum[place] ?? 0) + value;
    this.ringCount[place] = (this.ringCount[place] ?? 0) + 1;
  }
}

const ringPlace = (position: number, hour: number): number =>
  position * WINDOW_HOURS + (((hour % WINDOW_HOURS) + WINDOW_HOURS) % WINDOW_HOURS);

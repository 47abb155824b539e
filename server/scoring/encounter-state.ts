import { ObservationWindow } from "#models/deterioration/observation-window";
import { FIRST_LABORATORY_ID, VARIABLES } from "#models/deterioration/variables";
import type { LiveSigns } from "#models/realtime/board";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import {
  isTooYoungToScore,
  scoreEarlyWarning,
  type EarlyWarningScore,
} from "#models/vitals/early-warning-score";
import { VITAL_SIGNS, VITAL_SIGN_KINDS, findVitalSignKind } from "#models/vitals/vital-sign";
import type { ScoredEncounter } from "./protocol";

/**
 * Changes since the last assessment that a nurse would call one, by kind of sign and in its unit; smaller
 * ones wait for the next minute. A laboratory result is always one.
 */
const CLINICAL_STEPS = new Map<number, number>([
  ...VARIABLES.flatMap(({ id, clinicalStep }): [number, number][] =>
    clinicalStep === undefined ? [] : [[id, clinicalStep]],
  ),
  [VITAL_SIGNS.pulseRate.id, 10],
  [VITAL_SIGNS.oxygenFlow.id, 1],
  [VITAL_SIGNS.consciousness.id, 1],
]);

interface PastAssessment {
  at: number;
  score: number | undefined;
  risk: number | undefined;
}

/** Assessments crowd together by milliseconds; a clock is corrected by more. */
const CLOCK_SET_BACK_MS = 2 * MS_PER_MINUTE;

/** History entries are at least this far apart, and a trend looks for the one nearest to an hour ago. */
const HISTORY_STEP_MS = 4 * MS_PER_MINUTE;
const NEAREST_PAST_MS = 30 * MS_PER_MINUTE;
const FARTHEST_PAST_MS = 2 * MS_PER_HOUR;

/** What the worker knows of one encounter. "At" is on the feed's clock, "receivedAt" and "now" on ours. */
export class EncounterState {
  readonly window = new ObservationWindow();
  /** Something moved by a clinical step since the last assessment. */
  hasMoved = false;
  lastAssessedNow = -Infinity;
  lastScore: EarlyWarningScore | undefined;

  private readonly signs: LiveSigns = {};
  private readonly valueAtAssessment = new Map<number, number>();
  private readonly history: PastAssessment[] = [];
  private feedOffsetMs: number | undefined;
  private newestObservedAt = -Infinity;
  private lastAssessedAt = -Infinity;

  constructor(public encounter: ScoredEncounter) {}

  setFeedClock(sentAt: number, receivedAt: number): void {
    this.feedOffsetMs = sentAt - receivedAt;
  }

  observe(kind: number, observedAt: number, value: number): void {
    if (!Number.isFinite(value)) return;
    this.window.observe(kind, observedAt, value);
    this.newestObservedAt = Math.max(this.newestObservedAt, observedAt);
    const sign = findVitalSignKind(kind);
    if (sign) {
      const held = this.signs[sign];
      // Of two of one instant the first stands: it is the one that is stored.
      if (held && held.observedAt >= observedAt) return;
      this.signs[sign] = { value, observedAt };
    }
    this.hasMoved ||= this.isClinicalChange(kind, value);
  }

  /** The instant it is for the patient, on the clock of the feed; undefined before anything was sent. */
  clinicalNow(now: number): number | undefined {
    if (this.feedOffsetMs !== undefined) return now + this.feedOffsetMs;
    return Number.isFinite(this.newestObservedAt) ? this.newestObservedAt : undefined;
  }

  /** Neither NEWS2 nor the model is for a child. */
  get isTooYoung(): boolean {
    return isTooYoungToScore(this.encounter.age);
  }

  score(at: number): EarlyWarningScore | undefined {
    if (this.isTooYoung) return undefined;
    return scoreEarlyWarning(this.signs, { at, oxygenScale: this.encounter.oxygenScale });
  }

  /**
   * Marks an assessment as made. Assessments are keyed by their instant, so none repeats or runs back,
   * unless the feed's clock was set back.
   */
  assessed(at: number, now: number, score: EarlyWarningScore | undefined): number {
    const wasSetBack = at < this.lastAssessedAt - CLOCK_SET_BACK_MS;
    const assessedAt = wasSetBack
      ? Math.round(at)
      : Math.max(Math.round(at), this.lastAssessedAt + 1);
    this.lastAssessedAt = assessedAt;
    this.lastAssessedNow = now;
    this.lastScore = score;
    this.hasMoved = false;
    for (const kind of VITAL_SIGN_KINDS) {
      const sign = this.signs[kind];
      if (sign) this.valueAtAssessment.set(VITAL_SIGNS[kind].id, sign.value);
    }
    return assessedAt;
  }

  remember(past: PastAssessment): void {
    const newest = this.history.at(-1);
    if (newest && past.at - newest.at < HISTORY_STEP_MS) return;
    this.history.push(past);
    while ((this.history[0]?.at ?? past.at) < past.at - FARTHEST_PAST_MS) this.history.shift();
  }

  /** The assessment nearest to an hour before `at`, if there is one between half an hour and two. */
  anHourBefore(at: number): PastAssessment | undefined {
    let nearest: PastAssessment | undefined;
    for (const past of this.history) {
      const ago = at - past.at;
      if (ago < NEAREST_PAST_MS || ago > FARTHEST_PAST_MS) continue;
      const isNearer =
        !nearest || Math.abs(ago - MS_PER_HOUR) < Math.abs(at - nearest.at - MS_PER_HOUR);
      if (isNearer) nearest = past;
    }
    return nearest;
  }

  private isClinicalChange(kind: number, value: number): boolean {
    if (kind > FIRST_LABORATORY_ID) return true;
    const before = this.valueAtAssessment.get(kind);
    if (before === undefined) return true;
    return Math.abs(value - before) >= (CLINICAL_STEPS.get(kind) ?? Infinity);
  }
}

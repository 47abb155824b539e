import { ageInYears } from "#models/encounters/demographics";
import type {
  BedDelta,
  BedState,
  LiveAcuity,
  LiveRisk,
  LiveScore,
  LiveSigns,
  Occupant,
} from "#models/realtime/board";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import {
  VITAL_SIGN_KINDS,
  VITAL_SIGNS,
  findVitalSignKind,
  type VitalSignKind,
} from "#models/vitals/vital-sign";
import type { BedOccupancy, HospitalBed } from "#db/placed-encounters";
import type { PlacedEncounter, RecordedMessage } from "../ingest/ports";
import { takeFeedClock, type FeedClock } from "./feed-clock";

const SIGN_SLOTS = 1 + Math.max(...VITAL_SIGN_KINDS.map((kind) => VITAL_SIGNS[kind].id));
const HEART_RATE = VITAL_SIGNS.heartRate.id;

/** Six hours of heart rate at most; a feed of hourly values fills it with sixty hours. */
export const TREND_POINTS = 60;
export const TREND_STEP_MS = 6 * MS_PER_MINUTE;
const STREAMING_MS = 1_500;

/** An encounter in a bed with everything a board shows of it. Times of signs are by the feed's clock. */
export interface LiveEncounter extends PlacedEncounter, FeedClock {
  occupant: Occupant;
  /** Epoch milliseconds on our clock. */
  inBedSince: number;
  /** By the id of the sign; NaN where never measured. */
  values: Float64Array;
  observedAt: Float64Array;
  trend: number[];
  trendAt: number;
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  technical: readonly TechnicalAlarm[];
  acuity: LiveAcuity | undefined;
  receivedAt: number | undefined;
  /** How long before that the message before it came. */
  intervalMs: number;
}

/** A feed that speaks about once a second: whatever can wait for its next word soon goes with it. */
export const isStreaming = ({ intervalMs, receivedAt }: LiveEncounter, at: number): boolean =>
  intervalMs < STREAMING_MS && at - (receivedAt ?? 0) < STREAMING_MS;

/** What of a bed changed since the last frame about it. */
interface BedChanges {
  occupant: boolean;
  /** Bit per id of a vital sign. */
  signs: number;
  trend: boolean;
  score: boolean;
  risk: boolean;
  technical: boolean;
  acuity: boolean;
  message: boolean;
  feedOffset: boolean;
}

export interface LiveBed extends HospitalBed {
  encounter: LiveEncounter | undefined;
  changes: BedChanges;
  /** When the last frame about this bed was sent, by our clock. */
  announcedAt: number;
  /** Not told before, unless something more urgent joins it. */
  announceFrom: number;
}

const noChanges = (): BedChanges => ({
  occupant: false,
  signs: 0,
  trend: false,
  score: false,
  risk: false,
  technical: false,
  acuity: false,
  message: false,
  feedOffset: false,
});

export const createLiveBed = (bed: HospitalBed): LiveBed => ({
  ...bed,
  encounter: undefined,
  changes: noChanges(),
  announcedAt: 0,
  announceFrom: 0,
});

export const createLiveEncounter = (
  slot: number,
  occupancy: BedOccupancy,
  at: Date,
): LiveEncounter => ({
  slot,
  encounterId: occupancy.encounterId,
  patientId: occupancy.patientId,
  visitNumber: occupancy.visitNumber,
  medicalRecord: occupancy.medicalRecord,
  unitId: occupancy.unitId,
  bedId: occupancy.bedId,
  occupant: toOccupant(occupancy, at),
  inBedSince: occupancy.inBedSince.getTime(),
  values: new Float64Array(SIGN_SLOTS).fill(Number.NaN),
  observedAt: new Float64Array(SIGN_SLOTS).fill(Number.NEGATIVE_INFINITY),
  trend: [],
  trendAt: Number.NEGATIVE_INFINITY,
  score: undefined,
  risk: undefined,
  technical: [],
  acuity: undefined,
  receivedAt: undefined,
  intervalMs: Infinity,
  sentAt: undefined,
  feedOffsetMs: 0,
  earlierClock: undefined,
});

export const toOccupant = (occupancy: BedOccupancy, at: Date): Occupant => ({
  encounterId: occupancy.encounterId,
  name: occupancy.name,
  age: ageInYears(occupancy.birthOn ?? undefined, at),
  sex: occupancy.sex,
  admittedAt: occupancy.admittedAt.getTime(),
  oxygenScale: occupancy.oxygenScale,
});

/**
 * Takes one message in. Nothing is allocated: this runs for every message of every bed.
 * True when the feed's clock was found set back, and what is held of the encounter dated back with it.
 */
export function takeMessage(
  bed: LiveBed,
  encounter: LiveEncounter,
  message: RecordedMessage,
): boolean {
  const { changes } = bed;
  encounter.intervalMs = message.receivedAt - (encounter.receivedAt ?? 0);
  encounter.receivedAt = message.receivedAt;
  changes.message = true;
  const isDatedBack = followFeedClock(bed, encounter, message);
  for (const observation of message.observations) {
    const { kind, observedAt, value, correction } = observation;
    if (kind >= SIGN_SLOTS) continue;
    if (correction && observedAt === encounter.observedAt[kind])
      replaceSign(bed, encounter, kind, value);
    else takeSign(bed, encounter, kind, observedAt, value);
  }
  if (message.withdrawals)
    for (const { kind, observedAt } of message.withdrawals)
      if (observedAt === encounter.observedAt[kind]) forgetSign(bed, encounter, kind);
  return isDatedBack;
}

/**
 * Whether the message takes back or replaces what earlier ones said, so that what was built on them
 * (fallback values, trends, the scorer's window) must be read again from what is stored now.
 * To be asked before the message is taken in.
 */
export function isRevision(encounter: LiveEncounter, message: RecordedMessage): boolean {
  if (message.withdrawals && message.withdrawals.length > 0) return true;
  return message.observations.some(
    ({ kind, observedAt, correction }) =>
      correction && !(observedAt > (encounter.observedAt[kind] ?? Number.POSITIVE_INFINITY)),
  );
}

function replaceSign(bed: LiveBed, encounter: LiveEncounter, kind: number, value: number): void {
  encounter.values[kind] = value;
  bed.changes.signs |= 1 << kind;
}

/** Nothing is shown rather than what was withdrawn, until the value before it has been read. */
function forgetSign(bed: LiveBed, encounter: LiveEncounter, kind: number): void {
  encounter.values[kind] = Number.NaN;
  encounter.observedAt[kind] = Number.NEGATIVE_INFINITY;
  bed.changes.signs |= 1 << kind;
}

/** The sparkline is drawn anew: one of its points may be what was taken back. */
export function forgetTrend(bed: LiveBed, encounter: LiveEncounter): void {
  const newest = encounter.values[HEART_RATE];
  const isKnown = newest !== undefined && !Number.isNaN(newest);
  encounter.trend = isKnown ? [newest] : [];
  encounter.trendAt = encounter.observedAt[HEART_RATE] ?? Number.NEGATIVE_INFINITY;
  bed.changes.trend = true;
}

/** True when the clock was set back: every sign held keeps its age, and newer ones are newer again. */
function followFeedClock(
  bed: LiveBed,
  encounter: LiveEncounter,
  message: RecordedMessage,
): boolean {
  const offsetBefore = encounter.feedOffsetMs;
  const setBackMs = takeFeedClock(
    encounter,
    message,
    encounter.sentAt ?? newestObservedAt(encounter),
  );
  if (encounter.feedOffsetMs !== offsetBefore) bed.changes.feedOffset = true;
  if (setBackMs === undefined) return false;

  for (let kind = 1; kind < SIGN_SLOTS; kind += 1) {
    if (Number.isNaN(encounter.values[kind] ?? Number.NaN)) continue;
    encounter.observedAt[kind] = (encounter.observedAt[kind] ?? Number.NaN) - setBackMs;
    bed.changes.signs |= 1 << kind;
  }
  encounter.trendAt -= setBackMs;
  return true;
}

/** Minus infinity for an encounter without a sign. */
export function newestObservedAt({ observedAt }: LiveEncounter): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const at of observedAt) if (at > newest) newest = at;
  return newest;
}

/**
 * An observation older than the newest of its kind changes nothing on the board, nor does a second one
 * of the same instant: the first is the one that is stored.
 */
export function takeSign(
  bed: LiveBed,
  encounter: LiveEncounter,
  kind: number,
  observedAt: number,
  value: number,
): void {
  if (!(observedAt > (encounter.observedAt[kind] ?? Number.POSITIVE_INFINITY))) return;
  encounter.values[kind] = value;
  encounter.observedAt[kind] = observedAt;
  bed.changes.signs |= 1 << kind;

  if (kind === HEART_RATE && observedAt - encounter.trendAt >= TREND_STEP_MS) {
    encounter.trend.push(value);
    encounter.trendAt = observedAt;
    if (encounter.trend.length > TREND_POINTS) encounter.trend.shift();
    bed.changes.trend = true;
  }
}

const ALL_SIGNS = -1;

/** The signs that changed; null for one that is no longer known. */
function changedSigns(encounter: LiveEncounter, mask: number): NonNullable<BedDelta["signs"]> {
  const signs: NonNullable<BedDelta["signs"]> = signsOf(encounter, mask);
  for (let id = 1; id < SIGN_SLOTS; id += 1) {
    if ((mask & (1 << id)) === 0 || !Number.isNaN(encounter.values[id] ?? 0)) continue;
    const kind = findVitalSignKind(id);
    if (kind) signs[kind] = null;
  }
  return signs;
}

function signsOf(encounter: LiveEncounter | undefined, mask: number): LiveSigns {
  const signs: LiveSigns = {};
  if (!encounter) return signs;
  for (let id = 1; id < SIGN_SLOTS; id += 1) {
    if ((mask & (1 << id)) === 0) continue;
    const kind = findVitalSignKind(id);
    const value = encounter.values[id];
    const observedAt = encounter.observedAt[id];
    if (!kind || value === undefined || observedAt === undefined || Number.isNaN(value)) continue;
    signs[kind] = { value: roundSign(value), observedAt };
  }
  return signs;
}

/** The newest of some signs, those that are known. */
export const newestSignsOf = (
  encounter: LiveEncounter,
  kinds: readonly VitalSignKind[],
): LiveSigns => signsOf(encounter, maskOf(kinds));

const maskOf = (kinds: readonly VitalSignKind[]): number =>
  kinds.reduce((mask, kind) => mask | (1 << VITAL_SIGNS[kind].id), 0);

/** Stored as single precision: 36.6 comes back as 36.599998474. Two decimals are more than any monitor shows. */
const roundSign = (value: number): number => Math.round(value * 100) / 100;

/** The bed in full, for a snapshot or for a patient new in it. */
function contentOf({ encounter }: LiveBed): Omit<BedState, "bedId" | "label"> {
  return {
    occupant: encounter?.occupant,
    signs: signsOf(encounter, ALL_SIGNS),
    trend: encounter?.trend.map(roundSign) ?? [],
    score: encounter?.score,
    risk: encounter?.risk,
    acuity: encounter?.acuity,
    receivedAt: encounter?.receivedAt,
    feedOffsetMs: encounter?.feedOffsetMs ?? 0,
    technical: encounter?.technical ?? [],
  };
}

export const toBedState = (bed: LiveBed): BedState => ({
  bedId: bed.bedId,
  label: bed.label,
  ...contentOf(bed),
});

/** Nobody has to be told what changed until now. */
export function forgetChanges(bed: LiveBed): void {
  bed.changes = noChanges();
}

/** What changed since the last delta; from then on those changes count as told. */
export function takeDelta(bed: LiveBed): BedDelta {
  const { encounter, changes } = bed;
  forgetChanges(bed);
  const identity = { bedId: bed.bedId, encounterId: encounter?.encounterId };
  // Another patient: nothing the screen holds of the bed is true any more, so all of it goes out.
  if (changes.occupant || !encounter) {
    const { score, risk, acuity, ...content } = contentOf(bed);
    const assessed = { score: score ?? null, risk: risk ?? null, acuity: acuity ?? null };
    return { ...identity, ...content, ...assessed };
  }

  return {
    ...identity,
    ...(changes.signs !== 0 && { signs: changedSigns(encounter, changes.signs) }),
    ...(changes.trend && { trend: encounter.trend.map(roundSign) }),
    ...(changes.score && { score: encounter.score ?? null }),
    ...(changes.risk && { risk: encounter.risk ?? null }),
    ...(changes.technical && { technical: encounter.technical }),
    ...(changes.acuity && { acuity: encounter.acuity ?? null }),
    ...(changes.message && { receivedAt: encounter.receivedAt }),
    ...(changes.feedOffset && { feedOffsetMs: encounter.feedOffsetMs }),
  };
}

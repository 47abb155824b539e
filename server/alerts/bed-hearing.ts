import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { SignEvidence } from "#models/alerts/technical-finding";
import { IMPOSSIBLE_VALUES, SILENCE } from "#models/alerts/technical-policy";
import { findObservationKind } from "#models/messages/observation-code";
import {
  findVitalSignKind,
  VITAL_SIGN_KINDS,
  VITAL_SIGNS,
  type VitalSignKind,
} from "#models/vitals/vital-sign";
import type { RecordedMessage } from "../ingest/ports";

const SIGN_SLOTS = 1 + Math.max(...VITAL_SIGN_KINDS.map((kind) => VITAL_SIGNS[kind].id));
const INTERVALS_KEPT = 5;

/** When something last spoke, and its last intervals. Nothing is allocated once it is made. */
interface Cadence {
  heardAt: number;
  /** By the feed's clock. */
  stampedAt: number;
  intervalsMs: Float64Array;
  count: number;
  /** Of a sign that was in use before we listened, until it speaks. */
  before: "on" | "off" | undefined;
}

/** What is stored of a bed as it was heard before we listened. Epoch milliseconds on our clock. */
export interface HeardBefore {
  /** Minus infinity when nothing is stored. */
  lastAt: number;
  signs: ReadonlyMap<VitalSignKind, number>;
}

/** What was heard of one patient's bed since we listen: how often it speaks, and each of its signs. */
export interface BedHearing {
  bed: Cadence | undefined;
  awaitedSince: number | undefined;
  /** Its last word before we listened. */
  heardBefore: number | undefined;
  /** By the id of the sign. */
  signs: (Cadence | undefined)[];
  /** When the last impossible values of each sign came. */
  impossibleAt: Map<VitalSignKind, number[]>;
}

export const newHearing = (): BedHearing => ({
  bed: undefined,
  awaitedSince: undefined,
  heardBefore: undefined,
  signs: new Array<Cadence | undefined>(SIGN_SLOTS).fill(undefined),
  impossibleAt: new Map(),
});

export const wasHeardShortlyBefore = (newestAt: number, at: number): boolean =>
  at - newestAt < SILENCE.awaitedWithinMs;

/** A hearing that goes on after a start at the instant `at`: with the sensors that were in use, or off. */
export function resumedHearing(
  { lastAt, signs }: HeardBefore,
  alarms: readonly TechnicalAlarm[],
  at: number,
): BedHearing {
  const hearing = newHearing();
  const heardBefore = Math.max(lastAt, ...alarms.map(({ begunAt }) => begunAt));
  if (Number.isFinite(heardBefore)) hearing.heardBefore = heardBefore;
  if (wasHeardShortlyBefore(lastAt, at)) hearing.awaitedSince = at;
  for (const [sign, heardAt] of signs) {
    if (heardAt < lastAt - SILENCE.inUseWithinMs) continue;
    hearing.signs[VITAL_SIGNS[sign].id] = { ...newCadence(Math.min(heardAt, at)), before: "on" };
  }
  for (const { kind, signs: named, begunAt } of alarms) {
    if (kind !== "sensor-off") continue;
    for (const sign of named) {
      const heardAt = signs.get(sign) ?? Number.NEGATIVE_INFINITY;
      if (heardAt >= begunAt) continue;
      // When the alarm began, the sign had been silent for as long as it takes.
      const lastWordAt = begunAt - SILENCE.sensorOff.atLeastMs;
      hearing.signs[VITAL_SIGNS[sign].id] = { ...newCadence(lastWordAt), before: "off" };
    }
  }
  return hearing;
}

const newCadence = (at: number, stampedAt = at): Cadence => ({
  ...{ heardAt: at, stampedAt, count: 0, before: undefined },
  intervalsMs: new Float64Array(INTERVALS_KEPT),
});

/** This runs for every message of every bed. */
export function hear(hearing: BedHearing, message: RecordedMessage): void {
  const { receivedAt, sentAt, observations, rejections } = message;
  hearing.bed = spoke(hearing.bed, receivedAt, sentAt);
  for (const { kind, observedAt } of observations) {
    if (kind < SIGN_SLOTS) hearing.signs[kind] = spoke(hearing.signs[kind], receivedAt, observedAt);
  }
  for (const { code, reason } of rejections ?? []) {
    if (reason === "implausible") noteImpossible(hearing, code, receivedAt);
  }
}

/**
 * An interval is the longer of what our clock says and the feed's: history that is sent fast comes closer
 * together than it was measured, and gateways whose clocks differ are heard one after the other all the same.
 */
function spoke(cadence: Cadence | undefined, at: number, stampedAt: number): Cadence {
  if (!cadence) return newCadence(at, stampedAt);
  cadence.before = undefined;
  const intervalMs = Math.max(at - cadence.heardAt, stampedAt - cadence.stampedAt);
  // The same instant again, as a second message of it, teaches nothing.
  if (intervalMs > 0) {
    cadence.intervalsMs[cadence.count % INTERVALS_KEPT] = intervalMs;
    cadence.count += 1;
  }
  cadence.heardAt = at;
  cadence.stampedAt = stampedAt;
  return cadence;
}

function noteImpossible({ impossibleAt }: BedHearing, code: string, at: number): void {
  const id = findObservationKind(code, "")?.id;
  const sign = id === undefined ? undefined : findVitalSignKind(id);
  if (!sign) return;
  impossibleAt.set(sign, [...(impossibleAt.get(sign) ?? []), at].slice(-IMPOSSIBLE_VALUES.count));
}

/** Undefined until it has been heard often enough to have a usual one. */
function usualIntervalMs({ intervalsMs, count }: Cadence): number | undefined {
  if (count < INTERVALS_KEPT) return undefined;
  return intervalsMs.toSorted()[INTERVALS_KEPT >> 1];
}

/**
 * Of one that was in use before we listened its interval is not known. While it was off it was missed already;
 * any other is missed when a bed that speaks more often has long gone on without it.
 */
function signIntervalMs(cadence: Cadence, bed: Cadence | undefined): number | undefined {
  if (!cadence.before) return usualIntervalMs(cadence);
  if (cadence.before === "off") return 0;
  const ofBed = bed && usualIntervalMs(bed);
  return ofBed && Math.max(ofBed, SILENCE.assumedIntervalMs);
}

/** Sorting is for what has been silent: of a thousand beds nearly all have just spoken. */
export const bedCadence = ({ bed }: BedHearing, at: number) =>
  bed && {
    heardAt: bed.heardAt,
    usualIntervalMs:
      at - bed.heardAt < SILENCE.feedLost.atLeastMs ? undefined : usualIntervalMs(bed),
  };

export function signEvidence({ bed, signs }: BedHearing): SignEvidence[] {
  const evidence: SignEvidence[] = [];
  const audibleUntil = (bed?.heardAt ?? 0) - SILENCE.sensorOff.atLeastMs;
  for (const [id, cadence] of signs.entries()) {
    const sign = cadence && findVitalSignKind(id);
    if (!sign) continue;
    const { heardAt } = cadence;
    const isSilent = heardAt <= audibleUntil;
    evidence.push({
      sign,
      heardAt,
      usualIntervalMs: isSilent ? signIntervalMs(cadence, bed) : undefined,
    });
  }
  return evidence;
}

/** The signs of which several impossible values have just come. */
export function impossibleSigns({ impossibleAt }: BedHearing, at: number): VitalSignKind[] {
  const { count, withinMs } = IMPOSSIBLE_VALUES;
  const signs: VitalSignKind[] = [];
  for (const [sign, times] of impossibleAt) {
    const first = times[0];
    if (times.length === count && first !== undefined && at - first <= withinMs) signs.push(sign);
  }
  return signs;
}

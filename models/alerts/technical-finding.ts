import type { EncounterId, UnitId } from "../shared/ids";
import type { VitalSignKind } from "../vitals/vital-sign";
import {
  ARTEFACT_REASONS,
  COMPANION_SIGNS,
  findSensor,
  SENSOR_NAMES,
  SENSORS,
  type ArtefactReason,
  type BedAlarmKind,
  type Sensor,
  type UnitAlarmKind,
} from "./technical-alarm";
import { SILENCE } from "./technical-policy";

/** What is known of one sign. Instants are epoch milliseconds on the server's clock, by receipt. */
export interface SignEvidence {
  sign: VitalSignKind;
  heardAt: number;
  /** Undefined until it has come several times, and of no matter for one that has just come. */
  usualIntervalMs: number | undefined;
}

export interface BedEvidence {
  encounterId: EncounterId;
  /** The bed's last message; undefined when there was none since we listen. */
  heardAt: number | undefined;
  /** The last that was heard of it before we listen, by what is stored. */
  heardBefore?: number | undefined;
  /** Since we listen, for a bed that was heard until shortly before. */
  awaitedSince: number | undefined;
  usualIntervalMs: number | undefined;
  /** Those heard since we listen, and those that were in use before. */
  signs: readonly SignEvidence[];
  /** What the plausibility check says; undefined when it has not been asked. */
  doubts: readonly SignDoubt[] | undefined;
  /** Signs of which impossible values came just now. */
  impossible: readonly VitalSignKind[];
}

export interface SignDoubt {
  sign: VitalSignKind;
  reason: ArtefactReason;
}

export interface UnitEvidence {
  unitId: UnitId;
  beds: readonly BedEvidence[];
  /** Since when beds could be heard at all, after a time in which none could. */
  audibleSince: number;
  /** False while messages cannot be stored: they wait at the sender, and silence says nothing of beds. */
  isAudible: boolean;
  isScoring: boolean;
  isModelRefused: boolean;
}

/** Whether something is the case. Of what is not known there is no finding: an alarm then stays as it is. */
export type TechnicalFinding = { isPresent: boolean } & (
  | { kind: UnitAlarmKind; unitId: UnitId }
  | {
      kind: BedAlarmKind;
      encounterId: EncounterId;
      sensor?: Sensor;
      signs: readonly VitalSignKind[];
      reason?: ArtefactReason;
    }
);

/** Everything technical that can be said of these units at the instant `at`. */
export function technicalFindings(units: readonly UnitEvidence[], at: number): TechnicalFinding[] {
  const isHospitalSilent = isFeedLost(
    units.flatMap((unit) => unit.beds),
    at,
  );
  return units.flatMap((unit) => unitFindings(unit, at, isHospitalSilent));
}

function unitFindings(
  unit: UnitEvidence,
  at: number,
  isHospitalSilent: boolean,
): TechnicalFinding[] {
  const { unitId, beds } = unit;
  const isOccupied = beds.length > 0;
  const findings: TechnicalFinding[] = [
    { kind: "scoring-down", unitId, isPresent: isOccupied && !unit.isScoring },
    { kind: "model-refused", unitId, isPresent: isOccupied && unit.isModelRefused },
  ];
  const isLost = unit.isAudible ? isUnitLost(beds, at, isHospitalSilent) : undefined;
  if (isLost !== undefined) findings.push({ kind: "feed-lost", unitId, isPresent: isLost });
  for (const bed of beds) {
    if (unit.isAudible && isLost !== true) findings.push(...staleFinding(bed, at, unit));
    const ofSensors = sensorFindings(bed, at);
    findings.push(...ofSensors, ...artefactFindings(bed, sensorsOff(ofSensors)));
  }
  return findings;
}

/** Undefined when it cannot be told: nobody was heard yet. */
function isUnitLost(
  beds: readonly BedEvidence[],
  at: number,
  isHospitalSilent: boolean,
): boolean | undefined {
  if (beds.length === 0) return false;
  if (isFeedLost(beds, at)) return true;
  if (beds.every(({ heardAt }) => heardAt === undefined)) return undefined;
  return isHospitalSilent && monitoredBeds(beds, at).every((bed) => isLate(bed, at));
}

const lastWordAt = ({ heardAt, awaitedSince }: BedEvidence): number | undefined =>
  heardAt ?? awaitedSince;

/** Nobody monitors the patient there any more. */
function isForgotten(bed: BedEvidence, at: number): boolean {
  const last = lastWordAt(bed) ?? bed.heardBefore;
  return last !== undefined && at - last >= SILENCE.forgottenAfterMs;
}

function monitoredBeds(beds: readonly BedEvidence[], at: number): BedEvidence[] {
  return beds.filter((bed) => {
    const last = lastWordAt(bed);
    return last !== undefined && at - last < SILENCE.forgottenAfterMs;
  });
}

const silenceOf = (bed: BedEvidence, at: number): number => at - (lastWordAt(bed) ?? at);

const intervalOf = ({ usualIntervalMs }: BedEvidence): number =>
  usualIntervalMs ?? SILENCE.assumedIntervalMs;

const isLate = (bed: BedEvidence, at: number): boolean =>
  silenceOf(bed, at) >=
  Math.max(SILENCE.feedLost.atLeastMs, SILENCE.feedLost.lateBy * intervalOf(bed));

/** Of beds that share a way to us; of fewer than two it cannot be told from one silent monitor. */
function isFeedLost(beds: readonly BedEvidence[], at: number): boolean {
  const monitored = monitoredBeds(beds, at);
  if (monitored.length < 2) return false;
  const { atLeastMs, lateBeds } = SILENCE.feedLost;
  if (monitored.some((bed) => silenceOf(bed, at) < atLeastMs)) return false;
  const late = monitored.filter((bed) => isLate(bed, at)).length;
  return late >= Math.min(lateBeds, monitored.length);
}

function staleFinding(
  bed: BedEvidence,
  at: number,
  { audibleSince }: UnitEvidence,
): TechnicalFinding[] {
  const { encounterId, heardAt } = bed;
  const finding = { kind: "stale", encounterId, signs: [] } as const;
  if (isForgotten(bed, at)) return [{ ...finding, isPresent: false }];
  const last = lastWordAt(bed);
  if (last === undefined) return [];
  const { intervals, atLeastMs } = SILENCE.stale;
  const limitMs = Math.max(atLeastMs, intervals * intervalOf(bed));
  // After a lost feed has come back each bed has its time to speak.
  if (at - Math.max(last, audibleSince) >= limitMs) return [{ ...finding, isPresent: true }];
  // Heard is heard; of one that has not spoken since, it is not known yet.
  const isHeard = heardAt !== undefined && at - heardAt < limitMs;
  return isHeard ? [{ ...finding, isPresent: false }] : [];
}

type SignState = "on" | "off" | "unknown";

/** Measured against the bed's other signs: while the bed is silent, no sign of it grows older. */
function stateOf({ heardAt, usualIntervalMs }: SignEvidence, bedHeardAt: number): SignState {
  const { intervals, atLeastMs } = SILENCE.sensorOff;
  const silenceMs = bedHeardAt - heardAt;
  if (silenceMs < atLeastMs || silenceMs >= SILENCE.forgottenAfterMs) return "on";
  if (usualIntervalMs === undefined || usualIntervalMs > SILENCE.regularUpToMs) return "unknown";
  return silenceMs < intervals * usualIntervalMs ? "on" : "off";
}

function sensorFindings(bed: BedEvidence, at: number): TechnicalFinding[] {
  const { encounterId, signs } = bed;
  const heardAt = isForgotten(bed, at) ? Number.NEGATIVE_INFINITY : bed.heardAt;
  if (heardAt === undefined) return [];
  const states = new Map<Sensor, Record<SignState, VitalSignKind[]>>();
  for (const evidence of signs) {
    const sensor = findSensor(evidence.sign);
    if (!sensor) continue;
    const of = states.get(sensor) ?? { on: [], off: [], unknown: [] };
    of[stateOf(evidence, heardAt)].push(evidence.sign);
    states.set(sensor, of);
  }
  return [...states].flatMap(([sensor, { on, off }]): TechnicalFinding[] => {
    const isPresent = off.some((sign) => on.length === 0 || !COMPANION_SIGNS.has(sign));
    if (!isPresent && on.length === 0) return [];
    const signs = isPresent ? off : [];
    return [{ kind: "sensor-off", encounterId, sensor, signs, isPresent }];
  });
}

function sensorsOff(findings: readonly TechnicalFinding[]): ReadonlySet<Sensor> {
  const sensors = findings.flatMap((finding) =>
    finding.isPresent && "sensor" in finding ? (finding.sensor ?? []) : [],
  );
  return new Set(sensors);
}

/** Of a sensor that is off nothing more is said: whoever puts it back looks at all of it. */
function artefactFindings(bed: BedEvidence, off: ReadonlySet<Sensor>): TechnicalFinding[] {
  const { encounterId, impossible, doubts } = bed;
  if (!doubts && impossible.length === 0) return [];
  const all: SignDoubt[] = [
    ...impossible.map((sign): SignDoubt => ({ sign, reason: "impossible" })),
    ...(doubts ?? []),
  ];
  const absent = { kind: "artefact", encounterId, signs: [], isPresent: false } as const;
  // Of nearly every bed: asked of a thousand of them each second.
  if (all.length === 0) return SENSOR_NAMES.map((sensor) => ({ ...absent, sensor }));
  return SENSOR_NAMES.flatMap((sensor): TechnicalFinding[] => {
    if (off.has(sensor)) return [];
    const own = all.filter(({ sign }) => isSignOf(sensor, sign));
    const reason = ARTEFACT_REASONS.find((each) => own.some((doubt) => doubt.reason === each));
    const signs = [...new Set(own.map(({ sign }) => sign))];
    if (!reason && !doubts) return [];
    const isPresent = reason !== undefined;
    return [
      { kind: "artefact", encounterId, sensor, signs, isPresent, ...(isPresent && { reason }) },
    ];
  });
}

const isSignOf = (sensor: Sensor, sign: VitalSignKind): boolean =>
  SENSORS[sensor].signs.some((each) => each === sign);

import type { DoubtReason } from "../deterioration/plausibility";
import type { BedId, EncounterId, TechnicalAlarmId, UnitId } from "../shared/ids";
import type { VitalSignKind } from "../vitals/vital-sign";

/**
 * What keeps us from knowing how a patient is. It says nothing about the patient: it is counted with no
 * alert, escalates to nobody, makes no sound; and as long as it lasts it is on every screen of the bed.
 */
export const BED_ALARM_KINDS = ["sensor-off", "artefact", "stale"] as const;
/** Of a whole unit: said once, not at each of its beds. */
export const UNIT_ALARM_KINDS = ["feed-lost", "scoring-down", "model-refused"] as const;
export const TECHNICAL_ALARM_KINDS = [...BED_ALARM_KINDS, ...UNIT_ALARM_KINDS] as const;

export type BedAlarmKind = (typeof BED_ALARM_KINDS)[number];
export type UnitAlarmKind = (typeof UNIT_ALARM_KINDS)[number];
export type TechnicalAlarmKind = (typeof TECHNICAL_ALARM_KINDS)[number];

/**
 * What somebody can walk up to and put right, with the signs that come from it: one loose electrode is one
 * alarm, though it takes two signs away. What is charted by hand has no sensor.
 */
export const SENSORS = {
  electrodes: { label: "ECG electrodes", signs: ["heartRate", "respiratoryRate"] },
  oximeter: { label: "SpO₂ probe", signs: ["oxygenSaturation", "pulseRate"] },
  pressure: {
    label: "blood pressure cuff or line",
    signs: ["systolicPressure", "diastolicPressure", "meanPressure"],
  },
  thermometer: { label: "temperature probe", signs: ["temperature"] },
  capnograph: { label: "CO₂ line", signs: ["endTidalCarbonDioxide"] },
} as const satisfies Record<string, { label: string; signs: readonly VitalSignKind[] }>;

/** Derived beside a sensor's own sign: without one of them, and with that sign, the sensor is on. */
export const COMPANION_SIGNS: ReadonlySet<VitalSignKind> = new Set([
  "pulseRate",
  "diastolicPressure",
  "meanPressure",
]);

export type Sensor = keyof typeof SENSORS;
export const SENSOR_NAMES = Object.keys(SENSORS) as readonly Sensor[];

const SENSOR_OF_SIGN: ReadonlyMap<VitalSignKind, Sensor> = new Map(
  SENSOR_NAMES.flatMap((sensor) =>
    SENSORS[sensor].signs.map((sign): [VitalSignKind, Sensor] => [sign, sensor]),
  ),
);
export const findSensor = (sign: VitalSignKind): Sensor | undefined => SENSOR_OF_SIGN.get(sign);

/** Why a sign is doubted. `impossible`: values came that no living body and no working device shows. */
export const ARTEFACT_REASONS = [
  "impossible",
  "contradicted",
  "unchanged",
  "jumped",
] as const satisfies readonly (DoubtReason | "impossible")[];
export type ArtefactReason = (typeof ARTEFACT_REASONS)[number];

/** Instants are epoch milliseconds on the server's clock. */
export interface TechnicalAlarm {
  technicalAlarmId: TechnicalAlarmId;
  kind: TechnicalAlarmKind;
  unitId: UnitId;
  /** Absent for what concerns the whole unit. */
  bed?: { encounterId: EncounterId; bedId: BedId; label: string };
  /** Of `sensor-off` and `artefact`. */
  sensor?: Sensor;
  /** The sensor's signs that are missing, or in doubt; none when it is back and has yet to stay. */
  signs: readonly VitalSignKind[];
  reason?: ArtefactReason;
  begunAt: number;
  seenAt?: number;
  /** The name of the colleague who has seen it. */
  seenBy?: string;
  endedAt?: number;
}

/** Signs whose last value must not be taken for how the patient is now. */
export function signsThatAreOff(alarms: readonly TechnicalAlarm[]): ReadonlySet<VitalSignKind> {
  return new Set(alarms.flatMap(({ kind, signs }) => (kind === "sensor-off" ? signs : [])));
}

/** Behind a lost feed no bed is stale: its silence is the feed's. */
const UNSEEING_KINDS: ReadonlySet<TechnicalAlarmKind> = new Set([
  "sensor-off",
  "stale",
  "feed-lost",
]);

/**
 * Whether fewer signs are known of the patient than were, by the alarms of the bed and of its unit: then a finding that looks better is no recovery,
 * and no clinical alert may end or step down by it.
 */
export const isPatientPartlyUnseen = (alarms: readonly TechnicalAlarm[]): boolean =>
  alarms.some(({ kind }) => UNSEEING_KINDS.has(kind));

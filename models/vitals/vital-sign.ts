/**
 * The signs we chart. Codes are LOINC, units are UCUM; `id` is the number the hypertable stores.
 *
 * `min` and `max` are what a living body, or the device on it, can show: a value outside is kept as
 * rejected and never scored. They are wider than any reference range on purpose, so that a dying
 * patient is not mistaken for a broken sensor.
 */
export const VITAL_SIGNS = {
  heartRate: { id: 1, loinc: "8867-4", ucum: "/min", min: 0, max: 350, label: "Heart rate" },
  respiratoryRate: {
    id: 2,
    loinc: "9279-1",
    ucum: "/min",
    min: 0,
    max: 120,
    label: "Respiratory rate",
  },
  oxygenSaturation: { id: 3, loinc: "59408-5", ucum: "%", min: 20, max: 100, label: "SpO₂" },
  temperature: { id: 4, loinc: "8310-5", ucum: "Cel", min: 20, max: 46, label: "Temperature" },
  systolicPressure: {
    id: 5,
    loinc: "8480-6",
    ucum: "mm[Hg]",
    min: 0,
    max: 350,
    label: "Systolic pressure",
  },
  diastolicPressure: {
    id: 6,
    loinc: "8462-4",
    ucum: "mm[Hg]",
    min: 0,
    max: 300,
    label: "Diastolic pressure",
  },
  meanPressure: {
    id: 7,
    loinc: "8478-0",
    ucum: "mm[Hg]",
    min: 0,
    max: 320,
    label: "Mean pressure",
  },
  pulseRate: { id: 8, loinc: "8889-8", ucum: "/min", min: 0, max: 350, label: "Pulse (oximeter)" },
  inspiredOxygen: {
    id: 9,
    loinc: "3150-6",
    ucum: "%",
    min: 15,
    max: 100,
    label: "Inspired oxygen",
  },
  oxygenFlow: {
    id: 10,
    loinc: "3151-8",
    ucum: "L/min",
    min: 0,
    max: 80,
    label: "Oxygen flow",
  },
  /** Coded, not measured: the position in `CONSCIOUSNESS_LEVELS`. */
  consciousness: {
    id: 11,
    loinc: "67775-7",
    ucum: "{ACVPU}",
    min: 0,
    max: 4,
    label: "Consciousness",
  },
  endTidalCarbonDioxide: {
    id: 12,
    loinc: "19889-5",
    ucum: "mm[Hg]",
    min: 0,
    max: 150,
    label: "End-tidal CO₂",
  },
} as const;

export type VitalSignKind = keyof typeof VITAL_SIGNS;
export const VITAL_SIGN_KINDS = Object.keys(VITAL_SIGNS) as readonly VitalSignKind[];

/** ACVPU, in the order of the NEWS2 chart: anything but alert scores 3. */
export const CONSCIOUSNESS_LEVELS = [
  "alert",
  "confusion",
  "voice",
  "pain",
  "unresponsive",
] as const;
export type ConsciousnessLevel = (typeof CONSCIOUSNESS_LEVELS)[number];

const kindOfId = new Map<number, VitalSignKind>(
  VITAL_SIGN_KINDS.map((kind) => [VITAL_SIGNS[kind].id, kind]),
);
export const findVitalSignKind = (id: number): VitalSignKind | undefined => kindOfId.get(id);

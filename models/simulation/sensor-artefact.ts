import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "../shared/time-range";
import {
  chance,
  exponential,
  gaussian,
  uniform,
  uniformBetween,
  type RandomStream,
} from "./random";

export const ARTEFACT_KINDS = [
  "motion",
  "sensor-off",
  "stuck",
  "cuff-failure",
  "lead-off",
] as const;
export type ArtefactKind = (typeof ARTEFACT_KINDS)[number];

/** What the monitor shows; a sign that is missing was not measured. */
export interface MonitorSigns {
  heartRate?: number;
  respiratoryRate?: number;
  oxygenSaturation?: number;
  pulseRate?: number;
  temperature?: number;
  systolicPressure?: number;
  diastolicPressure?: number;
  meanPressure?: number;
  endTidalCarbonDioxide?: number;
}

/** The sensors of one bed: at most one thing wrong at a time. */
export interface Sensors {
  random: RandomStream;
  fault: { kind: ArtefactKind; until: number; stuckSaturation?: number } | undefined;
  nextFaultAt: number;
}

const MEAN_HOURS_BETWEEN_FAULTS = 2.5;

// How long each lasts, and its share. Motion is the most frequent and the shortest.
const FAULTS: readonly { kind: ArtefactKind; upTo: number; lasts: [number, number] }[] = [
  { kind: "motion", upTo: 0.55, lasts: [5 * MS_PER_SECOND, 40 * MS_PER_SECOND] },
  { kind: "sensor-off", upTo: 0.75, lasts: [MS_PER_MINUTE, 12 * MS_PER_MINUTE] },
  { kind: "stuck", upTo: 0.83, lasts: [5 * MS_PER_MINUTE, 20 * MS_PER_MINUTE] },
  { kind: "cuff-failure", upTo: 0.93, lasts: [10 * MS_PER_MINUTE, 45 * MS_PER_MINUTE] },
  { kind: "lead-off", upTo: 1, lasts: [MS_PER_MINUTE, 8 * MS_PER_MINUTE] },
];

export const newSensors = (random: RandomStream, at: number): Sensors => ({
  random,
  fault: undefined,
  nextFaultAt: at + exponential(random, MEAN_HOURS_BETWEEN_FAULTS * MS_PER_HOUR),
});

/** What the sensors make of the true signs, with the faults that attend a real bedside. */
export function readSensors(sensors: Sensors, at: number, signs: MonitorSigns): MonitorSigns {
  renewFault(sensors, at, signs);
  const { fault, random } = sensors;
  switch (fault?.kind) {
    case undefined:
      return signs;
    case "motion":
      return moved(random, signs);
    case "sensor-off":
      return without(signs, ["oxygenSaturation", "pulseRate"]);
    case "stuck":
      return fault.stuckSaturation === undefined || signs.oxygenSaturation === undefined
        ? signs
        : { ...signs, oxygenSaturation: fault.stuckSaturation };
    case "cuff-failure":
      return failedCuff(random, signs);
    case "lead-off":
      return without(signs, ["heartRate", "respiratoryRate"]);
  }
}

function renewFault(sensors: Sensors, at: number, signs: MonitorSigns): void {
  if (sensors.fault && at >= sensors.fault.until) sensors.fault = undefined;
  if (sensors.fault || at < sensors.nextFaultAt) return;
  const draw = uniform(sensors.random);
  const chosen = FAULTS.find(({ upTo }) => draw < upTo);
  if (!chosen) return;
  const until = sensors.nextFaultAt + uniformBetween(sensors.random, ...chosen.lasts);
  sensors.nextFaultAt =
    until + exponential(sensors.random, MEAN_HOURS_BETWEEN_FAULTS * MS_PER_HOUR);
  // A fault that came and went between two readings was seen by nobody.
  if (until <= at) return;
  sensors.fault = {
    kind: chosen.kind,
    until,
    ...(signs.oxygenSaturation === undefined ? {} : { stuckSaturation: signs.oxygenSaturation }),
  };
}

function moved(random: RandomStream, signs: MonitorSigns): MonitorSigns {
  const spoilt = { ...signs };
  if (signs.heartRate !== undefined && chance(random, 0.5))
    spoilt.heartRate = signs.heartRate + Math.abs(gaussian(random)) * 45;
  if (signs.oxygenSaturation !== undefined)
    spoilt.oxygenSaturation = Math.max(40, signs.oxygenSaturation - Math.abs(gaussian(random)) * 9);
  if (signs.pulseRate !== undefined)
    spoilt.pulseRate = Math.max(20, signs.pulseRate * uniformBetween(random, 0.5, 1.6));
  return spoilt;
}

// Mostly no value; now and then the impossible one that a real cuff gives.
const failedCuff = (random: RandomStream, signs: MonitorSigns): MonitorSigns =>
  signs.systolicPressure !== undefined && chance(random, 0.1)
    ? { ...without(signs, ["meanPressure"]), systolicPressure: 999, diastolicPressure: 0 }
    : without(signs, ["systolicPressure", "diastolicPressure", "meanPressure"]);

const without = (signs: MonitorSigns, names: readonly (keyof MonitorSigns)[]): MonitorSigns =>
  Object.fromEntries(
    Object.entries(signs).filter(([name]) => !names.some((each) => each === name)),
  );

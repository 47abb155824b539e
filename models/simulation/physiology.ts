import type { Sex, UnitKind } from "../encounters/demographics";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { ConsciousnessLevel } from "../vitals/vital-sign";
import { severityAt, signShift, type DeteriorationCourse } from "./deterioration-course";
import { chance, gaussian, uniformBetween, type RandomStream } from "./random";

/** What is constant of one person's body. */
export interface Constitution {
  heartRate: number;
  respiratoryRate: number;
  oxygenSaturation: number; // on air
  temperature: number;
  systolicPressure: number;
  /** Diastolic over systolic pressure. */
  diastolicRatio: number;
  endTidalCarbonDioxide: number;
  /** Hours by which this person's day is late. */
  chronotypeHours: number;
}

/**
 * What moves. `arousal` is shared by the signs (pain, waking, a visitor) and is what correlates
 * them; each sign also wanders by itself, slowly and quickly. All are Ornstein-Uhlenbeck processes
 * of unit variance, so any step in time is exact and a gap in time is no special case.
 */
export interface Physiology {
  random: RandomStream;
  at: number;
  constitution: Constitution;
  arousal: number;
  slow: Wander;
  quick: Wander;
  course: DeteriorationCourse | undefined;
  /** L/min; 0 is air. */
  oxygenFlow: number;
}

type Wander = [number, number, number, number, number];

/** What a perfect sensor would read. Units as in models/vitals/vital-sign.ts, not rounded. */
export interface BodyState {
  heartRate: number;
  respiratoryRate: number;
  oxygenSaturation: number;
  temperature: number;
  systolicPressure: number;
  diastolicPressure: number;
  meanPressure: number;
  endTidalCarbonDioxide: number;
  inspiredOxygen: number;
  oxygenFlow: number;
  consciousness: ConsciousnessLevel;
}

const AROUSAL_MS = 25 * MS_PER_MINUTE;
const SLOW_MS = 90 * MS_PER_MINUTE;
const QUICK_MS = 1.5 * MS_PER_MINUTE;

// Spread of each sign's own wandering: heart, breath, saturation, temperature, pressure.
const SLOW_SPREAD: Wander = [3, 1, 0.5, 0.12, 5];
const QUICK_SPREAD: Wander = [1.6, 0.9, 0.4, 0.03, 2.5];

/** A stable adult inpatient; resting values around the middle of the adult reference ranges. */
export function newConstitution(
  random: RandomStream,
  person: { age: number; sex: Sex; unitKind: UnitKind },
): Constitution {
  const isIntensive = person.unitKind === "intensive";
  const spread = (mean: number, deviation: number) =>
    mean + deviation * Math.max(-2, Math.min(2, gaussian(random)));
  return {
    heartRate: spread(isIntensive ? 80 : 74, 7) + (person.sex === "female" ? 2 : 0),
    respiratoryRate: spread(isIntensive ? 16.2 : 15.5, 1.2),
    oxygenSaturation: Math.min(99, spread(97.2, 0.7)),
    temperature: spread(36.9, 0.15),
    // Systolic pressure rises with age, about 5 mmHg in ten years.
    systolicPressure: spread(118, 8) + Math.max(0, person.age - 50) * 0.4,
    diastolicRatio: spread(0.58, 0.04),
    endTidalCarbonDioxide: spread(36, 2),
    chronotypeHours: uniformBetween(random, -1.5, 1.5),
  };
}

export function newPhysiology(
  random: RandomStream,
  at: number,
  person: { age: number; sex: Sex; unitKind: UnitKind },
): Physiology {
  const needsOxygen = chance(random, person.unitKind === "intensive" ? 0.3 : 0.1);
  const constitution = newConstitution(random, person);
  if (needsOxygen) constitution.oxygenSaturation -= 2.5;
  const wander = (): Wander => [
    gaussian(random),
    gaussian(random),
    gaussian(random),
    gaussian(random),
    gaussian(random),
  ];
  return {
    random,
    at,
    constitution,
    arousal: gaussian(random),
    slow: wander(),
    quick: wander(),
    course: undefined,
    oxygenFlow: needsOxygen ? 2 : 0,
  };
}

/** Moves the body on to `at` and tells its state. Time never goes back: an earlier `at` changes nothing. */
export function bodyAt(body: Physiology, at: number): BodyState {
  wanderOn(body, Math.max(0, at - body.at));
  body.at = Math.max(body.at, at);
  return stateOf(body);
}

function wanderOn(body: Physiology, elapsedMs: number): void {
  if (elapsedMs === 0) return;
  const step = (value: number, timeConstantMs: number) => {
    const kept = Math.exp(-elapsedMs / timeConstantMs);
    return value * kept + Math.sqrt(1 - kept * kept) * gaussian(body.random);
  };
  body.arousal = step(body.arousal, AROUSAL_MS);
  for (let sign = 0; sign < body.slow.length; sign += 1) {
    body.slow[sign] = step(body.slow[sign] ?? 0, SLOW_MS);
    body.quick[sign] = step(body.quick[sign] ?? 0, QUICK_MS);
  }
}

/** −1 at the low point of the body's day (about 4 in the morning, UTC) to 1 twelve hours later. */
const dayRhythm = (at: number, chronotypeHours: number) =>
  Math.cos(((at / MS_PER_HOUR - 16 - chronotypeHours) / 24) * 2 * Math.PI);

function stateOf(body: Physiology): BodyState {
  const { constitution, at, arousal } = body;
  const shift = signShift(body.course, at);
  const day = dayRhythm(at, constitution.chronotypeHours);
  const own = (sign: number) =>
    (SLOW_SPREAD[sign] ?? 0) * (body.slow[sign] ?? 0) +
    (QUICK_SPREAD[sign] ?? 0) * (body.quick[sign] ?? 0);

  const temperature =
    constitution.temperature + 0.25 * day + own(3) + 0.05 * arousal + shift.temperature;
  const systolicPressure = clamp(
    constitution.systolicPressure + 5 * day + 4 * arousal + own(4) + shift.systolicPressure,
    45,
    230,
  );
  const pulsePressureFloor = 12;
  const diastolicPressure = clamp(
    constitution.diastolicRatio * constitution.systolicPressure +
      3 * day +
      2 * arousal +
      0.5 * own(4) +
      shift.diastolicPressure,
    25,
    systolicPressure - pulsePressureFloor,
  );
  // Each degree of fever costs about 8 beats; a falling pressure is answered by the baroreflex.
  const heartRate =
    constitution.heartRate +
    4 * day +
    3.5 * arousal +
    own(0) -
    0.12 * own(4) +
    Math.max(0, temperature - 37.5) * 3 +
    shift.heartRate +
    shift.irregularity * gaussian(body.random);
  const respiratoryRate =
    constitution.respiratoryRate + 0.5 * day + 0.7 * arousal + own(1) + shift.respiratoryRate;
  return {
    heartRate: clamp(heartRate, 28, 210),
    respiratoryRate: clamp(respiratoryRate, 5, 48),
    oxygenSaturation: oxygenSaturation(body, own(2), shift.oxygenSaturation),
    temperature: clamp(temperature, 33, 41.8),
    systolicPressure,
    diastolicPressure,
    meanPressure: diastolicPressure + (systolicPressure - diastolicPressure) / 3,
    endTidalCarbonDioxide: clamp(
      constitution.endTidalCarbonDioxide +
        shift.endTidalCarbonDioxide -
        0.6 * (respiratoryRate - constitution.respiratoryRate - shift.respiratoryRate),
      12,
      90,
    ),
    inspiredOxygen: inspiredOxygen(body.oxygenFlow),
    oxygenFlow: body.oxygenFlow,
    consciousness: consciousness(body),
  };
}

function oxygenSaturation(body: Physiology, own: number, shift: number): number {
  // Supplemental oxygen fills up to most of what is missing; it cannot lift a healthy lung over 100 %.
  const onAir = body.constitution.oxygenSaturation + shift + 0.6 * Math.min(0, own) + 0.3 * own;
  const missing = Math.max(0, 99 - onAir);
  return clamp(onAir + missing * 0.75 * (1 - Math.exp(-body.oxygenFlow / 6)), 55, 100);
}

/** The usual bedside estimate: 4 points of FiO2 for each litre a minute over air, reservoir masks near 80 %. */
export const inspiredOxygen = (flow: number): number => Math.min(80, 21 + 4 * flow);

function consciousness({ course, at }: Physiology): ConsciousnessLevel {
  const severity = course ? severityAt(course, at) : 0;
  if (severity < 0.72) return "alert";
  return severity < 0.9 ? "confusion" : "voice";
}

/**
 * What the nurse does at an oxygen review: target 94 to 98 % (BTS guideline for most adults).
 * Tells whether the flow was changed.
 */
export function reviewOxygen(body: Physiology): boolean {
  const before = body.oxygenFlow;
  const { oxygenSaturation: saturation } = stateOf(body);
  const isRecovering = !body.course || severityAt(body.course, body.at) < 0.3;
  if (saturation < 90) body.oxygenFlow = Math.min(15, Math.max(4, before * 2));
  else if (saturation < 93.5) body.oxygenFlow = Math.min(15, before + 2);
  else if (saturation > 96.5 && isRecovering) body.oxygenFlow = Math.max(0, before - 1);
  return body.oxygenFlow !== before;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

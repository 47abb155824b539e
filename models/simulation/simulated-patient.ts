import type { Sex, UnitKind } from "../encounters/demographics";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { CONSCIOUSNESS_LEVELS, type VitalSignKind } from "../vitals/vital-sign";
import type { LaboratoryTestKind } from "../vitals/laboratory-test";
import { beginCourse, courseEndsAt, severityAt, type CourseKind } from "./deterioration-course";
import { drawBlood, entries, newChemistry, type Chemistry } from "./laboratory";
import { madeUpName } from "./patient-names";
import { bodyAt, newPhysiology, reviewOxygen, type BodyState, type Physiology } from "./physiology";
import { chance, exponential, gaussian, randomStream, uniform, uniformBetween } from "./random";
import { newSensors, readSensors, type MonitorSigns, type Sensors } from "./sensor-artefact";

export interface SimulatedIdentity {
  medicalRecord: string;
  visitNumber: string;
  family: string;
  given: string;
  bornOn: string; // YYYY-MM-DD
  sex: Sex;
}

export interface Observation {
  kind: VitalSignKind | LaboratoryTestKind;
  value: number;
}

/** When each thing next happens to a patient, epoch milliseconds. */
export interface Appointments {
  monitor: number;
  cuff: number;
  chart: number;
  consciousness: number;
  blood: number;
  oxygenReview: number;
  course: number;
}

export interface SimulatedPatient {
  identity: SimulatedIdentity;
  unitKind: UnitKind;
  admittedAt: number;
  body: Physiology;
  sensors: Sensors;
  chemistry: Chemistry;
  next: Appointments;
}

/** How often a unit's patients are measured, milliseconds. */
interface Routine {
  cuffMs: number;
  chartMs: number;
  bloodMs: number;
  /** Mean time to the next course of deterioration. */
  courseMs: number;
}

// A course lasts about ten hours of which most is visible: these means put some 8 % of intensive-care
// patients and 3 % of ward patients in one at a time.
export const ROUTINES: Record<UnitKind, Routine> = {
  intensive: {
    cuffMs: 0,
    chartMs: MS_PER_HOUR,
    bloodMs: 6 * MS_PER_HOUR,
    courseMs: 110 * MS_PER_HOUR,
  },
  "step-down": {
    cuffMs: 15 * MS_PER_MINUTE,
    chartMs: 2 * MS_PER_HOUR,
    bloodMs: 12 * MS_PER_HOUR,
    courseMs: 160 * MS_PER_HOUR,
  },
  ward: {
    cuffMs: 30 * MS_PER_MINUTE,
    chartMs: 4 * MS_PER_HOUR,
    bloodMs: 24 * MS_PER_HOUR,
    courseMs: 300 * MS_PER_HOUR,
  },
  emergency: {
    cuffMs: 10 * MS_PER_MINUTE,
    chartMs: MS_PER_HOUR,
    bloodMs: 4 * MS_PER_HOUR,
    courseMs: 90 * MS_PER_HOUR,
  },
};

const CONSCIOUSNESS_CHART_MS = 4 * MS_PER_HOUR;
const OXYGEN_REVIEW_MS = 20 * MS_PER_MINUTE;
/** Above this severity staff look and draw blood more often. */
const WATCHED_SEVERITY = 0.3;

export function newPatient(
  seed: string,
  numbers: { medicalRecord: string; visitNumber: string },
  unitKind: UnitKind,
  at: number,
): SimulatedPatient {
  const random = randomStream(seed, "patient");
  const sex: Sex = chance(random, 0.5) ? "female" : "male";
  const age = Math.round(Math.min(97, Math.max(19, 64 + 15 * gaussian(random))));
  const bornOn = new Date(at - (age + uniform(random)) * 365.25 * MS_PER_DAY);
  const body = newPhysiology(random, at, { age, sex, unitKind });
  const routine = ROUTINES[unitKind];
  return {
    identity: {
      ...numbers,
      ...madeUpName(random, sex),
      bornOn: bornOn.toISOString().slice(0, 10),
      sex,
    },
    unitKind,
    admittedAt: at,
    body,
    sensors: newSensors(randomStream(seed, "sensors"), at),
    chemistry: newChemistry(random, age),
    next: {
      // All is measured on arrival, so that a score can be had at once.
      monitor: at,
      cuff: at,
      chart: at,
      consciousness: at,
      blood: at + uniformBetween(random, 0.2, 1) * MS_PER_HOUR,
      oxygenReview: at + OXYGEN_REVIEW_MS,
      course: at + exponential(random, routine.courseMs),
    },
  };
}

/** The course that is under way at `at`, with its severity; undefined while the patient is stable. */
export function unfoldingCourse(
  patient: SimulatedPatient,
  at: number,
): { kind: CourseKind; severity: number } | undefined {
  const { course } = patient.body;
  if (!course) return undefined;
  const severity = severityAt(course, at);
  return severity > 0 ? { kind: course.kind, severity } : undefined;
}

export function startCourse(
  patient: SimulatedPatient,
  kind: CourseKind,
  startsAt: number,
  riseFactor = 1,
): void {
  const course = beginCourse(patient.body.random, kind, startsAt, riseFactor);
  patient.body.course = course;
  patient.next.course =
    courseEndsAt(course) + exponential(patient.body.random, ROUTINES[patient.unitKind].courseMs);
}

// Which course a patient falls into, by unit: the share up to each.
export const COURSE_SHARES: Record<UnitKind, readonly [CourseKind, number][]> = {
  intensive: [
    ["sepsis", 0.35],
    ["respiratory-failure", 0.65],
    ["haemorrhage", 0.8],
    ["arrhythmia", 1],
  ],
  "step-down": [
    ["sepsis", 0.3],
    ["respiratory-failure", 0.6],
    ["haemorrhage", 0.7],
    ["arrhythmia", 1],
  ],
  ward: [
    ["sepsis", 0.45],
    ["respiratory-failure", 0.75],
    ["haemorrhage", 0.85],
    ["arrhythmia", 1],
  ],
  emergency: [
    ["sepsis", 0.35],
    ["respiratory-failure", 0.6],
    ["haemorrhage", 0.8],
    ["arrhythmia", 1],
  ],
};

export function drawCourseKind(patient: SimulatedPatient): CourseKind {
  const draw = uniform(patient.body.random);
  return COURSE_SHARES[patient.unitKind].find(([, upTo]) => draw < upTo)?.[0] ?? "sepsis";
}

/**
 * All that is observed of a patient at `at`, their next appointment: what the monitor shows, what
 * is charted by hand, and laboratory values when blood is drawn. Moves the appointments on.
 */
export function observe(
  patient: SimulatedPatient,
  at: number,
  monitorIntervalMs: number,
): { signs: Observation[]; laboratory: Observation[] } {
  const { next } = patient;
  if (at >= next.course) startCourse(patient, drawCourseKind(patient), at);
  const body = bodyAt(patient.body, at);
  if (at >= next.oxygenReview) {
    // A change of oxygen is charted when it is made.
    if (reviewOxygen(patient.body)) next.chart = at;
    next.oxygenReview = at + OXYGEN_REVIEW_MS;
  }
  const signs = [
    ...monitorSigns(patient, body, at, monitorIntervalMs),
    ...chartedSigns(patient, body, at),
  ];
  return { signs, laboratory: laboratoryValues(patient, at) };
}

function monitorSigns(
  patient: SimulatedPatient,
  body: BodyState,
  at: number,
  monitorIntervalMs: number,
): Observation[] {
  const { next, unitKind } = patient;
  if (at < next.monitor) return [];
  next.monitor = at + monitorIntervalMs;
  const isCuffDue = at >= next.cuff;
  if (isCuffDue) next.cuff = at + ROUTINES[unitKind].cuffMs;

  const shown: MonitorSigns = {
    heartRate: body.heartRate,
    respiratoryRate: body.respiratoryRate,
    oxygenSaturation: body.oxygenSaturation,
    pulseRate: body.heartRate + 0.6 * gaussian(patient.body.random),
    temperature: body.temperature,
    ...(isCuffDue
      ? {
          systolicPressure: body.systolicPressure,
          diastolicPressure: body.diastolicPressure,
          meanPressure: body.meanPressure,
        }
      : {}),
    ...(unitKind === "intensive" ? { endTidalCarbonDioxide: body.endTidalCarbonDioxide } : {}),
  };
  return entries(readSensors(patient.sensors, at, shown)).map(([kind, value]) => ({
    kind,
    // A monitor shows temperature to a tenth and all else in whole numbers.
    value: kind === "temperature" ? Math.round(value * 10) / 10 : Math.round(value),
  }));
}

function chartedSigns(patient: SimulatedPatient, body: BodyState, at: number): Observation[] {
  const { next, unitKind } = patient;
  const charted: Observation[] = [];
  const isWatched = (unfoldingCourse(patient, at)?.severity ?? 0) > WATCHED_SEVERITY;
  if (at >= next.chart) {
    next.chart = at + (isWatched ? MS_PER_HOUR / 2 : ROUTINES[unitKind].chartMs);
    charted.push(
      { kind: "inspiredOxygen", value: Math.round(body.inspiredOxygen) },
      { kind: "oxygenFlow", value: body.oxygenFlow },
    );
  }
  if (at >= next.consciousness) {
    next.consciousness = at + (isWatched ? MS_PER_HOUR : CONSCIOUSNESS_CHART_MS);
    charted.push({
      kind: "consciousness",
      value: CONSCIOUSNESS_LEVELS.indexOf(body.consciousness),
    });
  }
  return charted;
}

function laboratoryValues(patient: SimulatedPatient, at: number): Observation[] {
  const { next, body, chemistry } = patient;
  if (at < next.blood) return [];
  const isWatched = (unfoldingCourse(patient, at)?.severity ?? 0) > WATCHED_SEVERITY;
  const intervalMs = isWatched ? 4 * MS_PER_HOUR : ROUTINES[patient.unitKind].bloodMs;
  next.blood = at + intervalMs * uniformBetween(body.random, 0.8, 1.2);
  return entries(drawBlood(body.random, chemistry, body.course, at)).map(([kind, value]) => ({
    kind,
    value,
  }));
}

/** The earliest of a patient's appointments. */
export const nextAppointmentAt = ({ next }: SimulatedPatient): number =>
  // Cuff and course have no moment of their own: they are part of the monitor's next message.
  Math.min(next.monitor, next.chart, next.consciousness, next.blood, next.oxygenReview);

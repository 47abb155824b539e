import { MS_PER_HOUR } from "../shared/time-range";
import { chance, uniformBetween, type RandomStream } from "./random";

export const COURSE_KINDS = ["sepsis", "haemorrhage", "respiratory-failure", "arrhythmia"] as const;
export type CourseKind = (typeof COURSE_KINDS)[number];

/** One episode of getting worse: it rises, holds until treatment works, and recovers. */
export interface DeteriorationCourse {
  kind: CourseKind;
  startsAt: number;
  riseMs: number;
  holdMs: number;
  recoveryMs: number;
  /** How far it goes, 0.4 (noticed early) to 1 (shock). */
  peak: number;
  /** Sepsis of the old and frail may cool instead of heating. */
  isHypothermic: boolean;
}

/** What a course of severity 1 adds to a sign. Clinical signs of shock and failure; magnitudes are ours. */
export interface SignShift {
  heartRate: number;
  respiratoryRate: number;
  oxygenSaturation: number;
  temperature: number;
  systolicPressure: number;
  diastolicPressure: number;
  endTidalCarbonDioxide: number;
  /** Added to the beat-to-beat spread of the heart rate, /min. */
  irregularity: number;
}

const NO_SHIFT: SignShift = {
  heartRate: 0,
  respiratoryRate: 0,
  oxygenSaturation: 0,
  temperature: 0,
  systolicPressure: 0,
  diastolicPressure: 0,
  endTidalCarbonDioxide: 0,
  irregularity: 0,
};

// Hours: how long each takes to rise, to be treated, and to recover.
const DURATIONS: Record<
  CourseKind,
  { rise: [number, number]; hold: [number, number]; recovery: [number, number] }
> = {
  sepsis: { rise: [3, 8], hold: [2, 5], recovery: [5, 12] },
  haemorrhage: { rise: [0.7, 3], hold: [0.5, 2], recovery: [1.5, 5] },
  "respiratory-failure": { rise: [1, 5], hold: [1.5, 5], recovery: [3, 9] },
  arrhythmia: { rise: [0.01, 0.05], hold: [0.3, 3], recovery: [0.1, 0.6] },
};

export function beginCourse(
  stream: RandomStream,
  kind: CourseKind,
  startsAt: number,
  /** Below 1 the rise is quicker than usual. */
  riseFactor = 1,
): DeteriorationCourse {
  const { rise, hold, recovery } = DURATIONS[kind];
  return {
    kind,
    startsAt,
    riseMs: uniformBetween(stream, ...rise) * MS_PER_HOUR * riseFactor,
    holdMs: uniformBetween(stream, ...hold) * MS_PER_HOUR,
    recoveryMs: uniformBetween(stream, ...recovery) * MS_PER_HOUR,
    peak: uniformBetween(stream, 0.55, 1),
    isHypothermic: chance(stream, 0.12),
  };
}

export const courseEndsAt = (course: DeteriorationCourse): number =>
  course.startsAt + course.riseMs + course.holdMs + course.recoveryMs;

const smoothStep = (x: number) => {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
};

/** 0 (nothing yet, or over) to `peak`. */
export function severityAt(course: DeteriorationCourse, at: number): number {
  const elapsedMs = at - course.startsAt;
  const risen = smoothStep(elapsedMs / course.riseMs);
  const recovered = smoothStep((elapsedMs - course.riseMs - course.holdMs) / course.recoveryMs);
  return course.peak * risen * (1 - recovered);
}

/**
 * How the signs move at a severity. Compensation comes first: in bleeding and in sepsis the heart
 * and the breath go up early, the pressure falls late (classes of shock, ATLS).
 */
export function signShift(course: DeteriorationCourse | undefined, at: number): SignShift {
  const severity = course ? severityAt(course, at) : 0;
  if (!course || severity <= 0) return NO_SHIFT;
  return { ...NO_SHIFT, ...SHIFTS[course.kind](severity, course) };
}

const SHIFTS: Record<
  CourseKind,
  (severity: number, course: DeteriorationCourse) => Partial<SignShift>
> = {
  sepsis: (severity, { isHypothermic }) => ({
    heartRate: 42 * severity,
    respiratoryRate: 14 * severity,
    oxygenSaturation: -6 * severity ** 1.5,
    temperature: isHypothermic ? -2.2 * severity : 2.4 * severity ** 0.8,
    systolicPressure: -42 * severity ** 2,
    diastolicPressure: -26 * severity ** 1.6,
    endTidalCarbonDioxide: -9 * severity,
  }),
  haemorrhage: (severity) => ({
    heartRate: 52 * severity,
    respiratoryRate: 11 * severity ** 1.5,
    oxygenSaturation: -2.5 * severity ** 2,
    temperature: -0.8 * severity,
    systolicPressure: -52 * severity ** 2.2,
    // The pulse pressure narrows before the systolic pressure falls.
    diastolicPressure: 8 * severity - 36 * severity ** 2.5,
    endTidalCarbonDioxide: -12 * severity ** 1.5,
  }),
  "respiratory-failure": (severity) => ({
    heartRate: 26 * severity,
    respiratoryRate: 18 * severity,
    oxygenSaturation: -13 * severity,
    temperature: 0.6 * severity,
    systolicPressure: 12 * severity - 20 * severity ** 3,
    diastolicPressure: 6 * severity - 10 * severity ** 3,
    endTidalCarbonDioxide: 16 * severity,
  }),
  arrhythmia: (severity) => ({
    heartRate: 66 * severity,
    respiratoryRate: 5 * severity,
    oxygenSaturation: -2 * severity,
    systolicPressure: -24 * severity,
    diastolicPressure: -10 * severity,
    irregularity: 11 * severity,
  }),
};

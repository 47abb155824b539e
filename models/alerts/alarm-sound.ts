import type { VitalSignKind } from "../vitals/vital-sign";
import type { AlertPriority, AlertReason } from "./alert";

/**
 * What an alert sounds like, after IEC 60601-1-8 (2006, amended 2012 and 2020), Tables 3 and 4.
 *
 * The standard gives ranges; the values below are our choice inside them. It is paid text, so the ranges were
 * taken from what makers of alarm parts publish: NXP's application note AN10875 and PUI Audio's summary. The
 * melodies are those of Block, Hakkila and Thompson in its Annex F, as the University of Sydney lists them.
 *
 * Wardcast is a secondary display. It borrows the patterns so that an urgency is heard as the same urgency,
 * and no measurement of its loudness stands behind it: that depends on the loudspeaker.
 */
export interface Pulse {
  /** From the start of the burst. */
  startMs: number;
  durationMs: number;
  riseMs: number;
  fallMs: number;
  /** The fundamental. */
  frequencyHz: number;
}

/** One call; an alarm repeats it. */
export interface Burst {
  pulses: readonly Pulse[];
  durationMs: number;
}

/** Which organ it is about, for ears that know the melodies. `general` says urgency alone. */
export type Melody = "general" | "cardiovascular" | "oxygen" | "ventilation" | "temperature";

/** Equal temperament from A4 = 440 Hz. All fundamentals must lie in 150 to 1,000 Hz. */
const NOTES = {
  C4: 261.63,
  D4: 293.66,
  E4: 329.63,
  F4: 349.23,
  G4: 392,
  A4: 440,
  B4: 493.88,
  C5: 523.25,
} as const;
type Note = keyof typeof NOTES;

/** High plays all five notes, twice; medium the first three. */
const MELODIES: Readonly<Record<Melody, readonly Note[]>> = {
  general: ["C4", "C4", "C4", "C4", "C4"],
  cardiovascular: ["C4", "E4", "G4", "G4", "C5"],
  oxygen: ["C5", "B4", "A4", "G4", "F4"],
  ventilation: ["C4", "A4", "F4", "A4", "F4"],
  temperature: ["C4", "D4", "E4", "F4", "G4"],
};

/** The organ a sign speaks of; scores and risks speak of the whole patient. */
const ORGANS: Readonly<Partial<Record<VitalSignKind, Melody>>> = {
  heartRate: "cardiovascular",
  pulseRate: "cardiovascular",
  systolicPressure: "cardiovascular",
  diastolicPressure: "cardiovascular",
  meanPressure: "cardiovascular",
  oxygenSaturation: "oxygen",
  inspiredOxygen: "oxygen",
  oxygenFlow: "oxygen",
  respiratoryRate: "ventilation",
  endTidalCarbonDioxide: "ventilation",
  temperature: "temperature",
};

/** Low has one or two pulses and no melody of an organ: a falling third. */
const LOW_NOTES: readonly Note[] = ["E4", "C4"];

/** The falling octave that Annex F gives to failing equipment: nobody's organ, and not the falling third. */
const CONNECTION_LOST_NOTES: readonly Note[] = ["C5", "C4"];

/**
 * Milliseconds. `pulse` is the effective duration (high 75 to 200, else 125 to 250), `gap` the silence to the
 * next pulse (high 50 to 125, else 125 to 250), `repeat` the silence to the next burst (high 2,500 to 15,000,
 * medium 2,500 to 30,000 and not below high, low above 15,000).
 */
const TIMES: Readonly<Record<AlertPriority, { pulse: number; gap: number; repeat: number }>> = {
  high: { pulse: 150, gap: 100, repeat: 5_000 },
  medium: { pulse: 200, gap: 200, repeat: 10_000 },
  low: { pulse: 200, gap: 200, repeat: 30_000 },
};

/** Between the fifth pulse and the sixth: 350 to 1,300. */
const BETWEEN_FIVES_MS = 500;

/** A pulse swells over 10 to 40 % of its time, so that it does not click, and fades before the next. */
const RISE_SHARE = 0.2;
const FALL_SHARE = 0.2;

/**
 * Amplitudes of the fundamental and its harmonics. At least four harmonics must lie in 300 to 4,000 Hz, each
 * within 15 dB of the fundamental: they let an ear find the loudspeaker, and carry what a small one cannot.
 */
export const HARMONICS: readonly number[] = [1, 0.8, 0.6, 0.5, 0.4, 0.3];

/** A high alarm is never softer than this share of full volume: who armed the sound must hear it. */
export const HIGH_VOLUME_FLOOR = 0.5;

/** Silence between the end of one burst and the start of the next. */
export const repeatMs = (priority: AlertPriority): number => TIMES[priority].repeat;

/** Of full volume, for the share that somebody has chosen. */
export const loudness = (priority: AlertPriority, volume: number): number =>
  priority === "high" ? Math.max(volume, HIGH_VOLUME_FLOOR) : volume;

/** The melody of the one organ that all signs of a reason speak of, else the general one. */
export function melodyOf(reason: AlertReason): Melody {
  if (reason.cause !== "single-sign") return "general";
  const [organ = "general", ...others] = new Set(
    reason.signs.map(({ kind }) => ORGANS[kind] ?? "general"),
  );
  return others.length === 0 ? organ : "general";
}

export function alarmBurst(priority: AlertPriority, melody: Melody = "general"): Burst {
  const { pulse, gap } = TIMES[priority];
  const notes = MELODIES[melody];
  if (priority === "low") return burst(priority, withGaps(LOW_NOTES, gap));
  if (priority === "medium") return burst(priority, withGaps(notes.slice(0, 3), gap));

  // After the third of five there is room for a pulse that is left out.
  const five = withGaps(notes, gap).map((step, index) =>
    index === 2 ? { ...step, gap: 2 * gap + pulse } : step,
  );
  const first = five.map((step, index) =>
    index === five.length - 1 ? { ...step, gap: BETWEEN_FIVES_MS } : step,
  );
  return burst(priority, [...first, ...five]);
}

/** Once, when the screen has lost the server: nothing is wrong with a patient, but no alarm would come. */
export const CONNECTION_LOST: Burst = burst("low", withGaps(CONNECTION_LOST_NOTES, TIMES.low.gap));

interface Step {
  note: Note;
  /** Silence after it. */
  gap: number;
}

function withGaps(notes: readonly Note[], gap: number): Step[] {
  return notes.map((note) => ({ note, gap }));
}

function burst(priority: AlertPriority, steps: readonly Step[]): Burst {
  const { pulse: durationMs } = TIMES[priority];
  let startMs = 0;
  const pulses = steps.map(({ note, gap }) => {
    const pulse = {
      startMs,
      durationMs,
      riseMs: RISE_SHARE * durationMs,
      fallMs: FALL_SHARE * durationMs,
      frequencyHz: NOTES[note],
    };
    startMs += durationMs + gap;
    return pulse;
  });
  return { pulses, durationMs: startMs - (steps.at(-1)?.gap ?? 0) };
}

import type { LiveSign, LiveSigns } from "../realtime/board";
import { MS_PER_HOUR, MS_PER_SECOND } from "../shared/time-range";

/**
 * NEWS2, the National Early Warning Score of the Royal College of Physicians (London, 2017), chart 1.
 *
 * The chart is printed in whole numbers, and temperature in tenths. A value between two of its steps is
 * rounded half up to them first, as the bedside display that a nurse would chart from does: an SpO2 of
 * 95.5 % is charted 96 % and scores 0, a temperature of 38.05 °C is charted 38.1 °C and scores 1.
 */
export const EARLY_WARNING_PARAMETERS = [
  "respiratoryRate",
  "oxygenSaturation",
  "supplementalOxygen",
  "systolicPressure",
  "pulse",
  "consciousness",
  "temperature",
] as const;
export type EarlyWarningParameter = (typeof EARLY_WARNING_PARAMETERS)[number];

export type EarlyWarningPoints = 0 | 1 | 2 | 3;
export type OxygenScale = 1 | 2;

/**
 * The chart's clinical risk (chart 2): 0 none, 1 to 4 low, one parameter at 3 low-medium,
 * 5 or 6 medium, 7 and more high.
 */
export type EarlyWarningBand = "none" | "low" | "low-medium" | "medium" | "high";

export interface EarlyWarningInput {
  points: EarlyWarningPoints;
  observedAt: number;
  ageSeconds: number;
}

export interface EarlyWarningScore {
  total: number;
  band: EarlyWarningBand;
  /** A single parameter scored 3. */
  hasRedScore: boolean;
  /** Only the parameters that could be scored; an absent one added nothing to the total. */
  inputs: Readonly<Partial<Record<EarlyWarningParameter, EarlyWarningInput>>>;
  missing: readonly EarlyWarningParameter[];
  inputsPresent: number; // of seven
  /** True when every one of the seven was scored: only then is the total the published score. */
  isComplete: boolean;
  oldestInputSeconds: number;
}

/**
 * A sign older than this is not an input. The longest monitoring interval that NEWS2 allows is 12 h
 * (total 0); twice that is a sign nobody would act on.
 */
export const OLDEST_INPUT_MS = 24 * MS_PER_HOUR;

/**
 * NEWS2 should not be used in children, that is under 16 years (Royal College of Physicians, National
 * Early Warning Score (NEWS) 2, 2017, recommendations). Our models learned from adults too.
 */
export const YOUNGEST_SCORED_AGE = 16;

/** Only of a known age, in whole years: one that is not known is scored as an adult's. */
export const isTooYoungToScore = (age: number | undefined): boolean =>
  age !== undefined && age < YOUNGEST_SCORED_AGE;

export const TOO_YOUNG_TO_SCORE = `Not scored: NEWS2 is for ${YOUNGEST_SCORED_AGE} and over`;

/** Inspired oxygen of room air, %. */
const ROOM_AIR = 21;

type Steps = readonly (readonly [upTo: number, points: EarlyWarningPoints])[];

const RESPIRATORY_RATE: Steps = [
  [8, 3],
  [11, 1],
  [20, 0],
  [24, 2],
  [Infinity, 3],
];
const SATURATION_SCALE_1: Steps = [
  [91, 3],
  [93, 2],
  [95, 1],
  [Infinity, 0],
];
const SATURATION_SCALE_2_ON_AIR: Steps = [
  [83, 3],
  [85, 2],
  [87, 1],
  [Infinity, 0],
];
const SATURATION_SCALE_2_ON_OXYGEN: Steps = [
  [83, 3],
  [85, 2],
  [87, 1],
  [92, 0],
  [94, 1],
  [96, 2],
  [Infinity, 3],
];
const SYSTOLIC_PRESSURE: Steps = [
  [90, 3],
  [100, 2],
  [110, 1],
  [219, 0],
  [Infinity, 3],
];
const PULSE: Steps = [
  [40, 3],
  [50, 1],
  [90, 0],
  [110, 1],
  [130, 2],
  [Infinity, 3],
];
/** In tenths of a degree, so that 38.1 is exact. */
const TEMPERATURE: Steps = [
  [350, 3],
  [360, 1],
  [380, 0],
  [390, 1],
  [Infinity, 2],
];

function pointsOf(steps: Steps, charted: number): EarlyWarningPoints {
  for (const [upTo, points] of steps) if (charted <= upTo) return points;
  throw new RangeError("NEWS2 scores numbers");
}

export const respiratoryRatePoints = (perMinute: number): EarlyWarningPoints =>
  pointsOf(RESPIRATORY_RATE, Math.round(perMinute));
export const systolicPressurePoints = (mmHg: number): EarlyWarningPoints =>
  pointsOf(SYSTOLIC_PRESSURE, Math.round(mmHg));
export const pulsePoints = (perMinute: number): EarlyWarningPoints =>
  pointsOf(PULSE, Math.round(perMinute));
export const temperaturePoints = (celsius: number): EarlyWarningPoints =>
  // 38.05 × 10 is 380.4999… in binary, and 38.05 as it is stored, in single precision, is 38.0499992:
  // both would be charted down, and the same sign would score less after a restart.
  pointsOf(TEMPERATURE, Math.round(celsius * 10 + 1e-4));
/** `level` is the position in `CONSCIOUSNESS_LEVELS`: alert is 0, and everything else scores 3. */
export const consciousnessPoints = (level: number): EarlyWarningPoints => (level === 0 ? 0 : 3);
export const supplementalOxygenPoints = (onOxygen: boolean): EarlyWarningPoints =>
  onOxygen ? 2 : 0;

/**
 * Scale 2 is for hypercapnic respiratory failure and only ever prescribed, never inferred. Above 92 %
 * it asks whether the patient breathes oxygen; when that is not known the saturation cannot be scored.
 */
export function saturationPoints(
  percent: number,
  scale: OxygenScale,
  onOxygen: boolean | undefined,
): EarlyWarningPoints | undefined {
  const charted = Math.round(percent);
  if (scale === 1) return pointsOf(SATURATION_SCALE_1, charted);
  if (charted <= 92) return pointsOf(SATURATION_SCALE_2_ON_AIR, charted);
  if (onOxygen === undefined) return undefined;
  return pointsOf(onOxygen ? SATURATION_SCALE_2_ON_OXYGEN : SATURATION_SCALE_2_ON_AIR, charted);
}

export function earlyWarningBand(total: number, hasRedScore: boolean): EarlyWarningBand {
  if (total >= 7) return "high";
  if (total >= 5) return "medium";
  if (hasRedScore) return "low-medium";
  return total >= 1 ? "low" : "none";
}

/**
 * Scores the newest signs of a patient at the instant `at` (epoch milliseconds on the clock of the feed
 * that observed them). Undefined when not one input is present: unknown is not zero.
 *
 * Pulse is the heart rate, or the oximeter's pulse rate when there is none. Whether the patient is on
 * oxygen comes from oxygen flow and inspired oxygen; when neither was sent it is missing, not air.
 */
export function scoreEarlyWarning(
  signs: LiveSigns,
  { at, oxygenScale }: { at: number; oxygenScale: OxygenScale },
): EarlyWarningScore | undefined {
  const recent = (sign: LiveSign | undefined): LiveSign | undefined =>
    sign && at - sign.observedAt <= OLDEST_INPUT_MS ? sign : undefined;

  const oxygen = oxygenSupply(recent(signs.oxygenFlow), recent(signs.inspiredOxygen));
  const saturation = recent(signs.oxygenSaturation);
  const scored: Record<EarlyWarningParameter, Scored | undefined> = {
    respiratoryRate: scoredBy(respiratoryRatePoints, recent(signs.respiratoryRate)),
    oxygenSaturation:
      saturation &&
      scoredAs(
        saturationPoints(saturation.value, oxygenScale, oxygen?.onOxygen),
        saturation.observedAt,
      ),
    supplementalOxygen:
      oxygen && scoredAs(supplementalOxygenPoints(oxygen.onOxygen), oxygen.observedAt),
    systolicPressure: scoredBy(systolicPressurePoints, recent(signs.systolicPressure)),
    pulse: scoredBy(pulsePoints, recent(signs.heartRate) ?? recent(signs.pulseRate)),
    consciousness: scoredBy(consciousnessPoints, recent(signs.consciousness)),
    temperature: scoredBy(temperaturePoints, recent(signs.temperature)),
  };
  return total(scored, at);
}

type Scored = Pick<EarlyWarningInput, "points" | "observedAt">;

const scoredAs = (
  points: EarlyWarningPoints | undefined,
  observedAt: number,
): Scored | undefined => (points === undefined ? undefined : { points, observedAt });

const scoredBy = (
  points: (value: number) => EarlyWarningPoints,
  sign: LiveSign | undefined,
): Scored | undefined => sign && { points: points(sign.value), observedAt: sign.observedAt };

/**
 * Either sign may say oxygen: a ventilator reports a fraction and no flow, a mask a flow and no fraction.
 * Air needs every sign that is present to say so; its time is then the newer one's.
 */
function oxygenSupply(
  flow: LiveSign | undefined,
  fraction: LiveSign | undefined,
): { onOxygen: boolean; observedAt: number } | undefined {
  const flowing = flow && flow.value > 0 ? flow : undefined;
  const enriched = fraction && Math.round(fraction.value) > ROOM_AIR ? fraction : undefined;
  const given = newer(flowing, enriched);
  if (given) return { onOxygen: true, observedAt: given.observedAt };
  const air = newer(flow, fraction);
  return air && { onOxygen: false, observedAt: air.observedAt };
}

function newer(one: LiveSign | undefined, other: LiveSign | undefined): LiveSign | undefined {
  if (!one || !other) return one ?? other;
  return one.observedAt >= other.observedAt ? one : other;
}

function total(
  scored: Record<EarlyWarningParameter, Scored | undefined>,
  at: number,
): EarlyWarningScore | undefined {
  const inputs: Partial<Record<EarlyWarningParameter, EarlyWarningInput>> = {};
  const missing: EarlyWarningParameter[] = [];
  let sum = 0;
  let hasRedScore = false;
  let oldestInputSeconds = 0;
  for (const parameter of EARLY_WARNING_PARAMETERS) {
    const one = scored[parameter];
    if (!one) {
      missing.push(parameter);
      continue;
    }
    // A sign may be stamped a little after the message that carried it: its age is then none.
    const ageSeconds = Math.max(0, (at - one.observedAt) / MS_PER_SECOND);
    inputs[parameter] = { ...one, ageSeconds };
    sum += one.points;
    hasRedScore ||= one.points === 3;
    oldestInputSeconds = Math.max(oldestInputSeconds, ageSeconds);
  }

  const inputsPresent = EARLY_WARNING_PARAMETERS.length - missing.length;
  if (inputsPresent === 0) return undefined;
  return {
    total: sum,
    band: earlyWarningBand(sum, hasRedScore),
    hasRedScore,
    inputs,
    missing,
    inputsPresent,
    isComplete: missing.length === 0,
    oldestInputSeconds,
  };
}

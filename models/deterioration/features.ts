import type { Sex } from "../encounters/demographics";
import {
  partialEarlyWarning,
  partialQuickSofa,
  partialSirs,
  partialSofa,
  type Bedside,
} from "./bedside-scores";
import { WINDOW_HOURS, type ObservationWindow } from "./observation-window";
import {
  ARTERIAL_CARBON_DIOXIDE,
  CHARTED_SIGNS,
  CREATININE,
  DIASTOLIC,
  HEART_RATE,
  INSPIRED_OXYGEN,
  LABORATORY_POSITIONS,
  MEAN_PRESSURE,
  PLATELETS,
  RESPIRATION,
  SATURATION,
  SYSTOLIC,
  TEMPERATURE,
  TOTAL_BILIRUBIN,
  UREA_NITROGEN,
  VARIABLES,
  WHITE_CELLS,
} from "./variables";

export interface Profile {
  age: number | undefined;
  sex: Sex;
}

/**
 * What an input belongs to in a clinician's eyes, so that its share of the risk is told once: the position
 * of a variable, or one of the others.
 */
export type FeatureGroup =
  | number
  | "shock-index"
  | "pulse-pressure"
  | "urea-creatinine"
  | "early-warning"
  | "inflammation"
  | "organ-function"
  | "testing"
  | "age"
  | "sex";

export interface Feature {
  name: string;
  group: FeatureGroup;
  /** The network is told when it is missing. */
  hasIndicator: boolean;
  /** Absent on a ward that sends no laboratory results, blood gases or end-tidal gas. */
  isBeyondSigns: boolean;
}

/**
 * The inputs, in the order `writeFeatures` writes them. On purpose none of them says how long the
 * patient has been here: no length of stay, no hour of the record, no time since admission, no count since the
 * beginning. In the training records such inputs give away the outcome (a septic record is cut soon after
 * onset), and in a real ward they would alarm on whoever has stayed long.
 */
export const FEATURES: readonly Feature[] = [
  ...VARIABLES.flatMap(({ kind }, position) => [
    feature(kind, position, { hasIndicator: true }),
    feature(`${kind}.hoursSince`, position),
    feature(`${kind}.change`, position),
  ]),
  ...VARIABLES.slice(0, CHARTED_SIGNS).flatMap(({ kind }, position) => [
    feature(`${kind}.mean6`, position, { hasIndicator: true }),
    feature(`${kind}.min6`, position),
    feature(`${kind}.max6`, position),
    feature(`${kind}.deviation6`, position),
    feature(`${kind}.drift24`, position),
    feature(`${kind}.min24`, position),
    feature(`${kind}.max24`, position),
  ]),
  feature("shockIndex", "shock-index"),
  feature("pulsePressure", "pulse-pressure"),
  feature("ureaPerCreatinine", "urea-creatinine"),
  feature("saturationPerInspiredOxygen", INSPIRED_OXYGEN),
  feature("heartRateAtNormalTemperature", HEART_RATE),
  feature("partialEarlyWarning.max24", "early-warning"),
  feature("partialEarlyWarning", "early-warning"),
  feature("partialQuickSofa", "early-warning"),
  feature("partialSirs", "inflammation"),
  feature("partialSofa", "organ-function"),
  feature("testsWithin6Hours", "testing"),
  feature("testsWithin24Hours", "testing"),
  feature("age", "age"),
  feature("isMale", "sex"),
];

function feature(
  name: string,
  group: FeatureGroup,
  { hasIndicator = false }: { hasIndicator?: boolean } = {},
): Feature {
  return { name, group, hasIndicator, isBeyondSigns: isBeyondSigns(group) };
}

function isBeyondSigns(group: FeatureGroup): boolean {
  if (typeof group === "number") return group >= CHARTED_SIGNS;
  return group === "urea-creatinine" || group === "testing" || group === "organ-function";
}

/** Beats per minute that one degree of fever adds: 10 per °C (Liebermeister's rule). */
const BEATS_PER_DEGREE = 10;

/**
 * Writes the features of one encounter at the instant `at` into `out` from `offset`: the one code that
 * training and the ward both use. NaN is missing. `at` is on the clock of the feed, epoch milliseconds.
 */
export function writeFeatures(
  window: ObservationWindow,
  profile: Profile,
  at: number,
  out: Float32Array,
  offset: number,
): void {
  let next = offset;
  const write = (value: number): void => {
    out[next] = value;
    next += 1;
  };

  for (let position = 0; position < VARIABLES.length; position += 1) {
    const value = window.valueOf(position, at);
    const change = window.changeOf(position, at);
    const isLogarithmic = VARIABLES[position]?.isLogarithmic ?? false;
    write(isLogarithmic ? Math.log1p(value) : value);
    write(Math.log1p(window.hoursSince(position, at)));
    write(isLogarithmic ? Math.log1p(value) - Math.log1p(value - change) : change);
  }
  for (let sign = 0; sign < CHARTED_SIGNS; sign += 1) {
    writeWindow(window, sign, at, write);
  }

  const now = (position: number): number => window.valueOf(position, at);
  const bedside = bedsideOf(now);
  write(bedside.heartRate / Math.max(bedside.systolic, 1));
  write(bedside.systolic - now(DIASTOLIC));
  write(now(UREA_NITROGEN) / Math.max(now(CREATININE), 0.1));
  write((bedside.saturation / Math.max(bedside.inspiredOxygen, 21)) * 100);
  write(bedside.heartRate - BEATS_PER_DEGREE * (bedside.temperature - 37));
  write(highestEarlyWarning(window, at));
  for (const score of partialScores(now)) write(score);
  write(testsWithin(window, at, 6));
  write(testsWithin(window, at, 24));
  write(profile.age ?? NaN);
  write(profile.sex === "male" ? 1 : profile.sex === "female" ? 0 : NaN);
}

const bedsideOf = (now: (position: number) => number): Bedside => ({
  heartRate: now(HEART_RATE),
  saturation: now(SATURATION),
  temperature: now(TEMPERATURE),
  systolic: now(SYSTOLIC),
  mean: now(MEAN_PRESSURE),
  respiration: now(RESPIRATION),
  inspiredOxygen: now(INSPIRED_OXYGEN),
});

/** In the order of the features: early warning, quick SOFA, SIRS, SOFA. */
function partialScores(now: (position: number) => number): number[] {
  const bedside = bedsideOf(now);
  return [
    partialEarlyWarning(bedside),
    partialQuickSofa(bedside),
    partialSirs(bedside, now(WHITE_CELLS), now(ARTERIAL_CARBON_DIOXIDE)),
    partialSofa(bedside, {
      platelets: now(PLATELETS),
      bilirubin: now(TOTAL_BILIRUBIN),
      creatinine: now(CREATININE),
    }),
  ];
}

const FEATURES_PER_VARIABLE = 3;
const FIRST_PARTIAL_SCORE = FEATURES.findIndex(({ name }) => name === "partialEarlyWarning");

/**
 * Turns one row of features into what the same hour looks like on a ward that charts the seven signs and nothing
 * else, so that training can show the network such wards. Exactly what `writeFeatures` would have written.
 */
export function keepOnlyChartedSigns(row: Float32Array): void {
  for (const [index, { isBeyondSigns, name }] of FEATURES.entries()) {
    if (isBeyondSigns) row[index] = name.startsWith("testsWithin") ? 0 : NaN;
  }
  const now = (position: number): number =>
    position < CHARTED_SIGNS ? (row[position * FEATURES_PER_VARIABLE] ?? NaN) : NaN;
  for (const [index, score] of partialScores(now).entries()) {
    row[FIRST_PARTIAL_SCORE + index] = score;
  }
}

/** Mean, lowest, highest and deviation of 6 hourly means; drift from, lowest and highest of 24. */
function writeWindow(
  window: ObservationWindow,
  sign: number,
  at: number,
  write: (value: number) => void,
): void {
  let count6 = 0;
  let sum6 = 0;
  let squares6 = 0;
  let lowest6 = Infinity;
  let highest6 = -Infinity;
  let count24 = 0;
  let sum24 = 0;
  let lowest24 = Infinity;
  let highest24 = -Infinity;
  for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
    const mean = window.hourlyMean(sign, at, hoursBack);
    if (Number.isNaN(mean)) continue;
    count24 += 1;
    sum24 += mean;
    lowest24 = Math.min(lowest24, mean);
    highest24 = Math.max(highest24, mean);
    if (hoursBack >= 6) continue;
    count6 += 1;
    sum6 += mean;
    squares6 += mean * mean;
    lowest6 = Math.min(lowest6, mean);
    highest6 = Math.max(highest6, mean);
  }
  const mean6 = count6 > 0 ? sum6 / count6 : NaN;
  write(mean6);
  write(count6 > 0 ? lowest6 : NaN);
  write(count6 > 0 ? highest6 : NaN);
  write(count6 > 1 ? Math.sqrt(Math.max(0, squares6 / count6 - mean6 * mean6)) : NaN);
  write(count24 > 1 ? window.valueOf(sign, at) - sum24 / count24 : NaN);
  write(count24 > 0 ? lowest24 : NaN);
  write(count24 > 0 ? highest24 : NaN);
}

/** The highest hour of the last 24, each from what was measured in it; oxygen is not kept by the hour. */
function highestEarlyWarning(window: ObservationWindow, at: number): number {
  let highest = 0;
  for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
    const mean = (sign: number): number => window.hourlyMean(sign, at, hoursBack);
    const score = partialEarlyWarning({
      heartRate: mean(HEART_RATE),
      saturation: mean(SATURATION),
      temperature: mean(TEMPERATURE),
      systolic: mean(SYSTOLIC),
      mean: NaN,
      respiration: mean(RESPIRATION),
      inspiredOxygen: NaN,
    });
    highest = Math.max(highest, score);
  }
  return highest;
}

function testsWithin(window: ObservationWindow, at: number, hours: number): number {
  let tests = 0;
  for (const position of LABORATORY_POSITIONS) {
    if (window.hoursSince(position, at) < hours) tests += 1;
  }
  return tests;
}

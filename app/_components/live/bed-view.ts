import { formatAge } from "./age";
import { signsThatAreOff, type TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { LiveScore, LiveSign, LiveSigns } from "#models/realtime/board";
import {
  isTooYoungToScore,
  type OxygenScale,
  TOO_YOUNG_TO_SCORE,
  YOUNGEST_SCORED_AGE,
} from "#models/vitals/early-warning-score";
import { VITAL_SIGN_KINDS, type VitalSignKind } from "#models/vitals/vital-sign";

/** What the board says of a NEWS2 score. `incomplete`: too low to alarm, from too little to reassure. */
export type ScoreBand =
  "unknown" | "incomplete" | "zero" | "low" | "single-three" | "medium" | "high";

export type Trend = "rising" | "falling" | "steady" | "unknown";

export interface ScoreView {
  text: string;
  band: ScoreBand;
  words: string;
  /** Why there is and will be no score, for a card and in words. */
  reasonShort?: string;
  reason?: string;
  /** Only when inputs are missing: in words, and short enough for a card. */
  inputs: string | undefined;
  inputsShort: string | undefined;
  trend: Trend;
}

const NEWS2_INPUTS = 7;

export const BAND_WORDS: Readonly<Record<ScoreBand, string>> = {
  unknown: "Not scored",
  incomplete: "Incomplete",
  zero: "Zero",
  low: "Low",
  "single-three": "Single 3",
  medium: "Medium",
  high: "High",
};

/** NEWS2 bands and their responses: Royal College of Physicians, NEWS2, 2017, chart 4. */
export function scoreBand(
  score: Pick<LiveScore, "score" | "hasRedScore" | "inputsPresent"> | undefined,
): ScoreBand {
  if (!score) return "unknown";
  if (score.score >= 7) return "high";
  if (score.score >= 5) return "medium";
  if (score.hasRedScore) return "single-three";
  if (score.inputsPresent < NEWS2_INPUTS) return "incomplete";
  return score.score === 0 ? "zero" : "low";
}

/** `age` in whole years: who is too young for NEWS2 is told apart from who has no signs yet. */
export function viewScore(score: LiveScore | undefined, age: number | undefined): ScoreView {
  const isTooYoung = isTooYoungToScore(age);
  return { ...viewGivenScore(isTooYoung ? undefined : score), ...(isTooYoung && TOO_YOUNG) };
}

const TOO_YOUNG = { reason: TOO_YOUNG_TO_SCORE, reasonShort: `under ${YOUNGEST_SCORED_AGE}` };

function viewGivenScore(score: LiveScore | undefined): ScoreView {
  const band = scoreBand(score);
  const { inputs, inputsShort } = viewInputs(score);
  return {
    text: score ? String(score.score) : "–",
    band,
    words: BAND_WORDS[band],
    inputs,
    inputsShort,
    trend: trendBetween(score?.previousScore, score?.score, 1),
  };
}

/** A low NEWS2 is to be taken again after 4 to 6 h (RCP 2017): from older inputs it says how old. */
const OLD_INPUT_SECONDS = 4 * 3_600;

function viewInputs(score: LiveScore | undefined): Pick<ScoreView, "inputs" | "inputsShort"> {
  const present = score?.inputsPresent ?? NEWS2_INPUTS;
  const oldestSeconds = score?.oldestInputSeconds ?? 0;
  const isPartial = present < NEWS2_INPUTS;
  const age = oldestSeconds > OLD_INPUT_SECONDS ? formatAge(oldestSeconds * 1_000) : undefined;

  const long = [
    isPartial && `${present} of ${NEWS2_INPUTS} inputs`,
    age && `the oldest ${age} old`,
  ].filter(Boolean);
  const short = isPartial ? `${present}/${NEWS2_INPUTS}` : "";
  return {
    inputs: long.join(", ") || undefined,
    inputsShort: age ? `${short} ${age} old`.trim() : (short && `${short} inputs`) || undefined,
  };
}

/** Which way a number went; a change smaller than `step` is none. */
export function trendBetween(
  before: number | undefined,
  now: number | undefined,
  step: number,
): Trend {
  if (before === undefined || now === undefined) return "unknown";
  if (now - before >= step) return "rising";
  return before - now >= step ? "falling" : "steady";
}

export const TREND_SIGNS: Readonly<Record<Trend, { symbol: string; words: string }>> = {
  rising: { symbol: "↑", words: "rising" },
  falling: { symbol: "↓", words: "falling" },
  steady: { symbol: "→", words: "steady" },
  unknown: { symbol: "", words: "no earlier value" },
};

export interface SignTile {
  key: "heart-rate" | "pressure" | "respiration" | "saturation" | "temperature" | "oxygen";
  label: string;
  name: string;
  text: string;
  unit: string;
  /** The older of the values shown, on the clock of the feed; undefined when there is none. */
  observedAt: number | undefined;
  /** Outside the NEWS2 zero range, and to which side. */
  deviation: "high" | "low" | undefined;
  /** The sensor is off: what it said last is how the patient was, not is. */
  isOff?: boolean;
  isDoubted?: boolean;
}

/** The six tiles of a card, always all six: a sign that is not measured is shown as not measured. */
export function viewSigns(
  signs: LiveSigns,
  oxygenScale: OxygenScale,
  technical: readonly TechnicalAlarm[] = [],
): readonly SignTile[] {
  const off = signsThatAreOff(technical);
  const doubted = new Set(
    technical.flatMap((alarm) => (alarm.kind === "artefact" ? alarm.signs : [])),
  );
  return tilesOf(without(signs, off), oxygenScale).map((tile): SignTile => {
    const [first] = SIGNS_OF_TILE[tile.key];
    if (first && off.has(first) && tile.observedAt === undefined)
      return { ...tile, text: "Off", isOff: true, observedAt: signs[first]?.observedAt };
    const isDoubted = SIGNS_OF_TILE[tile.key].some((sign) => doubted.has(sign));
    return isDoubted ? { ...tile, isDoubted } : tile;
  });
}

const SIGNS_OF_TILE: Readonly<Record<SignTile["key"], readonly VitalSignKind[]>> = {
  "heart-rate": ["heartRate"],
  pressure: ["systolicPressure", "diastolicPressure", "meanPressure"],
  respiration: ["respiratoryRate"],
  saturation: ["oxygenSaturation"],
  temperature: ["temperature"],
  oxygen: [],
};

/** An old value beside new ones would be taken for new. */
function without(signs: LiveSigns, off: ReadonlySet<VitalSignKind>): LiveSigns {
  if (off.size === 0) return signs;
  const rest: LiveSigns = {};
  for (const kind of VITAL_SIGN_KINDS) {
    const sign = signs[kind];
    if (sign && !off.has(kind)) rest[kind] = sign;
  }
  return rest;
}

const tilesOf = (signs: LiveSigns, oxygenScale: OxygenScale): readonly SignTile[] => [
  heartRate(signs),
  pressure(signs),
  single("respiration", "RR", "Respiratory rate", "/min", signs.respiratoryRate, [12, 20]),
  single(
    "saturation",
    "SpO₂",
    "Oxygen saturation",
    "%",
    signs.oxygenSaturation,
    saturationZeroRange(oxygenScale, isOnOxygen(signs)),
  ),
  single("temperature", "T", "Temperature", "°C", signs.temperature, [36.1, 38.0], 1),
  oxygen(signs),
];

/** Where the saturation scores 0. On scale 2 too much oxygen harms: above 92 % is high while it is given. */
function saturationZeroRange(scale: OxygenScale, onOxygen: boolean): readonly [number, number] {
  if (scale === 1) return [96, 100];
  return onOxygen ? [88, 92] : [88, 100];
}

function single(
  key: SignTile["key"],
  label: string,
  name: string,
  unit: string,
  sign: LiveSign | undefined,
  zeroRange: readonly [low: number, high: number],
  digits = 0,
): SignTile {
  const shown = sign && Number(sign.value.toFixed(digits));
  return {
    key,
    label,
    name,
    unit,
    text: shown === undefined ? "–" : shown.toFixed(digits),
    observedAt: sign?.observedAt,
    deviation: shown === undefined ? undefined : deviationFrom(zeroRange, shown),
  };
}

/** The oximeter's pulse stands in for the electrodes, and says that it does. */
function heartRate({ heartRate: rate, pulseRate: pulse }: LiveSigns): SignTile {
  return rate || !pulse
    ? single("heart-rate", "HR", "Heart rate", "/min", rate, [51, 90])
    : single("heart-rate", "PR", "Pulse rate by the oximeter", "/min", pulse, [51, 90]);
}

function pressure({ systolicPressure, diastolicPressure, meanPressure }: LiveSigns): SignTile {
  const tile = { key: "pressure", unit: "mmHg" } as const;
  if (!systolicPressure && meanPressure)
    return {
      ...tile,
      label: "MAP",
      name: "Mean pressure",
      text: String(Math.round(meanPressure.value)),
      observedAt: meanPressure.observedAt,
      deviation: undefined, // NEWS2 has no range for it
    };

  const both = [systolicPressure, diastolicPressure];
  return {
    ...tile,
    label: "BP",
    name: "Blood pressure",
    text: systolicPressure ? both.map(roundedOrDash).join("/") : "–",
    observedAt: systolicPressure && oldest(both),
    deviation: systolicPressure && deviationFrom([111, 219], Math.round(systolicPressure.value)),
  };
}

const ROOM_AIR = 21.5; // %, with the rounding of a blender's display

const isFlowing = ({ oxygenFlow }: LiveSigns): boolean => (oxygenFlow?.value ?? 0) > 0;
const isEnriched = ({ inspiredOxygen }: LiveSigns): boolean =>
  (inspiredOxygen?.value ?? 0) > ROOM_AIR;
const isOnOxygen = (signs: LiveSigns): boolean => isFlowing(signs) || isEnriched(signs);

function oxygen({ inspiredOxygen, oxygenFlow }: LiveSigns): SignTile {
  const tile = { key: "oxygen", label: "O₂", name: "Supplemental oxygen" } as const;
  const onAir = { ...tile, text: "Air", unit: "", deviation: undefined };

  if (oxygenFlow && oxygenFlow.value > 0)
    return {
      ...tile,
      text: String(Math.round(oxygenFlow.value * 10) / 10),
      unit: "L",
      observedAt: oxygenFlow.observedAt,
      deviation: "high",
    };
  if (inspiredOxygen && inspiredOxygen.value > ROOM_AIR)
    return {
      ...tile,
      text: String(Math.round(inspiredOxygen.value)),
      unit: "%",
      observedAt: inspiredOxygen.observedAt,
      deviation: "high",
    };

  const observedAt = inspiredOxygen?.observedAt ?? oxygenFlow?.observedAt;
  if (observedAt !== undefined) return { ...onAir, observedAt };
  return { ...onAir, text: "–", observedAt: undefined };
}

const roundedOrDash = (sign: LiveSign | undefined): string =>
  sign ? String(Math.round(sign.value)) : "–";

const oldest = (signs: readonly (LiveSign | undefined)[]): number =>
  Math.min(...signs.flatMap((sign) => (sign ? [sign.observedAt] : [])));

function deviationFrom([low, high]: readonly [number, number], value: number) {
  if (value < low) return "low";
  return value > high ? "high" : undefined;
}

/** "J. S.": enough to tell two neighbours apart, too little to be read from the corridor. */
export const maskName = (name: string): string =>
  name
    .split(/[\s,]+/)
    .filter((part) => part.length > 0)
    .map((part) => `${part.charAt(0).toUpperCase()}.`)
    .slice(0, 2)
    .join(" ");

/** Short enough for the densest card. */
export const NAME_NOT_OPENED = "Name unreadable";

/** The name as this screen shows names. One that cannot be opened says so: never blank, never initials. */
export function viewName(name: string | null, areNamesHidden: boolean): string {
  if (name === null) return NAME_NOT_OPENED;
  return areNamesHidden ? maskName(name) : name;
}

const SEX_LETTERS = { female: "F", male: "M", other: "X", unknown: "" } as const;

/** "64 F"; what is not known is left out. */
export const describePerson = ({
  age,
  sex,
}: {
  age: number | undefined;
  sex: keyof typeof SEX_LETTERS;
}): string => [age === undefined ? "" : String(age), SEX_LETTERS[sex]].filter(Boolean).join(" ");

import { formatAge } from "./age";
import type { LiveScore } from "#models/realtime/board";
import {
  isTooYoungToScore,
  TOO_YOUNG_TO_SCORE,
  YOUNGEST_SCORED_AGE,
} from "#models/vitals/early-warning-score";

export { viewSigns, type SignTile } from "#models/vitals/sign-tile";

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

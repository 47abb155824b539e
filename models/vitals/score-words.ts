import type { LiveScore } from "../realtime/board";
import {
  earlyWarningBand,
  type EarlyWarningBand,
  isTooYoungToScore,
  TOO_YOUNG_TO_SCORE,
} from "./early-warning-score";

const NEWS2_INPUTS = 7;

/** Clinical risk, NEWS2 chart 2. */
export const BAND_TITLES: Readonly<Record<EarlyWarningBand, string>> = {
  none: "no risk",
  low: "low risk",
  "low-medium": "low to medium risk, one sign at 3",
  medium: "medium risk",
  high: "high risk",
};

export interface ScoreInWords {
  /** Undefined when there is none. */
  total: string | undefined;
  /** Its band, and what it lacks; or why there is none. */
  note: string;
}

/**
 * A NEWS2 score for paper. From missing inputs the known part may alarm but never reassure: then its
 * band is not told unless it is medium or worse.
 */
export function scoreInWords(score: LiveScore | undefined, age: number | undefined): ScoreInWords {
  if (isTooYoungToScore(age)) return { total: undefined, note: TOO_YOUNG_TO_SCORE };
  if (!score) return { total: undefined, note: "not scored" };

  const band = earlyWarningBand(score.score, score.hasRedScore);
  const isPartial = score.inputsPresent < NEWS2_INPUTS;
  const inputs = `${score.inputsPresent} of ${NEWS2_INPUTS} inputs`;
  const isReassuring = band === "none" || band === "low";
  if (isPartial && isReassuring)
    return { total: String(score.score), note: `incomplete: ${inputs}` };
  return {
    total: String(score.score),
    note: isPartial ? `${BAND_TITLES[band]}, ${inputs}` : BAND_TITLES[band],
  };
}

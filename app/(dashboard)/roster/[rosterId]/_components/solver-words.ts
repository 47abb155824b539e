import type { RosterProposal, SolverJobOnWire } from "#models/realtime/roster";
import { percent } from "./numbers";

/** Points: bounds are reckoned in fractions, which the last of them leaves behind. */
const AS_GOOD_AS_NOTHING = 1e-6;

/** What a run knows of its best roster; of a run that the server has forgotten, `isProved` is false. */
type Known = Pick<RosterProposal, "score" | "bound" | "hardViolations"> & { isProved: boolean };
/** The same of a run at work, which may have none yet. */
type KnownSoFar = Pick<SolverJobOnWire, "score" | "bound" | "hardViolations" | "isProved">;

export const PROVED = "proved: there is no better one";

/** Whether a legal roster is known to be one of the best that there can be. */
export function isProvedBest({ score, bound, hardViolations, isProved }: KnownSoFar): boolean {
  if (score === null || hardViolations !== 0) return false;
  return isProved || (bound !== null && score - bound <= AS_GOOD_AS_NOTHING);
}

/** How far a legal roster is at most from the best that there can be; undefined where that is not known. */
export function distanceInWords(known: Known): string | undefined {
  const { score, bound, hardViolations } = known;
  if (isProvedBest(known)) return PROVED;
  if (hardViolations > 0 || bound === null || score <= 0) return undefined;
  return `at most ${percent((score - bound) / score)} from the best there is`;
}

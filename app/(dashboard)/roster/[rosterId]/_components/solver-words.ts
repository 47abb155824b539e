import type { RosterProposal } from "#models/realtime/roster";
import { percent } from "./numbers";

/** Points: bounds are reckoned in fractions, which the last of them leaves behind. */
const AS_GOOD_AS_NOTHING = 1e-6;

/** What a run knows of its best roster; of a run that the server has forgotten, `isProved` is false. */
type Known = Pick<RosterProposal, "score" | "bound" | "hardViolations"> & { isProved: boolean };

/** How far a legal roster is at most from the best that there can be; undefined where that is not known. */
export function distanceInWords({
  score,
  bound,
  hardViolations,
  isProved,
}: Known): string | undefined {
  if (hardViolations > 0) return undefined;
  const distance = bound === null ? undefined : score - bound;
  if (isProved || (distance !== undefined && distance <= AS_GOOD_AS_NOTHING))
    return "proved: there is no better one";
  if (distance === undefined) return undefined;
  return score > 0 ? `at most ${percent(distance / score)} from the best there is` : undefined;
}

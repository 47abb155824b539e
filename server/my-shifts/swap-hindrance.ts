import type { OwnRefusal } from "#models/rostering/own-shift-words";
import type { PersonId } from "#models/rostering/roster-ids";
import type { SwapJudged } from "../rostering/judging/judge-swaps";

/**
 * Why a swap cannot be carried out on the roster as it was judged; undefined: it can. In words to `asks`: whoever
 * of the two is told.
 */
export function swapHindrance(
  { fits, people, coverage }: SwapJudged,
  asks?: PersonId,
): OwnRefusal | undefined {
  if (!fits) return "swap:changed";
  if (asks && people.includes(asks)) return "swap:own-rules";
  if (people.length > 0) return "swap:rules";
  return coverage ? "swap:coverage" : undefined;
}

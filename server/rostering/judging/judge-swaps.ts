import { judgeSwap, ownRulesBroken } from "#models/rostering/judge-swap";
import type { Assignment, RosterCell } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import { type RestAround, restAround } from "#models/rostering/rest-around";
import { rescored, type RosterScore } from "#models/rostering/roster-score";
import { shiftInstants } from "#models/rostering/shift-instants";
import { cellsOf, type HeldShift, type Swap } from "#models/rostering/swap";

export type OfferedSwap = Pick<Swap, "giver" | "gives" | "wants">;

export interface SwapJudged {
  /** The roster is as the swap says. */
  fits: boolean;
  /** Whose hard rules would be broken. */
  people: readonly PersonId[];
  coverage: boolean;
  texts: readonly string[];
}

/** Whether the days are free for it, and no rule of either and no shift is the worse for it. */
export function isOffered(score: RosterScore, swap: OfferedSwap, taker: PersonId): boolean {
  const judged = judgedSwap(score, swap, taker);
  return judged.fits && judged.people.length === 0 && !judged.coverage;
}

export function judgedSwap(score: RosterScore, swap: OfferedSwap, taker: PersonId): SwapJudged {
  if (!fits(score, swap, taker)) return { fits: false, people: [], coverage: false, texts: [] };
  const { people, coverage, charges } = judgeSwap(score, cellsOf(swap, taker));
  return { fits: true, people: [...people], coverage, texts: charges.map(({ text }) => text) };
}

/** Of a roster on which it does not fit any more the rest is that of the roster as it is. */
export function judgedEffect(
  score: RosterScore,
  swap: OfferedSwap,
  taker: PersonId,
): SwapJudged & RestAround {
  const judged = judgedSwap(score, swap, taker);
  const { frame, lines } = (judged.fits ? rescored(score, cellsOf(swap, taker)) : score).state;
  const line = lines[frame.indexOf.get(taker) ?? -1];
  const none = { restHoursBefore: undefined, restHoursAfter: undefined };
  return { ...judged, ...(line ? restAround(line, swap.gives.day) : none) };
}

/** Null: nothing of theirs is against it. */
export function judgedPlace(
  score: RosterScore,
  place: RosterCell,
): { says: string | undefined } | null {
  const [broken] = ownRulesBroken(score, place);
  return broken ? { says: broken.text } : null;
}

/** Whether each of these people could take it, and what they could give for it of what has not begun. */
export function swapOptions(
  score: RosterScore,
  {
    giver,
    gives,
    personIds,
    at,
  }: Pick<OfferedSwap, "giver" | "gives"> & { personIds: readonly PersonId[]; at: number },
): { personId: PersonId; isTaker: boolean; shifts: HeldShift[] }[] {
  const instants = shiftInstants(score.problem);
  const isToCome = (day: number, { shiftId }: Assignment) => instants(shiftId, day).startAt > at;
  return personIds.map((personId) => ({
    personId,
    isTaker: isOffered(score, { giver, gives, wants: undefined }, personId),
    shifts: (score.roster.get(personId) ?? []).flatMap((assignment, day): HeldShift[] => {
      if (!assignment || !isToCome(day, assignment)) return [];
      const wants = { day, assignment };
      return isOffered(score, { giver, gives, wants }, personId) ? [wants] : [];
    }),
  }));
}

/** Each has the shift that is given, and is free where another is had. */
function fits(
  { roster }: RosterScore,
  { giver, gives, wants }: { giver: PersonId; gives: HeldShift; wants: HeldShift | undefined },
  taker: PersonId,
): boolean {
  const at = (personId: PersonId, day: number) => roster.get(personId)?.[day] ?? null;
  if (!isSame(at(giver, gives.day), gives)) return false;
  if (!wants) return at(taker, gives.day) === null;
  if (!isSame(at(taker, wants.day), wants)) return false;
  if (gives.day === wants.day) return gives.assignment.shiftId !== wants.assignment.shiftId;
  return at(taker, gives.day) === null && at(giver, wants.day) === null;
}

const isSame = (
  held: HeldShift["assignment"] | null,
  { assignment }: Pick<HeldShift, "assignment">,
): boolean => held?.shiftId === assignment.shiftId && held.unitId === assignment.unitId;

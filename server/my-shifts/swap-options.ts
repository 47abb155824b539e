import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { staffById } from "#db/staff";
import type { SwapOptions } from "#models/realtime/my-shifts";
import { isLegal, judgeSwap } from "#models/rostering/judge-swap";
import type { OwnRefusal } from "#models/rostering/own-shift-words";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { RosterScore } from "#models/rostering/roster-score";
import { cellsOf, type HeldShift, type Swap } from "#models/rostering/swap";
import { AppError } from "#models/shared/errors";
import { readScore } from "./judge";
import { shiftNamer, unitWords } from "./named-shifts";
import { turns } from "./turns";

export interface SwapQuestion {
  rosterId: RosterId;
  giver: PersonId;
  gives: HeldShift;
  at: Date;
}

type SwapTerms = Pick<Swap, "giver" | "gives" | "wants">;

/** Everybody who could take a shift, and what could be had for it: what breaks no rule that must hold. */
export async function swapOptions(
  db: Queryable,
  { rosterId, giver, gives, at }: SwapQuestion,
): Promise<SwapOptions> {
  const score = await readScore(db, rosterId);
  const roster = (await workedRosters(db, [rosterId])).get(rosterId);
  if (!roster) throw new AppError("not-found", `roster ${rosterId}`);
  const unitIds = score.problem.units.map(({ unitId }) => unitId);
  const namer = shiftNamer(roster, await unitWords(db, unitIds));
  const staff = await staffById(
    db,
    score.problem.people.map(({ personId }) => personId),
  );
  const others = staff.filter(({ personId }) => personId !== giver);
  const mayYield = turns();

  const takers: { personId: PersonId; name: string }[] = [];
  const exchanges: SwapOptions["exchanges"][number][] = [];
  const withoutAccount: string[] = [];
  for (const { personId, name, userId } of others) {
    await mayYield();
    const isTaker = isOffered(score, { giver, gives, wants: undefined }, personId);
    // Who has no account cannot answer.
    if (userId === null) {
      if (isTaker) withoutAccount.push(name);
      continue;
    }
    if (isTaker) takers.push({ personId, name });

    const shifts = [];
    for (const wants of shiftsOf(score, personId)) {
      const named = namer.named(wants.day, wants.assignment);
      if (!named || named.startsAt <= at.getTime()) continue;
      await mayYield();
      if (isOffered(score, { giver, gives, wants }, personId)) shifts.push(named);
    }
    if (shifts.length > 0) exchanges.push({ personId, name, shifts });
  }
  return { takers, exchanges, withoutAccount };
}

const shiftsOf = ({ roster }: RosterScore, personId: PersonId): HeldShift[] =>
  (roster.get(personId) ?? []).flatMap((assignment, day) =>
    assignment ? [{ day, assignment }] : [],
  );

/** Whether the days are free for it, and no rule of either and no shift is the worse for it. */
export function isOffered(score: RosterScore, swap: SwapTerms, taker: PersonId): boolean {
  return fits(score, swap, taker) && isLegal(judgeSwap(score, cellsOf(swap, taker)));
}

/**
 * Why a swap cannot be carried out on the roster as it is; undefined: it can. In words to `asks`: whoever of the
 * two is told.
 */
export function hindranceOf(
  score: RosterScore,
  swap: SwapTerms,
  { taker, asks }: { taker: PersonId; asks?: PersonId },
): OwnRefusal | undefined {
  if (!fits(score, swap, taker)) return "swap:changed";
  const { people, coverage } = judgeSwap(score, cellsOf(swap, taker));
  if (asks && people.has(asks)) return "swap:own-rules";
  if (people.size > 0) return "swap:rules";
  return coverage ? "swap:coverage" : undefined;
}

/** Each has the shift that is given, and is free where another is had. */
export function fits(
  { roster }: RosterScore,
  { giver, gives, wants }: SwapTerms,
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

import { setImmediate } from "node:timers/promises";
import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { staffById } from "#db/staff";
import type { SwapOptions } from "#models/realtime/my-shifts";
import { isLegal, judgeSwap } from "#models/rostering/judge-swap";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { RosterScore } from "#models/rostering/roster-score";
import { cellsOf, type HeldShift } from "#models/rostering/swap";
import { AppError } from "#models/shared/errors";
import { shiftNamer, unitWords } from "./named-shifts";
import { readScore } from "./judge";

/** Sockets are answered in between: a ward takes some hundred judgements. */
const LONGEST_TURN_MS = 20;

export interface SwapQuestion {
  rosterId: RosterId;
  giver: PersonId;
  gives: HeldShift;
  at: Date;
}

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
  // Who has no account cannot answer.
  const others = staff.filter(({ personId, userId }) => userId !== null && personId !== giver);
  const mayYield = turns();

  const takers: { personId: PersonId; name: string }[] = [];
  const exchanges: SwapOptions["exchanges"][number][] = [];
  for (const { personId, name } of others) {
    await mayYield();
    if (isOffered(score, { giver, gives, wants: undefined }, personId))
      takers.push({ personId, name });

    const shifts = [];
    for (const wants of shiftsOf(score, personId)) {
      const named = namer.named(wants.day, wants.assignment);
      if (!named || named.startsAt <= at.getTime()) continue;
      await mayYield();
      if (isOffered(score, { giver, gives, wants }, personId)) shifts.push(named);
    }
    if (shifts.length > 0) exchanges.push({ personId, name, shifts });
  }
  return { takers, exchanges };
}

const shiftsOf = ({ roster }: RosterScore, personId: PersonId): HeldShift[] =>
  (roster.get(personId) ?? []).flatMap((assignment, day) =>
    assignment ? [{ day, assignment }] : [],
  );

/** Whether the days are free for it, and no rule of either and no shift is the worse for it. */
export function isOffered(
  score: RosterScore,
  swap: { giver: PersonId; gives: HeldShift; wants: HeldShift | undefined },
  taker: PersonId,
): boolean {
  return fits(score, swap, taker) && isLegal(judgeSwap(score, cellsOf(swap, taker)));
}

/** Each has the shift that is given, and is free where another is had. */
export function fits(
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

function turns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < LONGEST_TURN_MS) return;
    await setImmediate();
    began = performance.now();
  };
}

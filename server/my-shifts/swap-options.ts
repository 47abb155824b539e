import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { staffById } from "#db/staff";
import type { SwapOptions } from "#models/realtime/my-shifts";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { HeldShift } from "#models/rostering/swap";
import { AppError } from "#models/shared/errors";
import type { JudgeAnswers } from "../rostering/judging/judgements";
import { readJudged } from "../rostering/judging/read-judged";
import type { RosterJudge } from "../rostering/judging/roster-judge";
import { shiftNamer, unitWords } from "./named-shifts";

/** A ward's are some hundred judgements. */
const PEOPLE_AT_A_TIME = 10;

export interface SwapQuestion {
  rosterId: RosterId;
  giver: PersonId;
  gives: HeldShift;
  at: Date;
}

/** Everybody who could take a shift, and what could be had for it: what breaks no rule that must hold. */
export async function swapOptions(
  { pool, judge }: { pool: Queryable; judge: RosterJudge },
  { rosterId, giver, gives, at }: SwapQuestion,
): Promise<SwapOptions> {
  const judged = await readJudged(judge, pool, rosterId);
  const { units, people } = judged.roster.problem;
  const roster = (await workedRosters(pool, [rosterId])).get(rosterId);
  if (!roster) throw new AppError("not-found", `roster ${rosterId}`);
  const unitIds = units.map(({ unitId }) => unitId);
  const namer = shiftNamer(roster, await unitWords(pool, unitIds));
  const staff = await staffById(
    pool,
    people.map(({ personId }) => personId),
  );
  const others = staff.filter(({ personId, userId }) => userId !== null && personId !== giver);
  const personIds = others.map(({ personId }) => personId);
  const options: JudgeAnswers["swap-options"][number][] = [];
  // Some people at a time: who accepts a shift meanwhile does not wait for all of them.
  for (let from = 0; from < personIds.length; from += PEOPLE_AT_A_TIME) {
    const some = personIds.slice(from, from + PEOPLE_AT_A_TIME);
    const asked = { giver, gives, personIds: some, at: at.getTime() };
    options.push(...(await judged.ask({ kind: "swap-options", ...asked })));
  }
  // Who has no account cannot answer: whom to speak to all the same is told by name.
  const silent = staff.filter(({ personId, userId }) => userId === null && personId !== giver);
  const able = new Set(
    await judged.ask({
      ...{ kind: "swap-takers", swap: { giver, gives, wants: undefined } },
      personIds: silent.map(({ personId }) => personId),
    }),
  );
  const named = options.map(({ personId, isTaker, shifts }) => ({
    ...{ personId, name: others.find((each) => each.personId === personId)?.name ?? "Somebody" },
    isTaker,
    shifts: shifts.flatMap(({ day, assignment }) => namer.named(day, assignment) ?? []),
  }));
  return {
    takers: named.flatMap(({ personId, name, isTaker }) => (isTaker ? [{ personId, name }] : [])),
    exchanges: named.flatMap(({ personId, name, shifts }) =>
      shifts.length > 0 ? [{ personId, name, shifts }] : [],
    ),
    withoutAccount: silent.flatMap(({ personId, name }) => (able.has(personId) ? [name] : [])),
  };
}

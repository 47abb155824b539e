import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { findSwap } from "#db/shift-swaps";
import type { SwapEffect } from "#models/realtime/my-shifts";
import type { SwapId } from "#models/rostering/own-shift-ids";
import { ownRefusalWords } from "#models/rostering/own-shift-words";
import type { PersonId } from "#models/rostering/roster-ids";
import { shiftInstants } from "#models/rostering/shift-instants";
import type { HeldShift } from "#models/rostering/swap";
import { AppError } from "#models/shared/errors";
import { readJudged } from "../rostering/judging/read-judged";
import type { RosterJudge } from "../rostering/judging/roster-judge";
import { needsSomebody } from "./carry-out-swap";
import { swapHindrance } from "./swap-hindrance";

/**
 * What a swap would do to somebody whom it is offered to, on the roster as it is now. Taking it judges anew.
 *
 * @throws not-found of one that is not offered to them
 */
export async function swapEffect(
  { pool: db, judge }: { pool: Queryable; judge: RosterJudge },
  { swapId, taker }: { swapId: SwapId; taker: PersonId },
): Promise<SwapEffect> {
  const swap = await findSwap(db, swapId);
  if (!swap || !swap.offeredTo.includes(taker)) throw new AppError("not-found", `swap ${swapId}`);
  const roster = (await workedRosters(db, [swap.rosterId])).get(swap.rosterId);
  if (!roster) throw new AppError("not-found", `roster ${swap.rosterId}`);

  const judged = await readJudged(judge, db, swap.rosterId);
  const { giver, gives, wants } = swap;
  const found = await judged.ask({ kind: "swap-effect", swap: { giver, gives, wants }, taker });
  const hindrance = swapHindrance(found, taker);
  const instants = shiftInstants(roster);
  const paid = ({ day, assignment }: HeldShift): number =>
    roster.shifts.some(({ shiftId }) => shiftId === assignment.shiftId)
      ? instants(assignment.shiftId, day).paidMinutes
      : 0;
  return {
    paidMinutes: paid(swap.gives) - (swap.wants ? paid(swap.wants) : 0),
    restHoursBefore: found.restHoursBefore ?? null,
    restHoursAfter: found.restHoursAfter ?? null,
    waits: await needsSomebody(db, swap, taker),
    hindrance: hindrance ? ownRefusalWords(hindrance) : null,
  };
}

import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { findSwap } from "#db/shift-swaps";
import type { SwapEffect } from "#models/realtime/my-shifts";
import type { SwapId } from "#models/rostering/own-shift-ids";
import { ownRefusalWords } from "#models/rostering/own-shift-words";
import { restAround } from "#models/rostering/rest-around";
import type { PersonId } from "#models/rostering/roster-ids";
import { rescored } from "#models/rostering/roster-score";
import { shiftInstants } from "#models/rostering/shift-instants";
import { cellsOf, type HeldShift } from "#models/rostering/swap";
import { AppError } from "#models/shared/errors";
import { needsSomebody } from "./carry-out-swap";
import { readScore } from "./judge";
import { fits, hindranceOf } from "./swap-options";

/**
 * What a swap would do to somebody whom it is offered to, on the roster as it is now. Taking it judges anew.
 *
 * @throws not-found of one that is not offered to them
 */
export async function swapEffect(
  db: Queryable,
  { swapId, taker }: { swapId: SwapId; taker: PersonId },
): Promise<SwapEffect> {
  const swap = await findSwap(db, swapId);
  if (!swap || !swap.offeredTo.includes(taker)) throw new AppError("not-found", `swap ${swapId}`);
  const roster = (await workedRosters(db, [swap.rosterId])).get(swap.rosterId);
  if (!roster) throw new AppError("not-found", `roster ${swap.rosterId}`);

  const score = await readScore(db, swap.rosterId);
  const hindrance = hindranceOf(score, swap, { taker, asks: taker });
  const instants = shiftInstants(roster);
  const paid = ({ day, assignment }: HeldShift): number =>
    roster.shifts.some(({ shiftId }) => shiftId === assignment.shiftId)
      ? instants(assignment.shiftId, day).paidMinutes
      : 0;
  // Of a roster on which it does not fit any more there is no rest to be told.
  const { frame, lines } = fits(score, swap, taker)
    ? rescored(score, cellsOf(swap, taker)).state
    : score.state;
  const line = lines[frame.indexOf.get(taker) ?? -1];
  const rest = line && restAround(line, swap.gives.day);
  return {
    paidMinutes: paid(swap.gives) - (swap.wants ? paid(swap.wants) : 0),
    restHoursBefore: rest?.restHoursBefore ?? null,
    restHoursAfter: rest?.restHoursAfter ?? null,
    waits: await needsSomebody(db, swap, taker),
    hindrance: hindrance ? ownRefusalWords(hindrance) : null,
  };
}

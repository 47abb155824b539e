import type { PersonId } from "#models/rostering/roster-ids";
import type { FairnessBalance } from "#models/rostering/roster-problem";
import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import type { Queryable } from "./pool";
import type { WorkedShift } from "./roster-problem";
import { requestsBetween, type StaffMember } from "./staff";

/** So far back fairness counts. */
export const BALANCE_DAYS = 84;
const SATURDAY = 5;

/**
 * What each had more or less than their share in the twelve weeks before: of nights and weekends the share is
 * by contract hours among those of the roster who have a contract, of refused wishes it is the mean of all who
 * wished. Nobody who has worked on no published roster has a balance.
 */
export async function fairnessBalances(
  db: Queryable,
  {
    staff,
    worked,
    startsOn,
  }: { staff: readonly StaffMember[]; worked: readonly WorkedShift[]; startsOn: string },
): Promise<FairnessBalance[]> {
  const counted = worked.filter(({ day }) => day >= -BALANCE_DAYS);
  const sharing = staff.filter(
    ({ personId, contractMinutesPerWeek }) =>
      contractMinutesPerWeek > 0 && counted.some((shift) => shift.personId === personId),
  );
  const ids = new Set(sharing.map(({ personId }) => personId));
  const shifts = counted.filter(({ personId }) => ids.has(personId));
  const nights = countBy(shifts.filter(({ isNight }) => isNight).map(({ personId }) => personId));
  const weekends = countBy(weekendsOf(shifts, startsOn));
  const refused = await refusedRequests(db, shifts, { personIds: [...ids], startsOn });

  const hours = sharing.reduce(
    (sum, { contractMinutesPerWeek }) => sum + contractMinutesPerWeek,
    0,
  );
  const total = (counts: ReadonlyMap<PersonId, number>) =>
    [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [allNights, allWeekends] = [total(nights), total(weekends)];
  const meanRefused = refused.size > 0 ? total(refused) / refused.size : 0;
  return sharing.map(({ personId, contractMinutesPerWeek }) => {
    const share = contractMinutesPerWeek / hours;
    const refusedHere = refused.get(personId);
    return {
      personId,
      nights: (nights.get(personId) ?? 0) - allNights * share,
      weekends: (weekends.get(personId) ?? 0) - allWeekends * share,
      refusedRequests: refusedHere === undefined ? 0 : refusedHere - meanRefused,
    };
  });
}

/** One entry for each weekend on which somebody worked. */
function weekendsOf(shifts: readonly WorkedShift[], startsOn: string): PersonId[] {
  const seen = new Map<string, PersonId>();
  for (const { personId, day } of shifts) {
    const weekday = weekdayOf(dayAfter(startsOn, day));
    if (weekday >= SATURDAY) seen.set(`${personId} ${day - (weekday - SATURDAY)}`, personId);
  }
  return [...seen.values()];
}

/** Wishes that were not met, of everybody who wished anything. */
async function refusedRequests(
  db: Queryable,
  shifts: readonly WorkedShift[],
  { personIds, startsOn }: { personIds: readonly PersonId[]; startsOn: string },
): Promise<Map<PersonId, number>> {
  const from = dayAfter(startsOn, -BALANCE_DAYS);
  const requests = await requestsBetween(db, personIds, { from, to: startsOn });
  const workedOn = new Map(
    shifts.map(({ personId, day, assignment }) => [
      `${personId} ${dayAfter(startsOn, day)}`,
      assignment.shiftId,
    ]),
  );
  const refused = new Map<PersonId, number>();
  for (const { personId, on, wants, shiftId } of requests) {
    const worked = workedOn.get(`${personId} ${on}`);
    const isWanted = worked !== undefined && (shiftId === null || shiftId === worked);
    const isMet = wants === "work" ? isWanted : !isWanted;
    refused.set(personId, (refused.get(personId) ?? 0) + (isMet ? 0 : 1));
  }
  return refused;
}

function countBy(personIds: readonly PersonId[]): Map<PersonId, number> {
  const counts = new Map<PersonId, number>();
  for (const personId of personIds) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}

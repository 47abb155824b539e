import { dayAfter } from "../shared/calendar-date";
import type { PersonId } from "./roster-ids";
import type { AbsenceKind } from "./roster-problem";

/** A day away, and what it counts towards the contract. */
export interface CreditedDay {
  personId: PersonId;
  on: string;
  kind: AbsenceKind;
  minutes: number;
}

const DAYS_A_WEEK = 7;

/**
 * What a day away counts towards the contract, in minutes, wherever the absence comes from: a seventh of the
 * week for each calendar day, so that a whole week away counts as a week, whichever of its days would have been
 * worked. An absence keeps the minutes that it was recorded with.
 */
export const creditPerDay = (contractMinutesPerWeek: number): number =>
  Math.round(contractMinutesPerWeek / DAYS_A_WEEK);

/** Counts towards the contract; parental and other leave do not, unless they were recorded with minutes. */
export const isPaidAbsence = (kind: AbsenceKind): boolean =>
  kind === "annual-leave" || kind === "study" || kind === "sick";

/** What a day of an absence counts where nobody says otherwise, in minutes. */
export const creditOfAbsence = (kind: AbsenceKind, contractMinutesPerWeek: number): number =>
  isPaidAbsence(kind) ? creditPerDay(contractMinutesPerWeek) : 0;

/** Dates, both ends included. */
interface DatedAbsence {
  personId: PersonId;
  kind: AbsenceKind;
  fromOn: string;
  toOn: string;
  creditMinutesPerDay: number;
}

/**
 * Days of paid leave and of sickness from a date until another, which is excluded. Of a day with two the one
 * that counts for more, as the hours of the contract are counted. Unpaid leave is none; sickness always is one.
 */
export function creditedDays(
  absences: readonly DatedAbsence[],
  { from, to }: { from: string; to: string },
): CreditedDay[] {
  const days = new Map<string, CreditedDay>();
  for (const { personId, kind, fromOn, toOn, creditMinutesPerDay: minutes } of absences) {
    if (minutes === 0 && kind !== "sick") continue;
    for (let on = fromOn > from ? fromOn : from; on <= toOn && on < to; on = dayAfter(on, 1)) {
      const known = days.get(`${personId} ${on}`);
      if (known && known.minutes >= minutes) continue;
      days.set(`${personId} ${on}`, { personId, on, kind, minutes });
    }
  }
  return [...days.values()];
}

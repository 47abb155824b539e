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

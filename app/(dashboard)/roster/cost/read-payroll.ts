import "server-only";
import { paidPeople, readRosterPay } from "#db/roster-pay";
import type { LiveSession } from "#db/sessions";
import { absencesBetween } from "#db/staff";
import { allUnits } from "#db/units";
import { creditedDays } from "#models/rostering/credited-days";
import { daysOver } from "#models/rostering/days-over";
import { payLines } from "#models/rostering/pay-lines";
import { paidShifts } from "#models/rostering/roster-cost";
import { dayAfter } from "#models/shared/calendar-date";
import { err, ok, type Result } from "#models/shared/result";
import { asActor } from "@/_lib/db";
import type { CostChoice } from "./cost-query";
import type { Payroll, PayrollShift } from "./payroll-lines";

/** What was worked on the days of the period that are over, and who was away. The error is in words. */
export async function readPayroll(
  session: LiveSession,
  { rosters, roster, period }: CostChoice,
  { now, today }: { now: Date; today: string },
): Promise<Result<Payroll, string>> {
  return asActor(session, async (db) => {
    const shifts: PayrollShift[] = [];
    // The first day that is not over, or the one after the last asked for.
    let until = period.to < today ? period.to : today;
    for (const row of rosters) {
      const pay = row.state === "draft" ? undefined : await readRosterPay(db, row);
      if (!pay) continue;
      if (pay.unknownShifts + pay.unreadShifts > 0)
        return err(
          `Of ${pay.unknownShifts + pay.unreadShifts} shifts of the roster from ${row.startsOn} the hours or the pay are not known. Set them anew in the roster, then take the file.`,
        );
      const { problem } = pay.now;
      const overUntil = dayAfter(row.startsOn, daysOver(problem, now));
      if (overUntil < until && overUntil < dayAfter(row.startsOn, row.days)) until = overUntil;
      const lines = payLines(problem, paidShifts(problem, pay.now.roster));
      const isConfirmed = row.state === "locked";
      shifts.push(...lines.map((line) => ({ ...line, isConfirmed, timeZone: row.timeZone })));
    }
    const days = { from: period.from, to: until > period.from ? until : period.from };
    const isIn = ({ on }: { on: string }) => on >= days.from && on < days.to;
    const people = await paidPeople(db);
    // Of one roster, the days away of its units' people; of a period, everybody's.
    const codes = roster?.units.map(({ code }) => code);
    const counted = people.filter(({ homeUnitCode }) => codes?.includes(homeUnitCode) ?? true);
    const personIds = counted.map(({ personId }) => personId);
    const absences = roster?.state === "draft" ? [] : await absencesBetween(db, personIds, days);
    const leftOn = new Map(people.map((person) => [person.personId, person.leftOn]));
    const away = creditedDays(absences, days).filter(({ personId, on }) => {
      const left = leftOn.get(personId);
      return !left || on < left;
    });
    return ok({ days, shifts: shifts.filter(isIn), away, people, units: await allUnits(db) });
  });
}

import type { PaidPerson } from "#db/roster-pay";
import type { Unit } from "#db/units";
import type { CreditedDay } from "#models/rostering/credited-days";
import type { DateRange } from "#models/rostering/period-cost";
import type { PayKind, PayLine } from "#models/rostering/pay-lines";
import type { PersonId } from "#models/rostering/roster-ids";
import { formatWithOffset } from "#models/shared/hospital-instant";
import { csvLine } from "@/_lib/csv-line";

export interface PayrollShift extends PayLine {
  /** Its roster is locked. */
  isConfirmed: boolean;
  timeZone: string;
}

export interface Payroll {
  /** Those that are over. */
  days: DateRange;
  shifts: readonly PayrollShift[];
  away: readonly CreditedDay[];
  /** In the order of the file. */
  people: readonly PaidPerson[];
  units: readonly Pick<Unit, "unitId" | "code">[];
}

/** The files, as their addresses name them. docs/rostering.md tells their columns. */
export const PAYROLL_TABLES = ["shifts", "people"] as const;
export type PayrollTable = (typeof PAYROLL_TABLES)[number];

export const isPayrollTable = (name: string): name is PayrollTable =>
  PAYROLL_TABLES.some((table) => table === name);

export const payrollLines = (table: PayrollTable, payroll: Payroll): string[] => [
  ...(table === "shifts" ? shiftLines(payroll) : personLines(payroll)),
];

const SHIFT_COLUMNS = [
  ...["staff_number", "person_id", "name", "unit", "date", "shift", "start", "end"],
  ...["paid_minutes", "night_minutes", "weekend_minutes", "kind"],
  ...["rate", "shift_price", "float_price", "amount", "confirmed"],
];

/** A line for each shift worked, a further one where overtime begins in it, and for each credited day away. */
function* shiftLines({ shifts, away, people, units }: Payroll): Generator<string> {
  const codes = new Map(units.map(({ unitId, code }) => [unitId, code]));
  const shiftsOf = byPerson(shifts);
  const awayOf = byPerson(away);
  yield csvLine(SHIFT_COLUMNS);
  for (const person of people) {
    const head = [person.staffNumber ?? "", person.personId, person.name];
    const worked = (shiftsOf.get(person.personId) ?? []).map((line) => ({
      on: line.on,
      cells: [
        ...[codes.get(line.unitId) ?? "", line.on, line.shift.code],
        formatWithOffset(new Date(line.startAt), line.timeZone),
        formatWithOffset(new Date(line.endAt), line.timeZone),
        ...[line.minutes, line.nightMinutes, line.weekendMinutes].map(String),
        ...[line.kind, money(line.rate), money(line.shiftPrice), money(line.floatPrice)],
        ...[money(line.amount), line.isConfirmed ? "yes" : "no"],
      ],
    }));
    // What a day away pays is for the payroll to say.
    const credited = (awayOf.get(person.personId) ?? []).map(({ on, kind, minutes }) => ({
      on,
      cells: [
        ...[person.homeUnitCode, on, "", "", "", String(minutes), "", "", kind],
        ...["", "", "", "", ""],
      ],
    }));
    for (const { cells } of [...worked, ...credited].toSorted(byDate))
      yield csvLine([...head, ...cells]);
  }
}

const byDate = (a: { on: string }, b: { on: string }): number =>
  a.on < b.on ? -1 : Number(a.on > b.on);

const PERSON_COLUMNS = [
  ...["staff_number", "person_id", "name", "employment", "home_unit", "shifts"],
  ...[
    "contract_minutes",
    "overtime_minutes",
    "double_time_minutes",
    "bank_minutes",
    "agency_minutes",
  ],
  ...["night_minutes", "weekend_minutes", "leave_days", "leave_minutes", "sick_days"],
  ...["sick_minutes", "amount", "confirmed"],
];

/** A line for each person who worked or was credited a day away. */
function* personLines({ shifts, away, people }: Payroll): Generator<string> {
  const shiftsOf = byPerson(shifts);
  const awayOf = byPerson(away);
  yield csvLine(PERSON_COLUMNS);
  for (const { personId, staffNumber, name, employment, homeUnitCode } of people) {
    const worked = shiftsOf.get(personId) ?? [];
    const credited = awayOf.get(personId) ?? [];
    if (worked.length + credited.length === 0) continue;
    const ofKind = (kind: PayKind) =>
      total(
        worked.filter((line) => line.kind === kind),
        minutesOf,
      );
    const sick = credited.filter(({ kind }) => kind === "sick");
    const leave = credited.filter(({ kind }) => kind !== "sick");
    const counts = [
      new Set(worked.map(({ startAt }) => startAt)).size,
      ...[ofKind("contract"), ofKind("overtime"), ofKind("double-time")],
      ...[ofKind("bank"), ofKind("agency")],
      total(worked, ({ nightMinutes }) => nightMinutes),
      total(worked, ({ weekendMinutes }) => weekendMinutes),
      ...[leave.length, total(leave, minutesOf), sick.length, total(sick, minutesOf)],
    ];
    yield csvLine([
      ...[staffNumber ?? "", personId, name, employment, homeUnitCode, ...counts.map(String)],
      money(total(worked, ({ amount }) => amount)),
      worked.length === 0 ? "" : worked.every(({ isConfirmed }) => isConfirmed) ? "yes" : "no",
    ]);
  }
}

function byPerson<Of extends { personId: PersonId }>(all: readonly Of[]): Map<PersonId, Of[]> {
  const found = new Map<PersonId, Of[]>();
  for (const each of all) {
    const known = found.get(each.personId);
    if (known) known.push(each);
    else found.set(each.personId, [each]);
  }
  return found;
}

const minutesOf = ({ minutes }: { minutes: number }): number => minutes;

const total = <Of>(of: readonly Of[], value: (each: Of) => number): number =>
  of.reduce((sum, each) => sum + value(each), 0);

const money = (value: number): string => value.toFixed(2);

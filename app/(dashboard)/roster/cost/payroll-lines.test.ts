import { describe, expect, it } from "vitest";
import type { PaidPerson } from "#db/roster-pay";
import { PersonId, ShiftId } from "#models/rostering/roster-ids";
import { UnitId } from "#models/shared/ids";
import { type Payroll, payrollLines, type PayrollShift } from "./payroll-lines";

const ANA = PersonId.parse("00000000-0000-4000-8000-000000000001");
const BEN = PersonId.parse("00000000-0000-4000-8000-000000000002");
const WARD = UnitId.parse("00000000-0000-4000-8000-00000000000a");

const paidPerson = (personId: PersonId, name: string, given: Partial<PaidPerson> = {}) => ({
  ...{ personId, name, staffNumber: null, employment: "contract" as const },
  ...{ homeUnitCode: "5B", leftOn: null },
  ...given,
});

/** The night on which the clocks are put back in London. */
const night: PayrollShift = {
  ...{ personId: ANA, on: "2026-10-24", unitId: WARD, timeZone: "Europe/London" },
  shift: {
    ...{ shiftId: ShiftId.parse("night"), name: "Night", code: "N", from: "19:00", to: "07:00" },
    ...{ unpaidBreakMinutes: 30, isNight: true },
  },
  startAt: Date.parse("2026-10-24T18:00:00Z"),
  endAt: Date.parse("2026-10-25T07:00:00Z"),
  ...{ kind: "contract", minutes: 690, nightMinutes: 432, weekendMinutes: 690 },
  ...{ rate: 30, shiftPrice: 0, floatPrice: 20, amount: 365, isConfirmed: true },
};
const rest: PayrollShift = {
  ...{ ...night, kind: "overtime", minutes: 60, nightMinutes: 0, weekendMinutes: 60 },
  ...{ rate: 45, floatPrice: 0, amount: 45 },
};
const payroll: Payroll = {
  days: { from: "2026-10-20", to: "2026-10-27" },
  shifts: [night, rest],
  away: [
    { personId: ANA, on: "2026-10-20", kind: "annual-leave", minutes: 309 },
    { personId: ANA, on: "2026-10-26", kind: "sick", minutes: 450 },
  ],
  people: [paidPerson(ANA, "Ana, A.", { staffNumber: "=1+1" }), paidPerson(BEN, "Ben")],
  units: [{ unitId: WARD, code: "MICU" }],
};
const cellsOf = (line: string | undefined) => line?.trimEnd().split(",") ?? [];

describe("the payroll file", () => {
  it("has a line for each part of a shift and each day away, in the order of the days", () => {
    const [header, leave, first, second, sick, ...more] = payrollLines("shifts", payroll);
    expect(more).toEqual([]);
    expect(cellsOf(header)).toHaveLength(17);
    expect(first).toBe(
      `'=1+1,${ANA},"Ana, A.",MICU,2026-10-24,N,2026-10-24T19:00:00+01:00,2026-10-25T07:00:00+00:00,690,432,690,contract,30.00,0.00,20.00,365.00,yes\r\n`,
    );
    expect(second).toContain(",60,0,60,overtime,45.00,0.00,0.00,45.00,yes");
    expect(leave).toContain(",5B,2026-10-20,,,,309,,,annual-leave,,,,,\r\n");
    expect(sick).toContain(",5B,2026-10-26,,,,450,,,sick,,,,,\r\n");
  });

  it("has the same sums by person, and nobody who neither worked nor was away", () => {
    const [header, ana, ...more] = payrollLines("people", payroll);
    expect(more).toEqual([]);
    expect(header?.split(",").length).toBe(19);
    // One shift of two lines; leave, sickness, money; confirmed.
    expect(ana).toContain(",contract,5B,1,690,60,0,0,0,432,750,1,309,1,450,410.00,yes\r\n");
  });

  it("says that a roster which is not locked is not confirmed", () => {
    const open = { ...payroll, shifts: [night, { ...rest, isConfirmed: false }] };
    expect(payrollLines("people", open)[1]).toMatch(/,no\r\n$/);
    expect(payrollLines("shifts", open)[3]).toMatch(/,no\r\n$/);
  });

  it("is its header alone of a period without anything", () => {
    const empty = { ...payroll, shifts: [], away: [] };
    expect(payrollLines("shifts", empty)).toHaveLength(1);
    expect(payrollLines("people", empty)).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { creditOf, daysInYear, judgeLeave, leaveBalance, type Leave, LeaveTerms } from "./leave";
import { LeaveId } from "./own-shift-ids";
import { PersonId } from "./roster-ids";

const leaveId = LeaveId.parse("018f0000-0000-4000-8000-000000000001");
const personId = PersonId.parse("018f0000-0000-4000-8000-000000000002");
const leave = (fromOn: string, toOn: string, more: Partial<Leave> = {}): Leave => ({
  ...{ leaveId, personId, kind: "annual-leave", state: "approved", fromOn, toOn },
  ...more,
});
const terms = { contractMinutesPerWeek: 2_100, leaveWeeksPerYear: 5 };

describe("a balance", () => {
  it("takes a week's hours for a week, and what waits as if it were taken", () => {
    const leaves = [
      leave("2026-03-02", "2026-03-08"),
      leave("2026-05-04", "2026-05-04", { state: "applied" }),
      leave("2026-06-01", "2026-06-14", { state: "declined" }),
      leave("2026-07-01", "2026-07-14", { kind: "study" }),
    ];
    expect(leaveBalance(leaves, { year: 2026, ...terms })).toEqual({
      ...{ year: 2026, entitled: 10_500, approved: 2_100, waiting: 300, left: 8_100 },
    });
  });

  it("parts a leave over the new year", () => {
    const over = leave("2026-12-30", "2027-01-02");
    expect([2025, 2026, 2027].map((year) => daysInYear(over, year))).toEqual([0, 2, 2]);
  });
});

describe("judgeLeave", () => {
  const facts = { today: "2026-03-10", own: [leave("2026-04-01", "2026-04-10")], ...terms };
  const asked = (fromOn: string, toOn: string, kind: Leave["kind"] = "annual-leave") =>
    judgeLeave({ kind, fromOn, toOn }, facts);

  it.each([
    ["2026-03-09", "2026-03-12", "past"],
    ["2026-04-10", "2026-04-11", "overlaps"],
    ["2026-05-01", "2026-06-30", "balance-spent"],
  ])("refuses %s to %s: %s", (fromOn, toOn, error) => {
    expect(asked(fromOn, toOn)).toEqual({ ok: false, error });
  });

  it("takes what fits, and study whatever is left", () => {
    expect(asked("2026-03-10", "2026-03-20").ok).toBe(true);
    expect(asked("2026-05-01", "2026-06-30", "study").ok).toBe(true);
  });
});

it("is paid for annual leave and study alone", () => {
  const paid = (kind: Leave["kind"]) => creditOf({ kind, contractMinutesPerWeek: 2_100 });
  expect([paid("annual-leave"), paid("study"), paid("parental")]).toEqual([300, 300, 0]);
});

it("begins before it ends, and is a year long at most", () => {
  const kind = "other" as const;
  const isGood = (fromOn: string, toOn: string) =>
    LeaveTerms.safeParse({ kind, fromOn, toOn }).success;
  expect(isGood("2026-03-02", "2026-03-01")).toBe(false);
  expect(isGood("2026-03-02", "2027-03-02")).toBe(true);
  expect(isGood("2026-03-02", "2027-03-03")).toBe(false);
});

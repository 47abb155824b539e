import { describe, expect, it } from "vitest";
import { payrollFileName } from "./payroll-file-name";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const locked = { state: "locked", version: 17 } as const;
const published = { state: "published", version: 4 } as const;

describe("the name of a payroll's file", () => {
  it("has the last day that is in it, and the version and state of its roster", () => {
    expect(payrollFileName("shifts", OCTOBER, [locked])).toBe(
      "wardcast-payroll-shifts-2026-10-01-to-2026-10-31-v17-locked.csv",
    );
  });

  it.each([
    [[locked, locked], "2-rosters-locked"],
    [[published, published], "2-rosters-published"],
    [[locked, published, locked], "3-rosters-2-locked"],
    [[], "no-rosters"],
  ])("says of several how many are locked: %j", (rosters, words) => {
    expect(payrollFileName("people", OCTOBER, rosters)).toBe(
      `wardcast-payroll-people-2026-10-01-to-2026-10-31-${words}.csv`,
    );
  });

  it("says so where no day is over, rather than naming one", () => {
    const days = { from: "2026-10-01", to: "2026-10-01" };
    expect(payrollFileName("shifts", days, [published])).toContain("2026-10-01-no-day-over-v4");
  });
});

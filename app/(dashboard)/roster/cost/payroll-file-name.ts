import type { RosterRow } from "#db/rosters";
import type { DateRange } from "#models/rostering/period-cost";
import { dayAfter } from "#models/shared/calendar-date";
import type { PayrollTable } from "./payroll-lines";

/**
 * Says which days are in the file, the last one by its own date, and in which state the rosters were: of one
 * its version, so that two files of the same days are told apart.
 *
 * `wardcast-payroll-shifts-2026-10-01-to-2026-10-31-v17-locked.csv`
 */
export function payrollFileName(
  table: PayrollTable,
  { from, to }: DateRange,
  rosters: readonly Pick<RosterRow, "state" | "version">[],
): string {
  const days = from < to ? `${from}-to-${dayAfter(to, -1)}` : `${from}-no-day-over`;
  return `wardcast-payroll-${table}-${days}-${stateWords(rosters)}.csv`;
}

function stateWords(rosters: readonly Pick<RosterRow, "state" | "version">[]): string {
  const [only, ...others] = rosters;
  if (!only) return "no-rosters";
  if (others.length === 0) return `v${only.version}-${only.state}`;
  const locked = rosters.filter(({ state }) => state === "locked").length;
  const state =
    locked === rosters.length ? "locked" : locked === 0 ? "published" : `${locked}-locked`;
  return `${rosters.length}-rosters-${state}`;
}

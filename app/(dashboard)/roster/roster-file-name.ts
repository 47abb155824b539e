import type { RosterRow } from "#db/rosters";
import { dayAfter } from "#models/shared/calendar-date";

/** More codes than these make a name that nobody reads. */
const CODES = 3;

/** `roster-4A-2026-11-30-2026-12-27-draft-v12.csv`: two files of one roster must not be taken for the same. */
export function rosterFileName({
  units,
  startsOn,
  days,
  state,
  version,
}: Pick<RosterRow, "startsOn" | "days" | "state" | "version"> & {
  units: readonly Pick<RosterRow["units"][number], "code">[];
}): string {
  const named = units.slice(0, CODES).map(({ code }) => code.replaceAll(/[^A-Za-z0-9]+/g, ""));
  const others = units.length > CODES ? [`and-${units.length - CODES}-more`] : [];
  const parts = [...named, ...others].filter((part) => part !== "");
  const lastOn = dayAfter(startsOn, days - 1);
  return `${["roster", ...parts, startsOn, lastOn, state, `v${version}`].join("-")}.csv`;
}

import type { RosterGap } from "#models/realtime/roster";
import type { TimeFormat } from "@/_lib/format-time";
import type { SituationTable } from "./situation-tables";

/** The skill that stands for anybody who counts as a nurse. */
export const ANY_NURSE = "any nurse";

/**
 * Roster gaps as a sheet of paper has room for them: a line for each unit and shift, whatever the day and skill; one
 * for a unit without any roster. Nurses who are missing are summed over the days, each skill by itself: whoever has
 * one is a nurse as well, so skills are not added up.
 */
export function foldedGaps(
  gaps: readonly RosterGap[],
  time: TimeFormat,
): Pick<SituationTable, "columns" | "rows"> {
  const ofRosters = [...gaps].sort(byPlace).reduce((groups, gap) => {
    const key = JSON.stringify([gap.unitName, shiftOf(gap)]);
    return groups.set(key, [...(groups.get(key) ?? []), gap]);
  }, new Map<string, RosterGap[]>());
  return {
    columns: [
      { name: "unit", title: "Unit" },
      { name: "shift", title: "Shift" },
      { name: "days", title: "Begins" },
      { name: "missing", title: "Missing to the target" },
      { name: "below_minimum", title: "Below the minimum" },
    ],
    rows: [...ofRosters.values()].map((ofOne) => [
      ...ofOne.slice(0, 1).flatMap((gap) => [gap.unitName, shiftOf(gap)]),
      [...new Set(ofOne.map(({ startsAt }) => time.day(startsAt)))].join(", "),
      missingInWords(ofOne),
      belowMinimumInWords(ofOne),
    ]),
  };
}

/** Units by name, those without a roster last. */
const byPlace = (one: RosterGap, other: RosterGap): number =>
  Number(one.rosterId === null) - Number(other.rosterId === null) ||
  one.unitName.localeCompare(other.unitName) ||
  one.startsAt - other.startsAt;

const shiftOf = ({ rosterId, shiftName }: RosterGap): string =>
  rosterId === null ? "none published" : shiftName;

/** "any nurse 5, charge nurse 2". */
function missingInWords(gaps: readonly RosterGap[]): string {
  const missing = new Map<string, number>();
  for (const { skill, rostered, target } of gaps) {
    const name = skill ?? ANY_NURSE;
    missing.set(name, (missing.get(name) ?? 0) + target - rostered);
  }
  return [...missing].map(([name, count]) => `${name} ${count}`).join(", ");
}

function belowMinimumInWords(gaps: readonly RosterGap[]): string {
  const below = gaps.filter(({ severity }) => severity === "below-minimum");
  const all = shiftsIn(gaps);
  return `${shiftsIn(below)} of ${all} ${all === 1 ? "shift" : "shifts"}`;
}

/** One that lacks several skills is one shift. */
const shiftsIn = (gaps: readonly RosterGap[]): number =>
  new Set(gaps.map(({ startsAt, shiftName }) => `${startsAt} ${shiftName}`)).size;

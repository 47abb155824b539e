import type { RosterCellRow } from "#db/rosters";
import type { Assignment, Roster } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import type { RosterProblem } from "#models/rostering/roster-problem";
import { type RosterFinding, validateRoster } from "#models/rostering/validation/validate-roster";
import { dayAfter } from "#models/shared/calendar-date";

const MOST_IN_WORDS = 20;

/** Cells as a grid, of the problem's people alone: whoever has left meanwhile is not on it. */
export function rosterOf(
  { people, days }: Pick<RosterProblem, "people" | "days">,
  cells: readonly Pick<RosterCellRow, "personId" | "day" | "assignment">[],
): Roster {
  const lines = new Map<PersonId, (Assignment | null)[]>(
    people.map(({ personId }) => [personId, new Array<Assignment | null>(days).fill(null)]),
  );
  for (const { personId, day, assignment } of cells) {
    const line = lines.get(personId);
    if (line && day < days) line[day] = assignment;
  }
  return lines;
}

const OF_EVERY_ROSTER: Readonly<Record<string, string>> = {
  overlap: "Two shifts overlap",
  absence: "Rostered while away",
  pin: "A pinned cell is not as it was pinned",
  unit: "Rostered in a unit that is neither home nor float",
};

/** How often hard rules are broken, by the validator that shares nothing with the solver; the first in words. */
export function hardRulesBroken(
  problem: RosterProblem,
  roster: Roster,
): { count: number; inWords: string[] } {
  const hard = validateRoster(problem, roster).filter(({ isHard }) => isHard);
  return {
    count: hard.length,
    inWords: hard.slice(0, MOST_IN_WORDS).map((finding) => inWords(problem, finding)),
  };
}

function inWords(problem: RosterProblem, finding: RosterFinding): string {
  const { ruleId, personId, unitId, day } = finding;
  const rule = problem.rules.find((each) => each.ruleId === ruleId);
  const title = rule?.title ?? OF_EVERY_ROSTER[ruleId] ?? ruleId;
  const person = problem.people.find((each) => each.personId === personId);
  const unit = problem.units.find((each) => each.unitId === unitId);
  const whose = person?.name ?? unit?.name ?? "The roster";
  return `${whose}, ${dayAfter(problem.startsOn, day)}: ${title}`;
}

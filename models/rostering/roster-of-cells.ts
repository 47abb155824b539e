import type { Assignment, Roster } from "./roster";
import type { RosterProblem } from "./roster-problem";
import type { PersonId } from "./roster-ids";

/** The roster of a problem's people from the squares that are filled; who is none of them is left out. */
export function rosterOfCells(
  { people, days }: Pick<RosterProblem, "people" | "days">,
  cells: readonly { personId: PersonId; day: number; assignment: Assignment | null }[],
): Roster {
  const roster = new Map(
    people.map(({ personId }) => [
      personId,
      Array.from({ length: days }, (): Assignment | null => null),
    ]),
  );
  for (const { personId, day, assignment } of cells) {
    const line = roster.get(personId);
    if (line && day >= 0 && day < days) line[day] = assignment;
  }
  return roster;
}

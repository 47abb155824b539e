import type { Assignment, Roster, RosterCell } from "./roster";
import type { PersonId } from "./roster-ids";
import type { Pin, RosterProblem } from "./roster-problem";

/** What of a roster the solver may change. */
export interface SolverScope {
  /** Absent: everybody. */
  personIds?: readonly PersonId[] | undefined;
  /** The first and the last day, both included; absent: from the first, until the last. */
  fromDay?: number | undefined;
  toDay?: number | undefined;
}

/** The problem with everything outside the scope pinned to what it is, beside the pins that are there. */
export function withinScope(
  problem: RosterProblem,
  roster: Roster,
  { personIds, fromDay = 0, toDay = problem.days - 1 }: SolverScope,
): RosterProblem {
  const isFree = (personId: PersonId, day: number) =>
    day >= fromDay && day <= toDay && (personIds?.includes(personId) ?? true);
  const pins: Pin[] = [];
  for (const { personId } of problem.people) {
    const line = roster.get(personId) ?? [];
    for (let day = 0; day < problem.days; day += 1)
      if (!isFree(personId, day)) pins.push({ personId, day, assignment: line[day] ?? null });
  }
  const pinned = new Set(pins.map(({ personId, day }) => `${personId} ${day}`));
  const others = problem.pins.filter(({ personId, day }) => !pinned.has(`${personId} ${day}`));
  return { ...problem, pins: [...others, ...pins] };
}

/** The cells of `after` that are not what they are in `before`. */
export function changedCells(before: Roster, after: Roster): RosterCell[] {
  return [...after].flatMap(([personId, line]) => {
    const was = before.get(personId) ?? [];
    return line.flatMap((assignment: Assignment | null, day) =>
      isSame(assignment, was[day] ?? null) ? [] : [{ personId, day, assignment }],
    );
  });
}

const isSame = (one: Assignment | null, other: Assignment | null): boolean =>
  one?.shiftId === other?.shiftId && one?.unitId === other?.unitId;

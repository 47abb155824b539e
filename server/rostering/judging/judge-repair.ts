import type { OpenShift } from "#models/rostering/candidates";
import type { RepairOnWire } from "#models/realtime/sick-calls";
import type { Assignment, RosterCell } from "#models/rostering/roster";
import { rosterCost } from "#models/rostering/roster-cost";
import type { RosterProblem } from "#models/rostering/roster-problem";
import { rescored, type RosterScore } from "#models/rostering/roster-score";
import { shiftNameOf } from "#models/rostering/roster-words";
import { shiftInstants } from "#models/rostering/shift-instants";
import type { FoundRepairs } from "../repair-protocol";

/** Whether a shift has begun. `at`: epoch milliseconds. */
export function begunBy(problem: RosterProblem, at: number) {
  const instants = shiftInstants(problem);
  return (day: number, { shiftId }: Assignment): boolean => instants(shiftId, day).startAt <= at;
}

/** No hard rule is broken more than it is, and nobody gets or loses a shift that has begun. */
export function isPossible(score: RosterScore, cells: readonly RosterCell[], at: number): boolean {
  const hasBegun = begunBy(score.problem, at);
  const isOver = cells.some(({ personId, day, assignment }) =>
    [score.roster.get(personId)?.[day] ?? null, assignment].some(
      (each) => each && hasBegun(day, each),
    ),
  );
  return !isOver && rescored(score, cells).hardSteps <= score.hardSteps;
}

const isAt = ({ shiftId, unitId }: Assignment, assignment: Assignment | null | undefined) =>
  assignment?.shiftId === shiftId && assignment.unitId === unitId;

const named = (problem: RosterProblem, assignment: Assignment | null) =>
  assignment && { ...assignment, shiftName: shiftNameOf(problem, assignment.shiftId) };

/** With what it costs, and the cells as they shall be. */
export function repairTold(
  score: RosterScore,
  shifts: readonly OpenShift[],
  { cells, isProved }: FoundRepairs[number],
): RepairOnWire & { wanted: readonly RosterCell[] } {
  const { problem, roster } = score;
  const after = rescored(score, cells);
  const names = new Map(problem.people.map(({ personId, name }) => [personId, name]));
  const isFilled = ({ day, ...place }: OpenShift) => {
    const ofDay = cells.filter((cell) => cell.day === day);
    const come = ofDay.filter(({ assignment }) => isAt(place, assignment)).length;
    const go = ofDay.filter(({ personId }) => isAt(place, roster.get(personId)?.[day])).length;
    // Who goes from it to let somebody come fills nothing.
    return come > go;
  };
  const fills = shifts.filter(isFilled).length;
  return {
    cells: cells.map(({ personId, day, assignment }) => ({
      ...{ personId, name: names.get(personId) ?? "Somebody", day },
      before: named(problem, roster.get(personId)?.[day] ?? null),
      after: named(problem, assignment),
    })),
    changes: cells.length,
    points: after.points - score.points,
    money: rosterCost(problem, after.roster).total - rosterCost(problem, roster).total,
    isProved,
    fills,
    leftOpen: shifts.length - fills,
    wanted: cells,
  };
}

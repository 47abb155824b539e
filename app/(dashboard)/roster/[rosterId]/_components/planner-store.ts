import type { RosterSnapshot } from "#models/realtime/roster";
import type { Assignment, RosterCell } from "#models/rostering/roster";
import type { PersonId } from "#models/rostering/roster-ids";
import { rescored, type RosterScore, scoreRoster } from "#models/rostering/roster-score";
import { countCover, type CoverageLine, coverageLines, recountCover } from "./coverage";
import { known } from "./known";
import { isSameAssignment, type PlannedRows, type PlannedSquare, rosterOf } from "./planned-rows";
import { openPlanner, type PlannerAction, type PlannerState, reducePlanner } from "./planner-state";
import { indexRoster, type RosterIndex } from "./roster-index";
import { marksOf, type RowMarks } from "./row-marks";

/** The roster and all that follows from it: never one without the other. */
export interface PlannerView {
  state: PlannerState;
  index: RosterIndex;
  lines: readonly CoverageLine[];
  /** How many are planned, by line and day. */
  cover: readonly (readonly number[])[];
  /** Undefined: it cannot be counted, which is not to say that all is well. */
  score: RosterScore | undefined;
  marks: ReadonlyMap<PersonId, RowMarks>;
}

export interface PlannerStore {
  view: () => PlannerView;
  dispatch: (action: PlannerAction) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createPlannerStore(snapshot: RosterSnapshot): PlannerStore {
  const listeners = new Set<() => void>();
  let view = countedAnew(openPlanner(snapshot), undefined);
  return {
    view: () => view,
    dispatch: (action) => {
      const state = reducePlanner(view.state, action);
      if (state === view.state) return;
      view = follow(view, state);
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function follow(before: PlannerView, state: PlannerState): PlannerView {
  if (state.problem !== before.state.problem || state.head.units !== before.state.head.units)
    return countedAnew(state, before);
  const changes = changedSquares(before.state.rows, state.rows);
  if (changes.length === 0) return { ...before, state };
  const score = before.score && counted(before.score, changes.map(asCell));
  const covering = changes.flatMap(({ personId, ...change }) => {
    const person = before.index.people.get(personId);
    return person ? [{ person, ...change }] : [];
  });
  return {
    ...before,
    ...{ state, score },
    cover: recountCover(before.lines, before.cover, covering),
    marks: score ? marksOf(score.charges, state.problem.days, before.marks) : new Map(),
  };
}

function countedAnew(state: PlannerState, before: PlannerView | undefined): PlannerView {
  // A square that is pinned is what it is pinned to: no pin can be broken here.
  const problem = { ...state.problem, pins: [] };
  const lines = coverageLines(problem, state.demand.planned);
  const roster = rosterOf(state.rows);
  const score = known(() => scoreRoster(problem, roster));
  return {
    ...{ state, lines, score },
    index: indexRoster(problem, state.head.units),
    cover: countCover(lines, problem, roster),
    marks: score ? marksOf(score.charges, problem.days, before?.marks ?? new Map()) : new Map(),
  };
}

const counted = (score: RosterScore, changes: readonly RosterCell[]): RosterScore | undefined =>
  known(() => rescored(score, changes));

interface ChangedSquare extends PlannedSquare {
  before: Assignment | null;
  after: Assignment | null;
}

const asCell = ({ personId, day, after: assignment }: ChangedSquare): RosterCell => ({
  ...{ personId, day, assignment },
});

function changedSquares(before: PlannedRows, after: PlannedRows): ChangedSquare[] {
  if (before === after) return [];
  const changes: ChangedSquare[] = [];
  for (const [personId, row] of after) {
    const old = before.get(personId);
    if (old === row) continue;
    row.forEach(({ assignment }, day) => {
      const was = old?.[day]?.assignment ?? null;
      if (!isSameAssignment(assignment, was))
        changes.push({ personId, day, before: was, after: assignment });
    });
  }
  return changes;
}

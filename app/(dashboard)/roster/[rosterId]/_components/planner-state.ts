import type {
  PlannerPresent,
  RosterActDone,
  RosterConflict,
  RosterDemandOnWire,
  RosterFrame,
  RosterHead,
  RosterProposal,
  RosterSnapshot,
  SolverJobOnWire,
  UndoState,
} from "#models/realtime/roster";
import type { RosterProblem } from "#models/rostering/roster-problem";
import type { RosterRight } from "#models/rostering/roster-rights";
import type { RosterSettings } from "#models/rostering/roster-settings";
import {
  addStep,
  amendStep,
  drop,
  type EditStep,
  markSent,
  release,
  settle,
  type Wish,
  wishFor,
} from "./edit-steps";
import {
  asStored,
  cellAt,
  emptyRow,
  isSameAssignment,
  lostTo,
  type PlannedCell,
  type PlannedRows,
  type PlannedSquare,
  withCells,
} from "./planned-rows";

/** What this tab knows of one roster; each change replaces only what it touches. */
export interface PlannerState {
  head: RosterHead;
  settings: RosterSettings;
  /** Its pins are not kept up to date: those of the rows are. */
  problem: RosterProblem;
  /** What is needed, and what that rests on. */
  demand: RosterDemandOnWire;
  rows: PlannedRows;
  /** One's own changes that are not answered yet, the oldest first. */
  steps: readonly EditStep[];
  version: number;
  planners: readonly PlannerPresent[];
  job: SolverJobOnWire | null;
  proposal: RosterProposal | null;
  undo: UndoState;
  rights: readonly RosterRight[];
  /** News was missed: the roster is to be asked for again. */
  isBehind: boolean;
}

export type PlannerAction =
  | { type: "snapshot"; snapshot: RosterSnapshot }
  | { type: "frame"; frame: RosterFrame }
  | { type: "demand"; news: RosterDemandOnWire }
  | { type: "planners"; planners: readonly PlannerPresent[] }
  | { type: "job"; job: SolverJobOnWire }
  | { type: "proposal"; proposal: RosterProposal | null }
  | { type: "edit"; id: number; wishes: readonly Wish[]; isHeld: boolean; isLonger: boolean }
  | { type: "pin"; id: number; squares: readonly PlannedSquare[]; isPinned: boolean }
  | { type: "released" }
  | { type: "sent"; id: number }
  | { type: "done"; id: number | undefined; done: RosterActDone }
  | { type: "refused"; id: number; conflict: RosterConflict | undefined }
  | { type: "conflicts-left"; squares: readonly PlannedSquare[] };

export function reducePlanner(state: PlannerState, action: PlannerAction): PlannerState {
  switch (action.type) {
    case "snapshot":
      return takeSnapshot(state, action.snapshot);
    case "frame":
      return takeFrame(state, action.frame);
    case "demand":
      return takeDemand(state, action.news);
    case "planners":
      return { ...state, planners: action.planners };
    case "job":
      return { ...state, job: action.job };
    case "proposal":
      return { ...state, proposal: action.proposal };
    case "edit":
      return edit(state, action);
    case "pin":
      return pin(state, action);
    case "released": {
      const steps = release(state.steps);
      return steps === state.steps ? state : { ...state, steps };
    }
    case "sent":
      return { ...state, steps: markSent(state.steps, action.id) };
    case "done":
      return takeDone(state, action);
    case "refused":
      return takeRefusal(state, action);
    case "conflicts-left":
      return {
        ...state,
        rows: withCells(state.rows, action.squares, (cell) => ({ ...cell, conflict: undefined })),
      };
  }
}

/** The whole roster as the server read it; nothing was known before. */
export function openPlanner(snapshot: RosterSnapshot): PlannerState {
  const { head, settings, problem, demand, planners, job, proposal, undo, rights } = snapshot;
  const empty = new Map(problem.people.map(({ personId }) => [personId, emptyRow(problem.days)]));
  const stored = new Map(snapshot.cells.map((cell) => [keyOf(cell), cell]));
  const rows = withCells(empty, snapshot.cells, (cell, square) => {
    const told = stored.get(keyOf(square));
    return told ? shown(asStored(told)(cell), {}) : cell;
  });
  return {
    ...{ head, settings, problem, rows, planners, job, proposal, undo, rights },
    ...{ demand, steps: [], version: head.version, isBehind: false },
  };
}

const keyOf = ({ personId, day }: PlannedSquare): string => `${personId} ${day}`;

/**
 * The whole again: after a time away, or when its people have changed. One's own changes that are on their
 * way stay shown: each is answered, if only by silence.
 */
function takeSnapshot(before: PlannerState, snapshot: RosterSnapshot): PlannerState {
  const fresh = openPlanner(snapshot);
  const lost = [...before.rows].flatMap(([personId, row]) =>
    row.flatMap(({ conflict }, day) => (conflict ? [{ personId, day, conflict }] : [])),
  );
  const conflicts = new Map(lost.map((each) => [keyOf(each), each.conflict]));
  const rows = withCells(fresh.rows, lost, (cell, square) => {
    const conflict = conflicts.get(keyOf(square));
    if (!conflict || isSameAssignment(conflict.wanted, cell.stored)) return cell;
    return { ...cell, conflict };
  });
  const squares = before.steps.flatMap(({ cells }) => cells);
  return withSteps({ ...fresh, rows }, before.steps, squares);
}

function takeFrame(state: PlannerState, frame: RosterFrame): PlannerState {
  if (frame.version <= state.version) return state;
  const told = withStored(state, frame.cells);
  return {
    ...told,
    head: frame.head ?? state.head,
    settings: frame.settings ?? state.settings,
    problem: frame.settings
      ? { ...state.problem, rules: frame.settings.rules, prices: frame.settings.prices }
      : state.problem,
    version: frame.version,
    isBehind: state.isBehind || frame.after > state.version,
  };
}

function takeDemand(state: PlannerState, news: RosterDemandOnWire): PlannerState {
  return {
    ...state,
    demand: news,
    problem: { ...state.problem, demand: news.planned.map(({ demand }) => demand) },
  };
}

function edit(
  state: PlannerState,
  { id, wishes, isHeld, isLonger }: Extract<PlannerAction, { type: "edit" }>,
): PlannerState {
  const steps =
    (isLonger ? amendStep(state.steps, wishes, isHeld) : undefined) ??
    addStep(state.steps, { id, isHeld, wishes, versionOf: versionIn(state) });
  return withSteps(state, steps, wishes);
}

function pin(
  state: PlannerState,
  { id, squares, isPinned }: Extract<PlannerAction, { type: "pin" }>,
): PlannerState {
  const wishes = squares.map((square) => ({
    ...square,
    assignment: cellAt(state.rows, square).assignment,
  }));
  const step = { id, pins: isPinned, isHeld: false, wishes, versionOf: versionIn(state) };
  return withSteps(state, addStep(state.steps, step), squares);
}

const versionIn =
  ({ rows }: PlannerState) =>
  (square: PlannedSquare): number =>
    cellAt(rows, square).version;

function takeDone(
  state: PlannerState,
  { id, done }: Extract<PlannerAction, { type: "done" }>,
): PlannerState {
  const steps = id === undefined ? state.steps : settle(state.steps, id, done.cells);
  const touched = id === undefined ? [] : (state.steps.find((step) => step.id === id)?.cells ?? []);
  // The version moves with the news alone, in order: that of this very change is still to come, and tells more.
  return withSteps({ ...withStored(state, done.cells), undo: done.undo }, steps, touched);
}

function takeRefusal(
  state: PlannerState,
  { id, conflict }: Extract<PlannerAction, { type: "refused" }>,
): PlannerState {
  const { steps, dropped } = drop(state.steps, id);
  const wishes = dropped.flatMap(({ cells, pins }) => (pins === undefined ? cells : []));
  const first = new Map((conflict?.cells ?? []).map((cell) => [keyOf(cell), cell]));
  const told = withStored(state, conflict?.cells ?? []);
  const back = withSteps(
    told,
    steps,
    dropped.flatMap(({ cells }) => cells),
  );
  const wanted = new Map(wishes.map((wish) => [keyOf(wish), wish.assignment]));
  const rows = withCells(back.rows, wishes, (cell, square) => {
    const wish = wanted.get(keyOf(square)) ?? null;
    if (isSameAssignment(wish, cell.stored)) return cell;
    const winner = first.get(keyOf(square));
    const lost = winner ? lostTo(winner, wish) : { wanted: wish, by: undefined, at: null };
    return { ...cell, conflict: lost };
  });
  return { ...back, rows };
}

/** These squares as the server has them; one's own changes stay shown over them. */
function withStored(state: PlannerState, cells: RosterFrame["cells"]): PlannerState {
  const told = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const rows = withCells(state.rows, cells, (cell, square) => {
    const news = told.get(keyOf(square));
    return news ? shown(asStored(news)(cell), wishFor(state.steps, square)) : cell;
  });
  return { ...state, rows };
}

function withSteps(
  state: PlannerState,
  steps: readonly EditStep[],
  squares: Iterable<PlannedSquare>,
): PlannerState {
  const rows = withCells(state.rows, squares, (cell, square) => {
    const wish = wishFor(steps, square);
    const next = shown(cell, wish);
    // To change a square again is to have seen what stands there.
    return next.isWaiting ? { ...next, conflict: undefined } : next;
  });
  return { ...state, steps, rows };
}

const shown = (cell: PlannedCell, wish: ReturnType<typeof wishFor>): PlannedCell => ({
  ...cell,
  assignment: wish.assignment === undefined ? cell.stored : wish.assignment,
  isPinned: wish.isPinned ?? cell.isStoredPinned,
  isWaiting: wish.assignment !== undefined || wish.isPinned !== undefined,
});

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
  /** The newest version of which news was missed, until the whole has come again; 0: none was. */
  missedUpTo: number;
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
    ...{ demand, steps: [], version: head.version, missedUpTo: 0 },
  };
}

const keyOf = ({ personId, day }: PlannedSquare): string => `${personId} ${day}`;

/**
 * The whole again: after a time away, or when its people have changed. It was read before it came: news that
 * overtook it is newer, and stays. One's own changes that are on their way stay shown: each is answered, if
 * only by silence.
 */
function takeSnapshot(before: PlannerState, snapshot: RosterSnapshot): PlannerState {
  const fresh = openPlanner(snapshot);
  const known = [...before.rows].flatMap(([personId, row]) =>
    row.flatMap((cell, day) =>
      cell.version > 0 || cell.conflict ? [{ personId, day, cell }] : [],
    ),
  );
  const cells = new Map(known.map(({ cell, ...square }) => [keyOf(square), cell]));
  const rows = withCells(fresh.rows, known, (cell, square) => {
    const old = cells.get(keyOf(square));
    return old ? newerOf(cell, old) : cell;
  });
  const squares = before.steps.flatMap((step) => step.cells);
  const isOlder = fresh.version < before.version;
  return withSteps(
    {
      ...fresh,
      ...{ rows, missedUpTo: fresh.version < before.missedUpTo ? before.missedUpTo : 0 },
      ...(isOlder && withSettings({ ...fresh, version: before.version }, before)),
    },
    before.steps,
    squares,
  );
}

/** A square as it was read and as it is known: the newer one stays, and what one lost is not forgotten. */
function newerOf(read: PlannedCell, known: PlannedCell): PlannedCell {
  const { stored, isStoredPinned, version, conflict } = known;
  const cell =
    version > read.version ? shown({ ...read, stored, isStoredPinned, version }, {}) : read;
  return conflict && !isSameAssignment(conflict.wanted, cell.stored) ? { ...cell, conflict } : cell;
}

/** What a roster is judged by, as somebody has set it. */
const withSettings = (
  { problem, version }: Pick<PlannerState, "problem" | "version">,
  { head, settings }: Pick<PlannerState, "head" | "settings">,
): Pick<PlannerState, "head" | "settings" | "problem" | "version"> => ({
  ...{ head, settings, version },
  problem: { ...problem, rules: settings.rules, prices: settings.prices },
});

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
    missedUpTo: frame.after > state.version ? frame.after : state.missedUpTo,
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

import type { RosterCellOnWire, RosterCommand } from "#models/realtime/roster";
import type { Assignment } from "#models/rostering/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import type { PlannedSquare } from "./planned-rows";

/** What is wanted of a square. */
export interface Wish extends PlannedSquare {
  assignment: Assignment | null;
}

/**
 * One thing that the planner did and the server has not answered yet. They are sent one after the other, so
 * that each names the version that the one before it left.
 */
export interface EditStep {
  id: number;
  /** Undefined: shifts are changed. */
  pins: boolean | undefined;
  cells: readonly StepCell[];
  /** More letters may come: it is not sent yet. */
  isHeld: boolean;
  isSent: boolean;
}

interface StepCell extends Wish {
  /** Of the square when it was changed; `own`: what one's own step before this one leaves. */
  seen: number | "own";
}

const same = (a: PlannedSquare, b: PlannedSquare): boolean =>
  a.day === b.day && a.personId === b.personId;

const touches = (step: EditStep, square: PlannedSquare): boolean =>
  step.cells.some((cell) => same(cell, square));

export interface NewStep {
  id: number;
  pins?: boolean | undefined;
  isHeld: boolean;
  wishes: readonly Wish[];
  versionOf: (square: PlannedSquare) => number;
}

export function addStep(
  steps: readonly EditStep[],
  { id, pins, isHeld, wishes, versionOf }: NewStep,
): readonly EditStep[] {
  const cells = wishes.map((wish) => ({
    ...wish,
    seen: steps.some((step) => touches(step, wish)) ? ("own" as const) : versionOf(wish),
  }));
  return [...release(steps), { id, pins, cells, isHeld, isSent: false }];
}

/** The newest step was the beginning of this one: L was typed, and now LD. Undefined when it is on its way. */
export function amendStep(
  steps: readonly EditStep[],
  wishes: readonly Wish[],
  isHeld: boolean,
): readonly EditStep[] | undefined {
  const last = steps.at(-1);
  if (!last || last.isSent || last.pins !== undefined) return undefined;
  if (!wishes.every((wish) => touches(last, wish))) return undefined;
  const cells = last.cells.map((cell) => ({
    ...cell,
    assignment: wishes.find((wish) => same(wish, cell))?.assignment ?? cell.assignment,
  }));
  return [...steps.slice(0, -1), { ...last, cells, isHeld }];
}

/** No more letters come. */
export const release = (steps: readonly EditStep[]): readonly EditStep[] =>
  steps.some(({ isHeld }) => isHeld)
    ? steps.map((step) => (step.isHeld ? { ...step, isHeld: false } : step))
    : steps;

/** The one to send now: the oldest, unless it is on its way or may still grow. */
export function nextToSend(steps: readonly EditStep[]): EditStep | undefined {
  const [first] = steps;
  return first && !first.isSent && !first.isHeld ? first : undefined;
}

export const markSent = (steps: readonly EditStep[], id: number): readonly EditStep[] =>
  steps.map((step) => (step.id === id ? { ...step, isSent: true } : step));

/** It is done: the next one of each square goes on from the version that it left. */
export function settle(
  steps: readonly EditStep[],
  id: number,
  cells: readonly RosterCellOnWire[],
): readonly EditStep[] {
  const settled = new Set<RosterCellOnWire>();
  return steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      cells: step.cells.map((cell) => {
        const left = cells.find((each) => same(each, cell));
        if (!left || settled.has(left) || cell.seen !== "own") return cell;
        settled.add(left);
        return { ...cell, seen: left.version };
      }),
    }));
}

/** It was not done, and so were none of one's own later ones that rest on it. */
export function drop(
  steps: readonly EditStep[],
  id: number,
): { steps: readonly EditStep[]; dropped: readonly EditStep[] } {
  const dropped: EditStep[] = [];
  const kept: EditStep[] = [];
  for (const step of steps) {
    const rests = step.cells.some(
      (cell) => cell.seen === "own" && dropped.some((each) => touches(each, cell)),
    );
    (step.id === id || rests ? dropped : kept).push(step);
  }
  return { steps: kept, dropped };
}

/** What the planner wants of a square beyond what is stored; the newest counts. */
export function wishFor(
  steps: readonly EditStep[],
  square: PlannedSquare,
): { assignment?: Assignment | null; isPinned?: boolean } {
  const wish: { assignment?: Assignment | null; isPinned?: boolean } = {};
  for (const { pins, cells } of steps) {
    const cell = cells.find((each) => same(each, square));
    if (!cell) continue;
    if (pins === undefined) wish.assignment = cell.assignment;
    else wish.isPinned = pins;
  }
  return wish;
}

/** As the server takes it. */
export function commandOf(rosterId: RosterId, { pins, cells }: EditStep): RosterCommand {
  if (pins !== undefined)
    return { type: "pin-cells", rosterId, cells: cells.map(seenCell), isPinned: pins };
  return {
    type: "change-cells",
    rosterId,
    cells: cells.map((cell) => ({ ...seenCell(cell), assignment: cell.assignment })),
  };
}

/**
 * A step is sent once those it rests on are settled, so none of its versions is open; if one were, the
 * version of a square that nobody has touched would be refused.
 */
const seenCell = ({ personId, day, seen }: StepCell) => ({
  ...{ personId, day },
  version: seen === "own" ? 0 : seen,
});

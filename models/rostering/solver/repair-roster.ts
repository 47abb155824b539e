import type { Highs } from "highs";
import { addCovers, addLineRules, freeCells } from "./cell-program";
import { fewChanges } from "./few-changes";
import { linearEngine } from "./master-program";
import { ProgramBuilder } from "./program-builder";
import type { Lines, SolverProblem } from "./solver-problem";
import type { SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

export interface RepairRequest {
  /** Whoever has called in sick cannot work then; these cells are freed and stay free. */
  openCells: readonly { person: number; day: number }[];
  /** Days before this stay as they are. */
  frozenBeforeDay: number;
  /** Points for each published cell that becomes another. */
  changePrice: number;
  /** Looked for within so many days from the first that may change, then, in the time left, in all that are left. */
  windowDays: number;
  /** The most changes for which the best of its own is sought; 3 if absent. */
  mostChanges?: number;
}

export interface CellChange {
  person: number;
  day: number;
  from: number;
  to: number;
}

/** One way to go on. Its cost is without the price of changes. */
export interface RepairAlternative extends SolverSolution {
  changes: readonly CellChange[];
  /**
   * With so many changes none is cheaper within the window; of what the integer program found, none with the
   * price of its changes.
   */
  isProved: boolean;
}

export interface RosterRepair {
  /** By number of changes, each better than those before it; the first leaves the shifts open. */
  alternatives: readonly RepairAlternative[];
  /** Breaks the fewest hard rules, then costs least with the price of its changes. */
  recommended: RepairAlternative;
}

/**
 * Closes the gap that somebody leaves who cannot come, with as few changes to the published roster as that
 * takes; the past is frozen. First the best with one, two, three changes, within a tenth of a second or two; then
 * an integer program over the cells of everybody looks for what is worth more changes. Stops at the deadline with
 * what it has; the shifts left open are always among the answers.
 */
export async function repairRoster(
  whole: SolverProblem,
  lines: Lines,
  request: RepairRequest,
  run: Pick<SolverRun, "now" | "deadlineAt" | "isCancelled">,
): Promise<RosterRepair> {
  const { frozenBeforeDay, windowDays, mostChanges = 3 } = request;
  const isOver = () => run.isCancelled() || run.now() >= run.deadlineAt;
  const problem = withoutOpen(whole, request);
  const published = freed(lines, request);
  const found: RepairAlternative[] = [
    { ...costOf(problem, published), changes: [], isProved: true },
  ];
  const windowEnd = Math.min(problem.days, frozenBeforeDay + windowDays);
  const isFree = freeUntil(request, windowEnd);
  for (const one of isOver() ? [] : fewChanges(problem, published, isFree, mostChanges, isOver)) {
    const changes = changesBetween(published, one.lines);
    found.push({ ...costOf(problem, one.lines), changes, isProved: one.isProved });
  }
  const highs = await linearEngine();
  for (const end of new Set([windowEnd, problem.days])) {
    if (isOver()) break;
    const best = recommendedOf(found, request);
    const answer = solveWindow(highs, problem, published, request, end, best, isOver);
    if (answer !== undefined) found.push(answer);
  }
  return { alternatives: bestByChanges(found), recommended: recommendedOf(found, request) };
}

const recommendedOf = (found: readonly RepairAlternative[], { changePrice }: RepairRequest) =>
  found.reduce((best, one) => (isCheaper(one, best, changePrice) ? one : best));

const freeUntil = ({ openCells, frozenBeforeDay }: RepairRequest, end: number) => {
  const open = new Set(openCells.map(({ person, day }) => `${person} ${day}`));
  return (person: number, day: number) =>
    day >= frozenBeforeDay && day < end && !open.has(`${person} ${day}`);
};

/** Nobody who is sick must work, whatever was pinned. */
function withoutOpen(problem: SolverProblem, { openCells }: RepairRequest): SolverProblem {
  return {
    ...problem,
    people: problem.people.map((person, index) => ({
      ...person,
      allowed: person.allowed.map((duties, day) =>
        openCells.some((open) => open.person === index && open.day === day) ? [0] : duties,
      ),
    })),
  };
}

function freed(lines: Lines, { openCells }: RepairRequest): Lines {
  const copy = lines.map((line) => line.slice());
  for (const { person, day } of openCells) copy[person]?.fill(0, day, day + 1);
  return copy;
}

const isCheaper = (one: RepairAlternative, other: RepairAlternative, changePrice: number) =>
  one.hardViolations !== other.hardViolations
    ? one.hardViolations < other.hardViolations
    : one.cost + changePrice * one.changes.length <
      other.cost + changePrice * other.changes.length - 1e-6;

function bestByChanges(found: readonly RepairAlternative[]): RepairAlternative[] {
  const rising = found.toSorted(
    (one, other) =>
      one.changes.length - other.changes.length ||
      one.hardViolations - other.hardViolations ||
      one.cost - other.cost,
  );
  const kept: RepairAlternative[] = [];
  for (const one of rising) {
    const last = kept.at(-1);
    if (last === undefined || isCheaper(one, last, 0)) kept.push(one);
  }
  return kept;
}

/**
 * The cheapest with each change at its price, by the integer program over the days until `end`; undefined when
 * nothing better than the best so far was found in time.
 */
function solveWindow(
  highs: Highs,
  problem: SolverProblem,
  published: Lines,
  request: RepairRequest,
  end: number,
  best: RepairAlternative,
  isOver: () => boolean,
): RepairAlternative | undefined {
  const builder = new ProgramBuilder();
  const cells = freeCells(builder, problem, published, freeUntil(request, end));
  addLineRules(builder, cells);
  addCovers(builder, cells);
  const start: { column: number; value: number }[] = [];
  cells.columns.forEach((days, person) =>
    days.forEach((columns, day) =>
      columns?.forEach((column, duty) => {
        if (duty !== published[person]?.[day]) builder.addCost(column, request.changePrice);
        start.push({ column, value: duty === best.lines[person]?.[day] ? 1 : 0 });
      }),
    ),
  );
  return highs.withModel(builder.data(highs), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 1e-6 });
    model.setSolution({
      indices: Int32Array.from(start, ({ column }) => column),
      values: Float64Array.from(start, ({ value }) => value),
    });
    const interrupt = (event: { interrupt: () => void }): undefined => {
      if (isOver()) event.interrupt();
    };
    const { callbackType, modelStatus } = highs.constants;
    const run = model.run({
      [callbackType.mipInterrupt]: interrupt,
      [callbackType.simplexInterrupt]: interrupt,
    });
    if (model.info.get("primal_solution_status") !== 2) return undefined;
    const { colValue } = model.getSolution();
    const lines = published.map((line, person) =>
      line.map((duty, day) => {
        for (const [other, column] of cells.columns[person]?.[day] ?? []) {
          if ((colValue[column] ?? 0) > 0.5) return other;
        }
        return duty;
      }),
    );
    return {
      ...costOf(problem, lines),
      changes: changesBetween(published, lines),
      isProved: run.modelStatus === modelStatus.optimal,
    };
  });
}

/** Cells that differ, by person and day. */
export function changesBetween(before: Lines, after: Lines): CellChange[] {
  return before
    .flatMap((line, person) =>
      Array.from(line, (from, day) => ({ person, day, from, to: after[person]?.[day] ?? from })),
    )
    .filter(({ from, to }) => from !== to);
}
